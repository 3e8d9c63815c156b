package dev.rondo.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.registry.ModelVersion;

/** What a person who releases a version shows for it: the run that its gates stand in. */
final class GateEvidence {
    private GateEvidence() {}

    static ObjectNode of(ModelVersion version) {
        return ApiJson.object()
                .put("model_digest", version.digest())
                .put("run_id", version.lineage().runId())
                .put("dataset_digest", version.lineage().datasetDigest());
    }
}
