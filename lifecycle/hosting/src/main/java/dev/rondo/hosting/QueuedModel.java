package dev.rondo.hosting;

import dev.rondo.base.RondoException;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorModel;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * A model whose answers take their time, behind a bounded queue: more requests than it has room for
 * are refused at once, so that what it serves does not suffer. Requests that wait may be answered
 * together. A model that lately took long answers on a thread of its own, since a native call would
 * hold one that serves others; its callers are let go when their time is over.
 */
final class QueuedModel extends ModelAround {
    /** Up to this a request is answered on its own thread: a hand-over costs some 30 us. */
    private static final long SHORT_NANOS = 200_000;

    private final Executor threads;
    private final Counters counters;
    private final ModelQueue queue;
    private final JoinedRows joined;
    private final long patienceNanos;
    private final long timeoutNanos;
    private volatile long usualNanos = Long.MAX_VALUE;
    private volatile int usualCompany = 1;

    QueuedModel(TensorModel model, HostingOptions options, Executor threads, Counters counters) {
        super(model);
        this.threads = threads;
        this.counters = counters;
        this.patienceNanos = options.batchLatency().toNanos();
        this.timeoutNanos = options.requestTimeout().toNanos();
        this.joined = new JoinedRows(model.inputs(), model.outputs(), patienceNanos > 0);
        this.queue = new ModelQueue(Runtime.getRuntime().availableProcessors(), options.queue());
    }

    @Override
    public List<Tensor> infer(List<Tensor> inputs, InferenceOptions options) {
        var request = queue.enter(inputs, options, timeout(options.timeoutNanos()));
        if (queue.leads(request)) {
            lead(request);
        }
        var answer = request.answer();
        counters.waited(request.waitedNanos());
        return answer;
    }

    /** The shorter of the caller's and the server's. */
    private long timeout(long asked) {
        return asked > 0 && (timeoutNanos == 0 || asked < timeoutNanos) ? asked : timeoutNanos;
    }

    private void lead(QueuedRequest leader) {
        var company =
                joined.possible(leader)
                        ? queue.company(leader, joined.fitting(leader), usualCompany, patienceNanos)
                        : List.of(leader);
        usualCompany = company.size();
        if (usualNanos < SHORT_NANOS) {
            run(company);
            return;
        }
        queue.handOver(leader);
        try {
            threads.execute(() -> run(company));
        } catch (RejectedExecutionException e) {
            var stopping = RondoException.unavailable("model.stopping", "the server is stopping");
            company.forEach(each -> each.fail(stopping));
            leave(company);
        }
        queue.awaitAnswer(leader);
    }

    private void run(List<QueuedRequest> company) {
        try {
            answer(company);
        } finally {
            leave(company);
        }
    }

    private void leave(List<QueuedRequest> company) {
        if (queue.leave(company)) {
            model().close();
        }
    }

    private void answer(List<QueuedRequest> company) {
        long begun = System.nanoTime();
        company.forEach(each -> each.started = begun);
        if (company.size() == 1 || !together(company)) {
            company.forEach(this::alone);
        }
        long took = System.nanoTime() - begun;
        long usual = usualNanos;
        usualNanos = usual == Long.MAX_VALUE ? took : (7 * usual + took) / 8;
    }

    /** False when they have to be asked apart, so that one's failure is not the others'. */
    private boolean together(List<QueuedRequest> company) {
        try {
            var outputs = model().infer(joined.inputs(company), company.getFirst().options);
            if (!joined.handOut(company, outputs)) {
                return false;
            }
            counters.joined(company.size());
            return true;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return false;
        }
    }

    private void alone(QueuedRequest request) {
        try {
            request.succeed(model().infer(request.inputs, request.options));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            request.fail(e);
        }
    }

    /** Who has been given up by its caller may still be at work: the model is closed after it. */
    @Override
    public void close() {
        if (queue.close()) {
            model().close();
        }
    }

    int waiting() {
        return queue.waiting();
    }

    @Override
    public boolean immediate() {
        return false;
    }
}
