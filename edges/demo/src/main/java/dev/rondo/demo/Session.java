package dev.rondo.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the chapters hand on to one another. */
final class Session {
    final StoryOptions options;
    final Console console;
    final Platform platform;
    final Figures figures = new Figures();
    final SourceRows source;
    final Classes classes;
    final Gains gains;
    final Pools pools;
    final World world;

    /** What happened, for the closing table. */
    final List<Event> events = new ArrayList<>();

    private @Nullable Columns columns;
    private @Nullable Traffic traffic;
    private @Nullable JsonNode trained;
    private List<String> byImportance = List.of();

    record Event(String when, String what, String evidence) {}

    Session(
            StoryOptions options,
            Console console,
            Platform platform,
            SourceRows source,
            Classes classes) {
        this.options = options;
        this.console = console;
        this.platform = platform;
        this.source = source;
        this.classes = classes;
        this.gains = options.gains() == null ? Gains.balanced(classes.share()) : options.gains();
        this.pools = Pools.cut(source, options.seed());
        this.world = new World(source, options.seed());
    }

    String name() {
        return options.name();
    }

    void happened(String when, String what, String evidence) {
        events.add(new Event(when, what, evidence));
    }

    /** The pipeline run that made version 1. */
    JsonNode trained() {
        return known(trained);
    }

    void trained(JsonNode run, List<String> inputsByImportance) {
        trained = run;
        byImportance = List.copyOf(inputsByImportance);
    }

    List<String> byImportance() {
        return byImportance;
    }

    Columns columns() {
        return known(columns);
    }

    Traffic traffic() {
        return known(traffic);
    }

    void live(Columns known) {
        columns = known;
        traffic = new Traffic(this);
    }

    private static <T> T known(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the chapter before has not said it");
        }
        return value;
    }
}
