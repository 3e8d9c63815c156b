package dev.rondo.hosting;

import dev.rondo.base.RondoException;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorModel;
import dev.rondo.inference.TensorSpec;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks a model before anybody else does: one row of zeros, whose answer must have the outputs that
 * the model declares, and then again until its code is warm.
 */
final class Rehearsal {
    private static final String PYTHON = "python";
    private static final int MOST_ROUNDS = 2_000;
    private static final long MOST_NANOS = 30_000_000;

    /** What comes later finds the code warm, and needs only its data in the caches. */
    private static final int MODELS_WARMED_LONG = 4;

    private static final long MOST_NANOS_LATER = 1_000_000;
    private static final long MOST_ELEMENTS = 1 << 24;

    private final AtomicInteger warmed = new AtomicInteger();

    /**
     * Throws when the model does not answer as it says. What runs in Python has been rehearsed with
     * its own example, for a row of zeros may be nothing that it knows.
     */
    void run(TensorModel model) {
        if (model.platform().equals(PYTHON)) {
            return;
        }
        var own = model.sample();
        var sample = own.isEmpty() ? model.inputs().stream().map(Rehearsal::zeros).toList() : own;
        check(model, model.infer(sample, InferenceOptions.DEFAULT));
        if (model.immediate()) {
            boolean early = warmed.incrementAndGet() <= MODELS_WARMED_LONG;
            long deadline = System.nanoTime() + (early ? MOST_NANOS : MOST_NANOS_LATER);
            for (int i = 0; i < MOST_ROUNDS && System.nanoTime() < deadline; i++) {
                model.infer(sample, InferenceOptions.DEFAULT);
            }
        }
    }

    private static Tensor zeros(TensorSpec spec) {
        var shape = spec.shape().stream().mapToLong(size -> size < 0 ? 1 : size).toArray();
        long elements = Tensor.elements(shape);
        if (elements > MOST_ELEMENTS) {
            throw RondoException.limit(
                    "model.input_too_large", "one row has " + elements + " values");
        }
        int count = (int) elements;
        Object data =
                switch (spec.type()) {
                    case BOOL -> new boolean[count];
                    case UINT8, INT8 -> new byte[count];
                    case UINT16, INT16, FP16, BF16 -> new short[count];
                    case UINT32, INT32 -> new int[count];
                    case UINT64, INT64 -> new long[count];
                    case FP32 -> new float[count];
                    case FP64 -> new double[count];
                    case BYTES -> new byte[count][0];
                };
        return Tensor.of(spec.name(), spec.type(), shape, data);
    }

    private static void check(TensorModel model, List<Tensor> outputs) {
        var declared = model.outputs();
        boolean same = declared.size() == outputs.size();
        for (int i = 0; same && i < declared.size(); i++) {
            same = fits(declared.get(i), outputs.get(i));
        }
        if (!same) {
            throw RondoException.internal(
                    "model.rehearsal", "the model does not answer with the outputs it declares");
        }
    }

    private static boolean fits(TensorSpec spec, Tensor output) {
        boolean fits =
                spec.name().equals(output.name())
                        && spec.type() == output.type()
                        && spec.shape().size() == output.shape().length;
        for (int i = 0; fits && i < output.shape().length; i++) {
            long size = spec.shape().get(i);
            fits = size < 0 || size == output.shape()[i];
        }
        return fits;
    }
}
