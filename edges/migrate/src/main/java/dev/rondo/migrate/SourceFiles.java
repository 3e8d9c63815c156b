package dev.rondo.migrate;

import java.io.InputStream;
import java.util.List;

/** The files of one run or logged model. */
interface SourceFiles {
    /**
     * A file or a folder.
     *
     * @param path from the root of all these files, with slashes
     */
    record Entry(String path, boolean folder) {}

    /** What lies directly under a folder, "" for the root. */
    List<Entry> list(String folder);

    InputStream open(String path);
}
