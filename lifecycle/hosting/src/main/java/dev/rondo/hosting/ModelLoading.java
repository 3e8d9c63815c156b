package dev.rondo.hosting;

import dev.rondo.inference.TensorModel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/** From a file to a model that can serve: read, checked, warmed up, behind a queue if need be. */
final class ModelLoading implements AutoCloseable {
    private final ModelLoader loader;
    private final HostingOptions options;
    private final Rehearsal rehearsal = new Rehearsal();
    private final LongAdder loaded = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /** Where models answer whose native calls would hold a thread that serves others. */
    private final ExecutorService threads =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("model-", 0).factory());

    ModelLoading(ModelLoader loader, HostingOptions options) {
        this.loader = loader;
        this.options = options;
    }

    /** A model that is ready to serve; throws why there is none. */
    TensorModel load(ModelFile file, Counters counters) throws Exception {
        boolean done = false;
        try {
            var model = rehearsed(file.load(loader));
            done = true;
            return model.immediate() ? model : new QueuedModel(model, options, threads, counters);
        } finally {
            (done ? loaded : failed).increment();
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
