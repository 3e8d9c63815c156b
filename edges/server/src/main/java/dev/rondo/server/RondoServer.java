package dev.rondo.server;

import dev.rondo.base.RondoException;
import dev.rondo.data.Datasets;
import dev.rondo.hosting.HostingOptions;
import dev.rondo.hosting.OnDemandModels;
import dev.rondo.http.Http;
import dev.rondo.inference.TensorModels;
import dev.rondo.journal.Journal;
import dev.rondo.journal.JournalOptions;
import dev.rondo.monitoring.Monitoring;
import dev.rondo.monitoring.Outcomes;
import dev.rondo.pipelines.Runs;
import dev.rondo.pipelines.StepCatalogue;
import dev.rondo.pipelines.Worker;
import dev.rondo.pipelines.WorkerOptions;
import dev.rondo.registry.Registry;
import dev.rondo.serving.Serving;
import dev.rondo.serving.ServingOptions;
import dev.rondo.store.Blobs;
import dev.rondo.store.Db;
import dev.rondo.tracking.Tracking;
import dev.rondo.training.Trainer;
import dev.rondo.training.TrainingRun;
import dev.rondo.wire.mlflow.MlflowPages;
import dev.rondo.wire.mlflow.MlflowRoutes;
import dev.rondo.wire.oip.OipRoutes;
import dev.rondo.wire.reflection.ReflectionGrpc;
import dev.rondo.wire.scoring.ScoringRoutes;
import dev.rondo.wire.tfserving.TfServingGrpc;
import dev.rondo.wire.v1.V1Routes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A running server: the one place that makes every room and joins them.
 *
 * <pre>{@code
 * try (var server = RondoServer.start(ServerOptions.local(Path.of("data"), 8080))) {
 *     System.out.println("listening on port " + server.port());
 * }
 * }</pre>
 */
public final class RondoServer implements AutoCloseable {
    public static final String VERSION = "0.1.0";

    /** How many versions that are asked for without an endpoint stay in memory. */
    private static final int MODELS_KEPT = 16;

    /** What is open, the last opened first. */
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private final AtomicBoolean closed = new AtomicBoolean();
    private int port;
    private List<String> routes = List.of();

    private RondoServer() {}

