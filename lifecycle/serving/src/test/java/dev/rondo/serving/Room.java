package dev.rondo.serving;

import dev.rondo.base.RondoException;
import dev.rondo.inference.LoadedModel;
import dev.rondo.inference.PredictionId;
import dev.rondo.inference.PredictionRecord;
import dev.rondo.inference.PredictionRecords;
import dev.rondo.journal.Durability;
import dev.rondo.journal.Journal;
import dev.rondo.journal.JournalOptions;
import dev.rondo.store.Db;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A serving room with made-up models and outcomes, and the demo's little world around it. */
final class Room implements AutoCloseable {
    static final String ENDPOINT = "churn";

    final Db db;
    final FlakyFiles files = new FlakyFiles();
    final Journal journal;
    final FakeOutcomes outcomes;
    final Map<ModelRef, FakeModel> models;
    final Serving serving;
    private Random random = new Random(42);
    private long serial;

    private Room(
            Db db,
            Path folder,
            FakeOutcomes outcomes,
            Map<ModelRef, FakeModel> models,
            ServingOptions options) {
        this.db = db;
        this.outcomes = outcomes;
        this.models = models;
        journal = Journal.open(folder, new JournalOptions(Durability.PROCESS, 64L << 20, files));
        var clock = InstantSource.fixed(Instant.parse("2026-11-25T13:00:00Z"));
        serving = Serving.open(db, this::load, journal, outcomes, clock, options);
    }

    /** With no polling but what a test asks for. */
    static Room open(Db db, Path folder) {
        return open(db, folder, options(Duration.ofHours(1)));
    }

    static ServingOptions options(Duration poll) {
        return new ServingOptions(5_000, poll, Duration.ofSeconds(30));
    }

    static Room open(Db db, Path folder, ServingOptions options) {
        var models = new ConcurrentHashMap<ModelRef, FakeModel>();
        models.put(Examples.ONE, new FakeModel(1, "x", "y"));
        models.put(Examples.TWO, new FakeModel(2, "y", "x", "z"));
        return new Room(db, folder, new FakeOutcomes(), models, options);
    }

    /** Another replica, or the same after a restart, on the same database. */
    Room reopen(Path folder, ServingOptions options) {
        var room = new Room(db, folder, outcomes, models, options);
        room.serial = serial;
        room.random = random;
        return room;
    }

    private LoadedModel load(ModelRef ref) {
        var model = models.get(ref);
        if (model == null) {
            throw RondoException.notFound("model.not_found", "there is no " + ref);
        }
        return model.loaded();
    }

    Endpoint create() {
        return create(FailurePolicy.FAIL_CLOSED);
    }

    Endpoint create(FailurePolicy policy) {
        var gate = Figures.object().put("roc_auc", 0.84).put("rows", 1400);
        return serving.endpoints().create(ENDPOINT, Examples.ONE, policy, gate, "ann");
    }

    Release start(ReleasePlan plan) {
        return start(plan, null);
    }

    Release start(ReleasePlan plan, @Nullable String onceKey) {
        var gate = Figures.object().put("roc_auc", 0.86).put("rows", 1400);
        return serving.releases()
                .start(new ReleaseRequest(ENDPOINT, Examples.TWO, plan, gate, "the gate", onceKey));
    }

    /** Customers whose right decision the live version finds in the share {@code live} of cases. */
    List<Customer> customers(int n, double live, double candidate) {
        return IntStream.range(0, n).mapToObj(_ -> customer(live, candidate)).toList();
    }

    private Customer customer(double live, double candidate) {
        boolean positive = random.nextDouble() < 0.3;
        double x = positive == random.nextDouble() < live ? 0.9 : 0.1;
        double y = positive == random.nextDouble() < candidate ? 0.9 : 0.1;
        return new Customer("k" + serial, serial++, x, y, positive);
    }

    record Customer(String key, long time, double x, double y, boolean positive) {
        Instance instance() {
            return new Instance(key, time, new LinkedHashMap<>(Map.of("x", x, "y", y)));
        }
    }

    List<Answer> predict(List<Customer> customers) {
        var instances = customers.stream().map(Customer::instance).toList();
        var request = new PredictRequest(ENDPOINT, instances, "trace", null);
        return serving.endpoints().predict(request).answers();
    }

    /** Lets the outcomes of answers be known. */
    void mature(@Nullable String releaseId, List<Customer> customers, List<Answer> answers) {
        for (int i = 0; i < answers.size() && releaseId != null; i++) {
            var customer = customers.get(i);
            var answer = answers.get(i);
            outcomes.add(
                    releaseId,
                    new MaturedOutcome(
                            String.valueOf(answer.predictionId()),
                            customer.key(),
                            customer.time(),
                            answer.route(),
                            answer.model(),
                            answer.version(),
                            answer.decision(),
                            customer.positive()));
        }
    }

    /** Requests, outcomes and advances until the release ends or the rounds are over. */
    ReleaseStatus rounds(String releaseId, int rounds, int rows, double live, double candidate) {
        for (int i = 0; i < rounds; i++) {
            if (!serving.releases().get(releaseId).state().inFlight()) {
                break;
            }
            var customers = customers(rows, live, candidate);
            mature(releaseId, customers, predict(customers));
            serving.releases().advance(ENDPOINT);
        }
        return serving.releases().status(releaseId);
    }

    List<PredictionRecord> records() {
        var records = new ArrayList<PredictionRecord>();
        journal.scan(
                0,
                (sequence, payload) -> {
                    var id = new PredictionId(journal.replica(), sequence);
                    records.add(PredictionRecords.decode(id, payload));
                    return true;
                });
        return records;
    }

    @Override
    public void close() {
        serving.close();
        journal.close();
    }
}
