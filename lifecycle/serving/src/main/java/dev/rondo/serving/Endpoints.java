package dev.rondo.serving;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.base.Ids;
import dev.rondo.base.Micros;
import dev.rondo.base.RondoException;
import dev.rondo.store.Db;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The endpoints: made once, then asked. */
public final class Endpoints {
    private final Db db;
    private final InstantSource clock;
    private final Routings routings;
    private final Starts starts;
    private final Recorder recorder;
    private final ShadowWorker shadow;
    private final Bookkeeper books;

    Endpoints(
            Db db,
            InstantSource clock,
            Routings routings,
            Starts starts,
            Recorder recorder,
            ShadowWorker shadow,
            Bookkeeper books) {
        this.db = db;
        this.clock = clock;
        this.routings = routings;
        this.starts = starts;
        this.recorder = recorder;
        this.shadow = shadow;
        this.books = books;
    }

    /**
     * Makes an endpoint whose first release goes live at once: there is nothing to measure it
     * against.
     *
     * @param gateEvidence what the offline gates saw; an object that is not empty
     * @param approver the person or policy that asks
     * @throws RondoException of kind CONFLICT when the name is taken or every promotion is frozen,
     *     of kind NOT_FOUND when there is no such version
     */
    public Endpoint create(
            String name,
            ModelRef model,
            FailurePolicy journalPolicy,
            JsonNode gateEvidence,
            String approver) {
        starts.first(Ids.checkName("endpoint", name), model, journalPolicy, gateEvidence, approver);
        return get(name);
    }

    /**
     * An endpoint as it is now.
     *
     * @throws RondoException of kind NOT_FOUND {@code endpoint.not_found}
     */
    public Endpoint get(String name) {
        return db.read(tx -> EndpointRows.find(tx, name))
                .orElseThrow(() -> EndpointRows.notFound(name))
                .endpoint();
    }

    /** All endpoints by name. */
    public List<Endpoint> list() {
        return db.read(EndpointRows::list).stream()
                .map(StoredEndpoint::endpoint)
                .sorted(Comparator.comparing(Endpoint::name))
                .toList();
    }

    /**
     * What an endpoint takes, without a look at the database.
     *
     * @throws RondoException of kind NOT_FOUND without such an endpoint, UNAVAILABLE where its live
     *     model cannot be loaded
     */
    public Served served(String name) {
        var routing = routings.get(name);
        var live = routing.live();
        return new Served(name, live.ref(), live.loaded().signature());
    }

    /** The names of all endpoints that this process knows, without a look at the database. */
    public List<String> names() {
        return routings.names();
    }

    /**
     * Answers every instance, and records every answer before it returns (rules 8.1, 8.2).
     *
     * @throws RondoException of kind USER when an instance does not fit the live version: then none
     *     is answered, and each is recorded as failed; of kind USER {@code time.ahead} when an
     *     event time lies ahead of the clock: then nothing is recorded, for what is recorded moves
     *     the windows on; of kind UNAVAILABLE when the journal cannot write and the endpoint fails
     *     closed
     */
    public PredictResponse predict(PredictRequest request) {
        var call = receive(request);
        try {
            var scored = scoreOrRecord(call);
            var addresses = recorder.answers(call, scored);
            shadow.offer(call, addresses);
            books.answered(call, scored);
            return respond(call, scored, addresses);
        } catch (RuntimeException e) {
            books.failed(call, code(e));
            throw e;
        }
    }

    private Call receive(PredictRequest request) {
        long started = System.nanoTime();
        var routing = routings.get(request.endpoint());
        var now = clock.instant();
        checkTimes(request.instances(), now);
        var traceId = request.traceId();
        return new Call(
                routing,
                request.instances(),
                Router.assign(routing, request.instances()),
                traceId == null ? Ids.random() : traceId,
                request.principal(),
                Micros.of(now),
                started);
    }

    private static void checkTimes(List<Instance> instances, Instant now) {
        for (int i = 0; i < instances.size(); i++) {
            var time = instances.get(i).eventTime();
            try {
                Micros.checkHappened(time == null ? Long.MIN_VALUE : time, now);
            } catch (RondoException e) {
                throw e.at("instances[" + i + "].event_time");
            }
        }
    }

    private Scored scoreOrRecord(Call call) {
        try {
            return Scoring.score(call);
        } catch (RuntimeException e) {
            recorder.failure(call, code(e));
            throw e;
        }
    }

    private static String code(RuntimeException e) {
        return e instanceof RondoException known ? known.code() : "internal";
    }

    private static PredictResponse respond(Call call, Scored scored, Addresses addresses) {
        var answers = new ArrayList<Answer>(call.instances().size());
        for (int i = 0; i < call.instances().size(); i++) {
            var by = scored.answeredBy()[i].ref();
            answers.add(
                    new Answer(
                            addresses.of(i),
                            call.instances().get(i).key(),
                            scored.predictions()[i].score(),
                            scored.decision(i),
                            by.name(),
                            by.version(),
                            call.assignment().route(i)));
        }
        return new PredictResponse(call.traceId(), answers);
    }
}
