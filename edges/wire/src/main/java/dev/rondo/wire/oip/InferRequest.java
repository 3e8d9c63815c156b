package dev.rondo.wire.oip;

import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.Tensor;
import java.util.List;

/**
 * A request for inference, as REST and gRPC both carry it.
 *
 * @param id the caller's; empty when there is none
 * @param outputs what is wanted, in this order; empty for everything
 * @param binaryOutputs whether outputs that do not say otherwise are wanted as bytes
 */
record InferRequest(
        String id,
        InferenceOptions options,
        List<Tensor> inputs,
        List<Wanted> outputs,
        boolean binaryOutputs) {
    /** How an output is wanted: as bytes, as JSON, or as the request says for all. */
    enum Form {
        BINARY,
        JSON,
        AS_ALL
    }

    /**
     * An output that is asked for.
     *
     * @param classes how many of its best scores are wanted in place of all; 0 for all as they are
     */
    record Wanted(String name, Form form, int classes) {
        Wanted(String name, Form form) {
            this(name, form, 0);
        }
    }

    boolean binary(Wanted wanted) {
        return wanted.form() == Form.BINARY || (wanted.form() == Form.AS_ALL && binaryOutputs);
    }
}
