package dev.rondo.journal;

import java.io.IOException;
import java.nio.file.Path;

/** A segment that exists on the disk, with its directory entry, and holds no record yet. */
record NewSegment(Segment segment, OpenFile file, SegmentIndex index) {
    static NewSegment create(FileLayer files, Path directory, SegmentHeader header)
            throws IOException {
        var path = Segment.file(directory, header.firstSequence());
        try {
            return write(files, directory, path, header);
        } catch (IOException e) {
            files.delete(path);
            throw e;
        }
    }

    private static NewSegment write(
            FileLayer files, Path directory, Path path, SegmentHeader header) throws IOException {
        var file = files.open(path);
        try {
            file.truncate(0);
            file.write(0, header.encode(), 0, SegmentHeader.BYTES);
            file.sync();
            files.syncDirectory(directory);
        } catch (IOException e) {
            file.close();
            throw e;
        }
        var index = new SegmentIndex(header.firstSequence());
        return new NewSegment(
                new Segment(
                        path, header.firstSequence(), header.codec(), index, SegmentHeader.BYTES),
                file,
                index);
    }
}
