package dev.rondo.monitoring;

import dev.rondo.base.RondoException;
import dev.rondo.store.Blobs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** References as blobs by digest. They never change, so the latest used are kept in memory. */
final class References {
    private static final int KEPT = 16;

    private final Blobs blobs;
    private final Map<String, Reference> loaded =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Reference> eldest) {
                    return size() > KEPT;
                }
            };

    References(Blobs blobs) {
        this.blobs = blobs;
    }

    String store(Reference reference) {
        var id = reference.id();
        if (!blobs.exists(key(id))) {
            blobs.put(
                    key(id),
                    new ByteArrayInputStream(reference.toJson().getBytes(StandardCharsets.UTF_8)));
        }
        return id;
    }

    synchronized Reference get(String id) {
        return loaded.computeIfAbsent(id, this::load);
    }

    private Reference load(String id) {
        var key = key(id);
        if (!blobs.exists(key)) {
            throw RondoException.notFound("reference.not_found", "there is no reference " + id)
                    .next("store the reference before naming it");
        }
        try (var content = blobs.open(key)) {
            return Reference.fromJson(new String(content.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key(String id) {
        return "references/" + id.replace("sha256:", "") + ".json";
    }
}
