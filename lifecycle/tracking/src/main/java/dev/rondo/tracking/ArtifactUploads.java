package dev.rondo.tracking;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.Ids;
import dev.rondo.base.Json;
import dev.rondo.base.RondoException;
import dev.rondo.store.BlobEntry;
import dev.rondo.store.Blobs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Large files that come in parts, which may be sent again, in any order and side by side. An upload
 * is a folder of blobs that no path of an artifact leads to: what it is for, and its parts. Nothing
 * of the file is seen until {@link #complete} has joined them. Whoever knows an upload's id may add
 * to it. An id that names none is NOT_FOUND {@code upload.not_found}.
 */
public final class ArtifactUploads {
    public static final int MOST_PARTS = 10_000;

    /** When an upload that was begun and not completed is removed. */
    public static final Duration ABANDONED = Duration.ofDays(2);

    private static final String UPLOADS = "artifact-uploads";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    private final Artifacts artifacts;
    private final Blobs blobs;
    private final InstantSource clock;

    ArtifactUploads(Artifacts artifacts, Blobs blobs, InstantSource clock) {
        this.artifacts = artifacts;
        this.blobs = blobs;
        this.clock = clock;
    }

    /**
     * What an upload is for.
     *
     * @param done whether its file is in place, so that completing it again changes nothing
     */
    private record About(String path, int parts, long begunMillis, boolean done) {}

    /**
     * Begins to upload a file.
     *
     * @param parts how many parts it will have, 1 to {@link #MOST_PARTS}
     * @return the upload's id
     * @throws RondoException of kind USER {@code upload.parts}, {@code artifact.path}
     */
    public String begin(String path, int parts) {
        var plain = Artifacts.requireWritable(path);
        if (parts < 1 || parts > MOST_PARTS) {
            throw RondoException.user(
                    "upload.parts",
                    "an upload has 1 to %d parts, not %d".formatted(MOST_PARTS, parts));
        }
        removeAbandoned();
        var id = Ids.random();
        write(id, new About(plain, parts, clock.millis(), false));
        return id;
    }

    /**
     * Stores a part, replacing what was sent for it before.
     *
     * @param part 1, 2, 3, …
     * @return the digest of the content, {@code sha256:} and 64 hexadecimal digits
     */
    public String put(String id, int part, InputStream content) {
        var about = about(id);
        if (part < 1 || part > about.parts()) {
            throw RondoException.user(
                    "upload.part",
                    "the upload has parts 1 to %d, not %d".formatted(about.parts(), part));
        }
        return blobs.put(key(id, part), content).sha256();
    }

    /**
     * Joins the parts to the file. Done again it changes nothing.
     *
     * @param path of the file, as it was begun
     * @param digests those that {@link #put} gave for part 1, 2, …
     * @throws RondoException of kind USER {@code upload.incomplete} when parts are missing, {@code
     *     upload.changed} when one is not what its digest says, {@code upload.path}
     */
    public Artifact complete(String path, String id, List<String> digests) {
        var about = about(id);
        if (!Artifacts.requireFile(path).equals(about.path())) {
            throw RondoException.user("upload.path", "the upload is for '" + about.path() + "'");
        }
        if (digests.size() != about.parts()) {
            throw RondoException.user(
                    "upload.incomplete",
                    "the upload has %d parts, and %d are named"
                            .formatted(about.parts(), digests.size()));
        }
        if (!about.done()) {
            join(id, about, digests);
        }
        try (var file = artifacts.open(about.path())) {
            return new Artifact(about.path(), false, file.size());
        }
    }

    private void join(String id, About about, List<String> digests) {
        try (var parts = new JoinedParts(part -> part(id, part), digests)) {
            artifacts.put(about.path(), parts);
        } catch (RondoException e) {
            // Another who completes it may have come first, and have removed the parts.
            if (e.code().equals("upload.incomplete") && about(id).done()) {
                return;
            }
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write(id, new About(about.path(), about.parts(), about.begunMillis(), true));
        IntStream.rangeClosed(1, about.parts()).forEach(part -> blobs.delete(key(id, part)));
    }

    private InputStream part(String id, int part) {
        try {
            return blobs.open(key(id, part));
        } catch (RondoException e) {
            throw e.kind() != ErrorKind.NOT_FOUND
                    ? e
                    : RondoException.user(
                                    "upload.incomplete", "part " + part + " has not been sent")
                            .causedBy(e);
        }
    }

    /** Forgets an upload with its parts; nothing happens if there is none. */
    public void abort(String id) {
        if (ID.matcher(id).matches()) {
            blobs.deleteAll(folder(id));
        }
    }

    /** Removes what was begun too long ago, and what is left of uploads that were completed. */
    void removeAbandoned() {
        long limit = clock.instant().minus(ABANDONED).toEpochMilli();
        for (var id : blobs.list(UPLOADS).stream().map(BlobEntry::name).toList()) {
            try {
                if (about(id).begunMillis() < limit) {
                    abort(id);
                }
            } catch (RondoException e) {
                if (e.kind() != ErrorKind.NOT_FOUND) {
                    throw e;
                }
                // One that is just being begun, or removed by another.
            }
        }
    }

    private About about(String id) {
        if (!ID.matcher(id).matches()) {
            throw unknown(id);
        }
        try (var about = blobs.read(folder(id) + "/about").stream()) {
            return Json.parse(about.readAllBytes(), About.class);
        } catch (RondoException e) {
            throw e.kind() == ErrorKind.NOT_FOUND ? unknown(id).causedBy(e) : e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String id, About about) {
        blobs.put(folder(id) + "/about", new ByteArrayInputStream(Json.writeBytes(about)));
    }

    private static RondoException unknown(String id) {
        return RondoException.notFound(
                        "upload.not_found", "there is no upload '" + id + "' under way")
                .next("begin it again");
    }

    private static String folder(String id) {
        return UPLOADS + "/" + id;
    }

    private static String key(String id, int part) {
        return folder(id) + "/part-" + part;
    }
}
