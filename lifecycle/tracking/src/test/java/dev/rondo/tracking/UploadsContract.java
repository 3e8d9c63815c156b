package dev.rondo.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.Digests;
import dev.rondo.base.ErrorKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Files that come in parts, and the digests of all, on every database. */
abstract class UploadsContract extends TrackingSuite {
    private static InputStream bytes(String content) {
        return new ByteArrayInputStream(content.getBytes(UTF_8));
    }

    private byte[] content(String path) throws IOException {
        try (var file = tracking.artifacts().open(path)) {
            return file.stream().readAllBytes();
        }
    }

    @Test
    void partsInAnyOrderAreTheFile() throws IOException {
        var random = new Random(7);
        var whole = new ByteArrayOutputStream();
        var parts = new ArrayList<byte[]>();
        for (int i = 0; i < 20; i++) {
            var part = new byte[random.nextInt(100_000)];
            random.nextBytes(part);
            parts.add(part);
            whole.write(part);
        }
        var uploads = tracking.artifacts().uploads();
        var id = uploads.begin("0/big/file.bin", parts.size());
        var digests = new ArrayList<>(Collections.nCopies(parts.size(), ""));
        var order = new ArrayList<>(IntStream.rangeClosed(1, parts.size()).boxed().toList());
        Collections.shuffle(order, random);
        for (int part : order) {
            uploads.put(id, part, bytes("a first try"));
            digests.set(
                    part - 1, uploads.put(id, part, new ByteArrayInputStream(parts.get(part - 1))));
        }
        assertThat(tracking.artifacts().list("0/big")).isEmpty();

        var file = uploads.complete("0/big/file.bin", id, digests);

        assertThat(file).isEqualTo(new Artifact("0/big/file.bin", false, whole.size()));
        assertThat(content("0/big/file.bin")).isEqualTo(whole.toByteArray());
        try (var stored = tracking.artifacts().open("0/big/file.bin")) {
            assertThat(stored.sha256()).isEqualTo(Digests.of(whole.toByteArray()));
        }
        assertThat(blobs.list("artifact-uploads/" + id)).hasSize(1);
        assertThat(uploads.complete("0/big/file.bin", id, digests)).isEqualTo(file);
    }

    @Test
    void whatIsNotWholeIsNotSeen() {
        var uploads = tracking.artifacts().uploads();
        var id = uploads.begin("0/f", 2);
        var one = uploads.put(id, 1, bytes("one"));
        var two = Digests.of("two");

        assertFails(
                () -> uploads.complete("0/f", id, List.of(one, two)),
                ErrorKind.USER,
                "upload.incomplete");
        assertFails(
                () -> uploads.complete("0/f", id, List.of(one)),
                ErrorKind.USER,
                "upload.incomplete");
        uploads.put(id, 2, bytes("other"));
        assertFails(
                () -> uploads.complete("0/f", id, List.of(one, two)),
                ErrorKind.USER,
                "upload.changed");
        assertFails(
                () -> uploads.complete("0/g", id, List.of(one, two)),
                ErrorKind.USER,
                "upload.path");
        assertThat(tracking.artifacts().list("0")).isEmpty();
        uploads.put(id, 2, bytes("two"));
        assertThat(uploads.complete("0/f", id, List.of(one, two)).size()).isEqualTo(6);
    }

    @Test
    void anUploadThatIsNotUnderWayTakesNothing() {
        var uploads = tracking.artifacts().uploads();
        var id = uploads.begin("0/f", 1);
        uploads.abort(id);
        uploads.abort(id);
        for (var unknown : List.of(id, "", "../artifacts", "0".repeat(32))) {
            uploads.abort(unknown);
            assertFails(
                    () -> uploads.put(unknown, 1, bytes("x")),
                    ErrorKind.NOT_FOUND,
                    "upload.not_found");
            assertFails(
                    () -> uploads.complete("0/f", unknown, List.of("x")),
                    ErrorKind.NOT_FOUND,
                    "upload.not_found");
        }
        var other = uploads.begin("0/f", 1);
        assertFails(() -> uploads.put(other, 2, bytes("x")), ErrorKind.USER, "upload.part");
        assertFails(() -> uploads.begin("0/f", 0), ErrorKind.USER, "upload.parts");
        assertFails(() -> uploads.begin("0/f", 10_001), ErrorKind.USER, "upload.parts");
        assertFails(() -> uploads.begin("../f", 1), ErrorKind.USER, "artifact.path");
    }

    @Test
    void abandonedUploadsAreRemoved() {
        var uploads = tracking.artifacts().uploads();
        var old = uploads.begin("0/f", 2);
        uploads.put(old, 1, bytes("one"));
        now += ArtifactUploads.ABANDONED.toMillis();
        var young = uploads.begin("0/g", 1);
        assertThat(blobs.list("artifact-uploads")).hasSize(2);

        now += 1;
        uploads.begin("0/h", 1);

        assertThat(blobs.list("artifact-uploads"))
                .hasSize(2)
                .anyMatch(entry -> entry.name().equals(young))
                .noneMatch(entry -> entry.name().equals(old));
    }

    @Test
    void aDigestIsToldOfTheVeryContentOnly() throws IOException {
        var artifacts = tracking.artifacts();
        artifacts.put("0/a/f", bytes("one"));
        artifacts.put("0/a/g", bytes("two"));
        artifacts.put("0/a.b", bytes("three"));
        try (var file = artifacts.open("0/a/f")) {
            assertThat(file.sha256()).isEqualTo(Digests.of("one"));
        }

        blobs.put("artifacts/0/a/f", bytes("two"));
        try (var file = artifacts.open("0/a/f")) {
            assertThat(file.sha256()).isNull();
        }

        artifacts.delete("0/a");
        var known =
                db.<List<String>>read(tx ->
                        tx.query(
                                "SELECT path FROM tracking_artifacts",
                                row -> new String(row.bytes("path"), UTF_8)));
        assertThat(known).containsExactly("0/a.b");
    }

    @Test
    void filesOfRegisteredModelsStayWhatTheyAre() throws IOException {
        var artifacts = tracking.artifacts();
        blobs.put("artifacts/registered-models/d/MLmodel", bytes("flavors"));
        for (var path : List.of("registered-models/d/MLmodel", "registered-models")) {
            var code = "artifact.read_only";
            assertFails(() -> artifacts.put(path, bytes("x")), ErrorKind.USER, code);
            assertFails(() -> artifacts.delete(path), ErrorKind.USER, code);
            assertFails(() -> artifacts.uploads().begin(path, 1), ErrorKind.USER, code);
        }
        assertThat(content("registered-models/d/MLmodel")).asString(UTF_8).isEqualTo("flavors");
    }

    @Test
    void aTornUploadIsNotSeenAndKeepsWhatWasThere() throws IOException {
        var artifacts = tracking.artifacts();
        assertThatThrownBy(() -> artifacts.put("0/f", torn()))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(artifacts.list("0")).isEmpty();

        artifacts.put("0/f", bytes("whole"));
        assertThatThrownBy(() -> artifacts.put("0/f", torn()))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(content("0/f")).asString(UTF_8).isEqualTo("whole");
    }

    /** 200,000 bytes, and then the connection breaks. */
    private static InputStream torn() {
        return new SequenceInputStream(
                new ByteArrayInputStream(new byte[200_000]),
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("torn");
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        return read();
                    }
                });
    }
}
