package dev.rondo.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.client.RondoClient;
import dev.rondo.client.RondoClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Customers calling, day by day. A day is so many predictions, then their outcomes, then a pause
 * until the platform has seen it all: in this lock-step the same seed gives the same figures.
 */
final class Traffic {
    static final int PER_DAY = 1000;
    private static final int BATCH = 500;
    private static final Instant FIRST_DAY = Instant.parse("2025-01-01T00:00:00Z");
    private static final long DAY_MICROS = 86_400_000_000L;

    private final Session session;
    private int day;
    private long requests;
    private long failed;
    private JsonNode sample = RondoClient.object();

    Traffic(Session session) {
        this.session = session;
    }

    /** What a day, or several, brought. */
    record Tally(
            long customers,
            long positives,
            long acted,
            double money,
            TreeMap<Integer, Long> byVersion) {
        static Tally empty() {
            return new Tally(0, 0, 0, 0, new TreeMap<>());
        }

        Tally plus(Tally other) {
            var merged = new TreeMap<>(byVersion);
            other.byVersion.forEach((version, count) -> merged.merge(version, count, Long::sum));
            return new Tally(
                    customers + other.customers,
                    positives + other.positives,
                    acted + other.acted,
                    money + other.money,
                    merged);
        }

        double moneyPerDecision() {
            return money / customers;
        }

        double decisionRate() {
            return acted / (double) customers;
        }

        double positiveRate() {
            return positives / (double) customers;
        }
    }

    /** A whole day of customers from a population, with what a broken feed does to their rows. */
    Tally day(World.Population population, @Nullable Damage damage) {
        var customers = session.world.draw(population, PER_DAY);
        long begin = day * DAY_MICROS;
        var tally = Tally.empty();
        for (int from = 0; from < customers.size(); from += BATCH) {
            var batch = customers.subList(from, Math.min(customers.size(), from + BATCH));
            tally = tally.plus(batch(batch, begin + from * (DAY_MICROS / PER_DAY), damage));
        }
        day++;
        session.platform.settle();
        return tally;
    }

    private Tally batch(List<World.Customer> customers, long begin, @Nullable Damage damage) {
        var answers = ask(customers, begin, damage);
        var outcomes = RondoClient.object();
        var list = outcomes.putArray("outcomes");
        var tally = Tally.empty();
        for (int i = 0; i < answers.size(); i++) {
            var answer = answers.get(i);
            var customer = customers.get(i);
            list.addObject()
                    .put("prediction_id", answer.path("prediction_id").asText())
                    .put(
                            "outcome",
                            customer.positive()
                                    ? session.classes.positive()
                                    : session.classes.negative())
                    .put("event_time", time(begin + (i + 1) * (DAY_MICROS / PER_DAY)));
            tally = tally.plus(one(answer, customer));
        }
        if (!list.isEmpty()) {
            session.platform.outcomes(outcomes);
        }
        return tally;
    }

    private JsonNode ask(List<World.Customer> customers, long begin, @Nullable Damage damage) {
        requests += customers.size();
        try {
            var answers =
                    session.platform.predict(body(customers, begin, damage)).path("predictions");
            sample = answers.path(0);
            return answers;
        } catch (RondoClientException e) {
            failed += customers.size();
            session.console.bad(
                    "%d customers got no answer: %s", customers.size(), e.explanation());
            return RondoClient.JSON.createArrayNode();
        }
    }

    private ObjectNode body(List<World.Customer> customers, long begin, @Nullable Damage damage) {
        var body = RondoClient.object();
        var instances = body.putArray("instances");
        for (int i = 0; i < customers.size(); i++) {
            var features = session.columns().features(customers.get(i).row());
            if (damage != null) {
                damage.apply(features);
            }
            instances
                    .addObject()
                    .put("key", customers.get(i).key())
                    .put("event_time", time(begin + i * (DAY_MICROS / PER_DAY)))
                    .set("features", features);
        }
        return body;
    }

    private Tally one(JsonNode answer, World.Customer customer) {
        boolean act = "act".equals(answer.path("decision").asText());
        var version = new TreeMap<Integer, Long>();
        version.put(answer.path("version").asInt(), 1L);
        return new Tally(
                1,
                customer.positive() ? 1 : 0,
                act ? 1 : 0,
                session.gains.of(act, customer.positive()),
                version);
    }

    private static String time(long micros) {
        return FIRST_DAY.plus(Duration.ofNanos(micros * 1000)).toString();
    }

    /** The day that comes next, from 1. */
    int nextDay() {
        return day + 1;
    }

    String today() {
        return "day " + day;
    }

    long requests() {
        return requests;
    }

    long failed() {
        return failed;
    }

    /** An answer as it came over the wire. */
    JsonNode sample() {
        return sample;
    }
}
