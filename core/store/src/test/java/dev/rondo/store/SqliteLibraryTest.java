package dev.rondo.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.util.LibraryLoaderUtil;

class SqliteLibraryTest {
    @Test
    void unpacksOnceTheLibraryOfThisMachine(@TempDir Path folder) throws IOException {
        var target = folder.resolve("native");
        SqliteLibrary.unpack(target);
        var name = LibraryLoaderUtil.getNativeLibName();
        var library = target.resolve(name);
        assertThat(target).isDirectoryNotContaining(file -> !file.equals(library));
        assertThat(library).hasBinaryContent(packed(name));
        var time = Files.getLastModifiedTime(library);
        SqliteLibrary.unpack(target);
        assertThat(Files.getLastModifiedTime(library)).isEqualTo(time);
    }

    private static byte[] packed(String name) throws IOException {
        var resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
        try (var stream = LibraryLoaderUtil.class.getResourceAsStream(resource)) {
            return requireNonNull(stream).readAllBytes();
        }
    }
}
