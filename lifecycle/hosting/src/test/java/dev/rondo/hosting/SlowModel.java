package dev.rondo.hosting;

import dev.rondo.base.RondoException;
import dev.rondo.inference.DataType;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorModel;
import dev.rondo.inference.TensorSpec;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Doubles rows of two numbers, one request for each permit; a row that begins with -1 fails. */
final class SlowModel implements TensorModel {
    final Semaphore permits;
    final AtomicInteger atWork = new AtomicInteger();
    final AtomicInteger mostAtWork = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final List<Long> rowsAsked = new CopyOnWriteArrayList<>();

    /** Answers so many requests until {@link #permits} gets more. */
    SlowModel(int permits) {
        this.permits = new Semaphore(permits);
    }

    static Tensor rows(float... values) {
        return Tensor.of("input", DataType.FP32, new long[] {values.length / 2, 2}, values);
    }

    @Override
    public String platform() {
        return "slow";
    }

    @Override
    public List<TensorSpec> inputs() {
        return List.of(new TensorSpec("input", DataType.FP32, -1, 2));
    }

    @Override
    public List<TensorSpec> outputs() {
        return List.of(new TensorSpec("double", DataType.FP32, -1, 2));
    }

    @Override
    public boolean immediate() {
        return false;
    }

    @Override
    public List<Tensor> infer(List<Tensor> inputs, InferenceOptions options) {
        mostAtWork.accumulateAndGet(atWork.incrementAndGet(), Math::max);
        permits.acquireUninterruptibly();
        atWork.decrementAndGet();
        if (closed.get() > 0) {
            throw new IllegalStateException("asked after it was closed");
        }
        var input = inputs.getFirst();
        rowsAsked.add(input.shape()[0]);
        var doubled = input.floats().clone();
        for (int i = 0; i < doubled.length; i++) {
            if (i % 2 == 0 && doubled[i] == -1) {
                throw RondoException.user("model.input", "a row begins with -1");
            }
            doubled[i] *= 2;
        }
        return List.of(Tensor.of("double", DataType.FP32, input.shape(), doubled));
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }
}
