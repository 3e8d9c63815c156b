package dev.rondo.hosting;

import dev.rondo.inference.TensorModel;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/** From a file to a model that can serve: read, checked, warmed up, behind a queue if need be. */
final class ModelLoading implements AutoCloseable {
    private final ModelLoader loader;
    private final HostingOptions options;
    private final InferenceInterceptor interceptor;
    private final Rehearsal rehearsal = new Rehearsal();
    private final LongAdder loaded = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /** Where models answer whose native calls would hold a thread that serves others. */
    private final ExecutorService threads =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("model-", 0).factory());

    ModelLoading(ModelLoader loader, HostingOptions options, InferenceInterceptor interceptor) {
        this.loader = loader;
        this.options = options;
        this.interceptor = interceptor;
    }

    /**
     * A model that is ready to serve.
     *
     * @param digest of its files; empty where nobody keeps a record
     */
    record Loaded(TensorModel model, String digest) {}

    /** Throws why there is none. */
    Loaded load(ModelFile file, Counters counters) throws Exception {
        boolean done = false;
        try {
            var before = file.currentStamp();
            var model = rehearsed(file.load(loader));
            var digest = interceptor.records() ? digest(file, model, before) : "";
            done = true;
            return new Loaded(
                    model.immediate() ? model : new QueuedModel(model, options, threads, counters),
                    digest);
        } finally {
            (done ? loaded : failed).increment();
        }
    }

    private static String digest(ModelFile file, TensorModel model, String before)
            throws IOException {
        try {
            return file.digest(model, before);
        } catch (IOException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private TensorModel rehearsed(TensorModel model) {
        try {
            rehearsal.run(model);
            return model;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            model.close();
            throw e;
        }
    }

    InferenceInterceptor interceptor() {
        return interceptor;
    }

    long loaded() {
        return loaded.sum();
    }

    long failed() {
        return failed.sum();
    }

    /** Who is at work goes on, and is waited for by nobody. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
