package dev.rondo.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.Digests;
import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of blobs does. */
abstract class BlobsContract {
    Blobs blobs;

    /** Opens an empty store. */
    abstract Blobs openEmpty() throws IOException;

    @BeforeEach
    void open() throws IOException {
        blobs = openEmpty();
    }

    @Test
    void aBlobComesBackWithItsSizeAndDigest() throws IOException {
        var content = new byte[200_000];
        new Random(1).nextBytes(content);

        var blob = blobs.put("a/b@1/c.bin", new ByteArrayInputStream(content));

        assertThat(blob).isEqualTo(new Blob("a/b@1/c.bin", 200_000, Digests.of(content)));
        try (var in = blobs.open("a/b@1/c.bin")) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
        assertThat(Files.readAllBytes(blobs.localCopy("a/b@1/c.bin"))).isEqualTo(content);
        assertThat(Files.readAllBytes(blobs.localCopy("a").resolve("b@1").resolve("c.bin")))
                .isEqualTo(content);
    }

    @Test
    void aSecondUploadReplacesTheFirstWhoseReaderGoesOn() throws IOException {
        put("a", "old");
        try (var in = blobs.open("a")) {
            put("a", "new");
            assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("old");
        }
        assertThat(text("a")).isEqualTo("new");
    }

    @Test
    @DisplayName("rule 3.4: an upload that breaks half-way leaves the earlier blob and no orphan")
    void aTornUploadIsNeverSeen() throws IOException {
        put("kept", "old");
        for (var key : List.of("kept", "fresh/one")) {
            assertThatThrownBy(() -> blobs.put(key, new BreakingStream()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("the sender went away");
        }
        assertThat(text("kept")).isEqualTo("old");
        assertThat(blobs.exists("fresh/one")).isFalse();
        assertThat(blobs.list("fresh")).isEmpty();
    }

    private static final class BreakingStream extends InputStream {
        private int left = 100_000;

        @Override
        public int read() throws IOException {
            return read(new byte[1], 0, 1);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left <= 0) {
                throw new IOException("the sender went away");
            }
            left -= length;
            return length;
        }
    }

    @Test
    void aListingShowsOneLevelSortedByName() {
        put("runs/b.txt", "1");
        put("runs/a/x", "22");
        put("runs/a/y/z", "333");
        put("runs2", "4");

        assertThat(blobs.list("runs"))
                .containsExactly(
                        new BlobEntry("a", "runs/a", true, 0),
                        new BlobEntry("b.txt", "runs/b.txt", false, 1));
        assertThat(blobs.list("")).extracting(BlobEntry::key).containsExactly("runs", "runs2");
        assertThat(blobs.list("runs2")).isEmpty();
        assertThat(blobs.list("none/at/all")).isEmpty();
    }

    @Test
    void aDeletedBlobIsGoneAndDeletingTwiceIsHarmless() {
        put("a/b", "1");

        blobs.delete("a/b");
        blobs.delete("a/b");

        assertThat(blobs.exists("a/b")).isFalse();
        assertFails(() -> blobs.open("a/b"), ErrorKind.NOT_FOUND, "blob.not_found");
        assertFails(() -> blobs.localCopy("a/b"), ErrorKind.NOT_FOUND, "blob.not_found");
    }

    @Test
    void deletingATreeLeavesItsNeighbours() {
        put("a/b/x", "1");
        put("a/b/deep/y", "1");
        put("a/bc", "1");

        blobs.deleteAll("a/b");
        blobs.deleteAll("a/b");
        blobs.deleteAll("a/bc/none");

        assertThat(blobs.list("a")).extracting(BlobEntry::name).containsExactly("bc");
        blobs.deleteAll("a/bc");
        assertThat(blobs.exists("a/bc")).isFalse();
    }

    @Test
    void anOpenBlobHasTheSizeOfTheVersionThatIsRead() throws IOException {
        put("a/b", "first");

        try (var content = blobs.read("a/b")) {
            put("a/b", "the second");
            content.stream().skipNBytes(1);
            assertThat(content.size()).isEqualTo(5);
            assertThat(content.stream().readAllBytes()).asString(UTF_8).isEqualTo("irst");
        }
        assertFails(() -> blobs.read("a"), ErrorKind.NOT_FOUND, "blob.not_found");
        assertFails(() -> blobs.read("a/b/c"), ErrorKind.NOT_FOUND, "blob.not_found");
        assertFails(() -> blobs.read("none"), ErrorKind.NOT_FOUND, "blob.not_found");
    }

    @Test
    void aBlobCannotBeAFolderToo() {
        put("a/b", "1");

        assertFails(() -> put("a", "2"), ErrorKind.CONFLICT, "blob.key_taken");
        assertFails(() -> put("a/b/c", "2"), ErrorKind.CONFLICT, "blob.key_taken");
        assertFails(() -> blobs.open("a"), ErrorKind.NOT_FOUND, "blob.not_found");
        blobs.delete("a");
        assertThat(blobs.exists("a/b")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/etc/passwd",
                "a/",
                "a//b",
                ".",
                "..",
                "../a",
                "a/../../b",
                "a/./b",
                "a/..",
                "a\\b",
                "a\nb",
                "a\n",
                "~uploads/x",
                "C:x",
                "a b",
                "é",
                "a\0"
            })
    void aKeyThatCouldLeaveTheRootIsRefused(String key) {
        assertFails(() -> put(key, "1"), ErrorKind.USER, "blob.key");
        assertFails(() -> blobs.open(key), ErrorKind.USER, "blob.key");
        assertFails(() -> blobs.localCopy(key), ErrorKind.USER, "blob.key");
        assertFails(() -> blobs.delete(key), ErrorKind.USER, "blob.key");
    }

    @Test
    void aKeyThatIsTooLongIsRefused() {
        put("a".repeat(200), "1");
        assertFails(() -> put("a".repeat(201), "1"), ErrorKind.USER, "blob.key");
        assertFails(() -> put("a/".repeat(450) + "a", "1"), ErrorKind.USER, "blob.key");
    }

    @Test
    void uploadsOfOneKeyAtOnceLeaveOneOfThemWhole() throws Exception {
        var contents = List.of("a".repeat(300_000), "b".repeat(200_000), "c".repeat(100_000));
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (int i = 0; i < 30; i++) {
                var content = contents.get(i % 3);
                all.add(pool.submit(() -> put("deep/er/key" + "/x", content)));
            }
            for (var each : all) {
                each.get();
            }
        }
        assertThat(contents).contains(text("deep/er/key/x"));
    }

    private static void assertFails(ThrowingCallable call, ErrorKind kind, String code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(kind);
                            assertThat(e.code()).isEqualTo(code);
                        });
    }

    private Blob put(String key, String content) {
        return blobs.put(key, new ByteArrayInputStream(content.getBytes(UTF_8)));
    }

    private String text(String key) throws IOException {
        try (var in = blobs.open(key)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