    /**
     * Opens or creates the data directory, brings the tables up to date, takes up interrupted work
     * and listens.
     *
     * @throws RondoException that says what keeps it from starting
     */
    public static RondoServer start(ServerOptions options) {
        var server = new RondoServer();
        try {
            server.begin(options);
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    public int port() {
        return port;
    }

    /** Method and path of every route. */
    List<String> routes() {
        return routes;
    }

    private void begin(ServerOptions options) {
        var directory = opened(DataDirectory.open(options.data()));
        var db =
                opened(
                        Db.open(
                                options.database() == null
                                        ? directory.sqliteUrl()
                                        : options.database()));
        var journal =
                opened(Journal.open(directory.journal(), JournalOptions.of(options.durability())));
        var http = new Http(ErrorReplies::of);
        var rooms = rooms(db, journal, Blobs.files(directory.blobs()), directory);
        var pages = options.mlflowPages();
        if (pages != null) {
            new MlflowPages(pages).addTo(http);
        }
        mount(http, rooms);
        new Backup(db, directory).mount(http);
        rooms.monitoring().start();
        opened(new Upkeep(rooms)).start();
        opened(http);
        routes = http.routes();
        port = http.listen(options.host(), options.port());
    }

    private Rooms rooms(Db db, Journal journal, Blobs blobs, DataDirectory directory) {
        var clock = InstantSource.system();
        var datasets = new Datasets(db, blobs, clock);
        var tracking = new Tracking(db, blobs, clock);
        var registry = registry(db, blobs, tracking, directory, clock);
        var outcomes = new Outcomes(db, journal, clock);
        var serving = serving(db, registry, journal, outcomes, clock);
        // Monitoring tells the loop of alerts, and the loop asks monitoring why: joined here.
        var loopHolder = new Loop[1];
        var monitoring =
                opened(
                        new Monitoring(
                                db,
                                blobs,
                                journal,
                                clock,
                                (tx, alert, incident) -> loopHolder[0].fired(tx, alert, incident)));
        var settings = new EndpointSettings(db);
        var liveModels = new LiveModels(db, serving.endpoints(), registry, monitoring);
        var runs = new Runs(db, clock);
        var steps = new StepCatalogue();
        var work = directory.root().resolve("work");
        var worker = new Worker(db, runs, steps, WorkerOptions.of(journal.replica()), clock, work);
        var loopRuns = new LoopRuns(db, runs, worker::wake);
        var incidents = new Incidents(monitoring);
        var loop = new Loop(loopRuns, settings, incidents);
        loopHolder[0] = loop;
        var training = new TrainRuns(db, runs, datasets, serving.endpoints(), worker::wake);
        var rooms =
                new Rooms(
                        db,
                        journal,
                        datasets,
                        tracking,
                        registry,
                        runs,
                        serving,
                        monitoring,
                        outcomes,
                        settings,
                        liveModels,
                        loopRuns,
                        loop,
                        training);
        register(steps, rooms, incidents);
        open.push(() -> stop(worker));
        worker.start();
        return rooms;
    }

    private Registry registry(
            Db db, Blobs blobs, Tracking tracking, DataDirectory directory, InstantSource clock) {
        var policy = WebhookEnvironment.policy(System.getenv());
        var secrets = WebhookEnvironment.secrets(System.getenv(), directory);
        var registry = new Registry(db, blobs, tracking, policy, secrets, clock);
        opened(registry.webhooks().startDelivery());
        return registry;
    }

    private Serving serving(
            Db db, Registry registry, Journal journal, Outcomes outcomes, InstantSource clock) {
        var matured = new MaturedOutcomesFromMonitoring(outcomes);
        var options = ServingOptions.standard();
        return opened(Serving.open(db, registry, journal, matured, clock, options));
    }

    /** What pipelines may ask for by name. */
    private static void register(StepCatalogue steps, Rooms rooms, Incidents incidents) {
        var settings = rooms.settings();
        var liveModels = rooms.liveModels();
        steps.register("diagnose", new DiagnoseStep(rooms.monitoring(), incidents));
        steps.register("decide", new DecideStep(settings));
        steps.register(
                "snapshot",
                new SnapshotStep(
                        settings,
                        incidents,
                        rooms.datasets(),
                        new LoggedRowsFromJournal(
                                rooms.journal(), rooms.outcomes(), liveModels::of),
                        rooms.serving().endpoints(),
                        liveModels::of));
        steps.register("release", new ReleaseStep(settings, rooms.serving(), liveModels));
        var trainingRun =
                new TrainingRun(
                        rooms.datasets(), rooms.tracking(), rooms.registry(), Trainer.inChildJvm());
        var references = new ReferenceBuilder(trainingRun, rooms.registry(), rooms.monitoring());
        new TrainPipeline(trainingRun, rooms.registry(), references).register(steps);
    }

    private void mount(Http http, Rooms rooms) {
        new SystemRoutes().mount(http);
        new MetricsRoute(new ServerMetrics(rooms.serving(), rooms.monitoring())).mount(http);
        new DatasetRoutes(rooms.datasets()).mount(http);
        new ExperimentRoutes(rooms.tracking().experiments()).mount(http);
        new RunRoutes(rooms.db(), rooms.tracking(), InstantSource.system()).mount(http);
        new RunArtifactRoutes(rooms.tracking()).mount(http);
        new ModelRoutes(rooms.registry()).mount(http);
        new ModelVersionRoutes(rooms.registry()).mount(http);
        new ImportRoutes(rooms.tracking(), rooms.registry()).mount(http);
        new MlflowRoutes(rooms.tracking(), rooms.registry()).addTo(http);
        new PipelineRoutes(rooms.runs(), rooms.training()).mount(http);
        new EndpointRoutes(rooms).mount(http);
        new PredictionRoutes(rooms).mount(http);
        new ReleaseRoutes(rooms).mount(http);
        new MonitorRoutes(rooms.monitoring(), rooms.loop(), rooms.loopRuns()).mount(http);
        mountModels(http, rooms);
    }

    /** Endpoints and registered models over the protocols that {@code rondo serve} speaks. */
    private void mountModels(Http http, Rooms rooms) {
        var registered =
                opened(
                        new OnDemandModels(
                                new RegistryShelf(rooms.registry()),
                                TensorModels::load,
                                HostingOptions.STANDARD,
                                new CallerDeadlines(),
                                MODELS_KEPT));
        var endpoints = new EndpointCatalogue(rooms.serving(), rooms.monitoring()::wake);
        var models = new ServerModels(endpoints, registered);
        new OipRoutes(models, VERSION).addTo(http);
        new V1Routes(models).addTo(http);
        new TfServingGrpc(models).addTo(http);
        new ReflectionGrpc().addTo(http);
        new ScoringRoutes(models, MlflowRoutes.VERSION).addTo(http);
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    /** A task at work is given back to be taken up at the next start. */
    private static void stop(Worker worker) throws InterruptedException {
        worker.drain(Duration.ofMillis(200));
        worker.close();
    }

    /** Answers what is under way, then closes the stores. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        while (!open.isEmpty()) {
            closeQuietly(open.pop());
        }
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            org.slf4j.LoggerFactory.getLogger(RondoServer.class).warn("while stopping", e);
        }
    }
}
