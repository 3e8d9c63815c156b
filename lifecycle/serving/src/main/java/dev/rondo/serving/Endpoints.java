package dev.rondo.serving;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The endpoints: made once, then asked. */
public final class Endpoints {
    Endpoints() {}

    /**
     * Makes an endpoint whose first release goes live at once: there is nothing to measure it
     * against.
     *
     * @param gateEvidence what the offline gates saw; an object that is not empty
     * @param approver the person or policy that asks
     * @throws dev.rondo.base.RondoException of kind CONFLICT when the name is taken or every
     *     promotion is frozen, of kind NOT_FOUND when there is no such version
     */
    public Endpoint create(
            String name,
            ModelRef model,
            FailurePolicy journalPolicy,
            JsonNode gateEvidence,
            String approver) {
        throw new UnsupportedOperationException();
    }

    /**
     * @throws dev.rondo.base.RondoException of kind NOT_FOUND {@code endpoint.not_found}
     */
    public Endpoint get(String name) {
        throw new UnsupportedOperationException();
    }

    /** All endpoints by name. */
    public List<Endpoint> list() {
        throw new UnsupportedOperationException();
    }

    /**
     * Answers every instance, and records every answer before it returns (rules 8.1, 8.2).
     *
     * @throws dev.rondo.base.RondoException of kind USER when an instance does not fit the live
     *     version: then none is answered, and each is recorded as failed; of kind UNAVAILABLE when
     *     the journal cannot write and the endpoint fails closed
     */
    public PredictResponse predict(PredictRequest request) {
        throw new UnsupportedOperationException();
    }
}
