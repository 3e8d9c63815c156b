package dev.rondo.hosting;

import dev.rondo.base.RondoException;
import dev.rondo.inference.DataType;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorModel;
import dev.rondo.inference.TensorSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Models whose file holds the number that they answer with; they know whether they are closed. */
final class FakeModels implements ModelLoader {
    final AtomicInteger loaded = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();

    @Override
    public TensorModel load(Path file) throws Exception {
        var text = Files.readString(file).strip();
        if (text.equals("broken")) {
            throw RondoException.user("model.invalid", "the file is broken");
        }
        loaded.incrementAndGet();
        return new Fake(Float.parseFloat(text), text.equals("-1"));
    }

    private final class Fake implements TensorModel {
        private final float answer;
        private final boolean lies;
        private volatile boolean shut;

        Fake(float answer, boolean lies) {
            this.answer = answer;
            this.lies = lies;
        }

        @Override
        public String platform() {
            return "fake";
        }

        @Override
        public List<TensorSpec> inputs() {
            return List.of(new TensorSpec("input", DataType.FP32, -1, 2));
        }

        @Override
        public List<TensorSpec> outputs() {
            return List.of(new TensorSpec("predict", DataType.FP32, -1));
        }

        @Override
        public boolean immediate() {
            return true;
        }

        @Override
        public List<Tensor> infer(List<Tensor> inputs, InferenceOptions options) {
            if (shut) {
                throw new IllegalStateException("asked after it was closed");
            }
            if (inputs.getFirst().shape()[1] != 2) {
                throw RondoException.user("model.input", "two features are needed");
            }
            var name = lies ? "other" : "predict";
            return List.of(Tensor.of(name, DataType.FP32, new long[] {1}, new float[] {answer}));
        }

        @Override
        public void close() {
            shut = true;
            closed.incrementAndGet();
        }
    }
}
