package dev.rondo.hosting;

import dev.rondo.base.RondoException;
import dev.rondo.inference.TensorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A version on disk.
 *
 * @param path the model file, or the directory that holds it
 * @param stamp tells one content of the file from another: its size and the time of its last change
 */
record ModelFile(String name, long version, Path path, String stamp) {
    static ModelFile of(String name, long version, Path path) {
        return new ModelFile(name, version, path, stamp(path));
    }

    TensorModel load(ModelLoader loader) throws Exception {
        if (ModelFolder.isMlflow(path)) {
            return MlflowDirectory.read(path).load(loader);
        }
        return loader.load(Files.isDirectory(path) ? ModelFolder.modelFile(path) : path);
    }

    /**
     * The digest of what has just been loaded: the model's own, else that of its files.
     *
     * @param before the file's stamp before it was loaded
     * @throws RondoException of kind UNAVAILABLE when the file has been changed since
     */
    String digest(TensorModel model, String before) throws IOException {
        var digest = model.digest().isEmpty() ? FileDigest.of(path) : model.digest();
        if (!before.equals(stamp(path))) {
            throw RondoException.unavailable("model.changing", "the file changed while it was read")
                    .at(path.toString())
                    .next("put a new version in place by renaming it");
        }
        return digest;
    }

    /** What the file's stamp is now. */
    String currentStamp() {
        return stamp(path);
    }

    /** A folder whose file cannot be told has its own stamp, so that a change is seen. */
    private static String stamp(Path path) {
        try {
            var file = path;
            try {
                file = Files.isDirectory(path) ? ModelFolder.modelFile(path) : path;
            } catch (RondoException e) {
                // The folder's own stamp stands for it, until it is mended.
            }
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return file.getFileName()
                    + " "
                    + attributes.size()
                    + " "
                    + attributes.lastModifiedTime()
                    + " "
                    + attributes.fileKey();
        } catch (IOException e) {
            return "gone";
        }
    }
}
