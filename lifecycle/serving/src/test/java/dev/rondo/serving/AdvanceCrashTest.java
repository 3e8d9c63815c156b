package dev.rondo.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.base.RondoException;
import dev.rondo.store.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release whose server dies again and again around the transactions of its advance. */
class AdvanceCrashTest {
    private static final ReleasePlan PLAN =
            Examples.plan(60, 2_000, true, new CanaryStage(0.3, 40), new CanaryStage(0.5, 40));
    private static final int SEEDS = Integer.getInteger("serving.crashes", 2);

    @TempDir Path folder;

    private record Course(List<String> steps, GuardFigures shadow, GuardFigures canary) {}

    @Test
    @DisplayName(
            "rules 6.3, 9.1: deaths around transactions lose no step, double none and change no figure")
    void diesAndGoesOn() {
        for (int seed = 0; seed < SEEDS; seed++) {
            double candidate = seed % 2 == 0 ? 0.9 : 0.5;
            var calm = course(folder.resolve("calm" + seed), seed, 0, candidate);
            var torn = course(folder.resolve("torn" + seed), seed, 0.2, candidate);
            assertThat(torn).as("seed %s", seed).isEqualTo(calm);
            assertThat(calm.steps().getLast()).contains(candidate > 0.7 ? "LIVE" : "ROLLED_BACK");
        }
    }

    private static Course course(Path folder, int seed, double deaths, double candidate) {
        var db = new FlakyDb(TestDatabases.sqlite(make(folder)), seed);
        var room = Room.open(db, folder.resolve("journal"));
        try {
            room.create();
            var id = room.start(PLAN).id();
            for (int i = 0; i < 60 && room.serving.releases().get(id).state().inFlight(); i++) {
                var customers = room.customers(60, 0.7, candidate);
                room.mature(id, customers, room.predict(customers));
                assertThat(room.serving.drainShadow(Duration.ofSeconds(20))).isTrue();
                db.deaths = deaths;
                while (!advanced(room)) {
                    db.deaths = 0;
                    room.close();
                    room =
                            room.reopen(
                                    folder.resolve("journal"), Room.options(Duration.ofHours(1)));
                    db.deaths = deaths;
                }
                db.deaths = 0;
            }
            var status = room.serving.releases().status(id);
            return new Course(steps(room, id), status.shadow(), status.canary());
        } finally {
            room.close();
            db.close();
        }
    }

    private static Path make(Path folder) {
        assertThat(folder.toFile().mkdirs()).isTrue();
        return folder;
    }

    private static boolean advanced(Room room) {
        try {
            room.serving.releases().advance(Room.ENDPOINT);
            return true;
        } catch (RondoException e) {
            assertThat(e.code()).isEqualTo("test.death");
            return false;
        }
    }

    /** Everything in the steps but ids and durations. */
    private static List<String> steps(Room room, String id) {
        var steps = new ArrayList<String>();
        for (var step : room.serving.releases().steps(id)) {
            var figures = (ObjectNode) step.evidence().figures().deepCopy();
            for (var arm : List.of("control_answers", "canary_answers", "shadow_answers")) {
                if (figures.get(arm) instanceof ObjectNode counts) {
                    counts.remove("nanos");
                }
            }
            figures.remove("id");
            steps.add(step.number() + " " + step.to() + " " + step.stage() + " " + figures);
        }
        return steps;
    }
}
