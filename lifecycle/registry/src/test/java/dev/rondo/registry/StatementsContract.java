package dev.rondo.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** No call needs more statements when it meets more rows, on every database. */
abstract class StatementsContract extends RegistrySuite {
    private static final int FEW = 10;
    private static final int MANY = 1_000;
    private static final WebhookEvent TAG_SET =
            new WebhookEvent(WebhookEntity.MODEL_VERSION_TAG, WebhookAction.SET);

    @Test
    @DisplayName("every call needs the same statements for 10 rows and for 1,000")
    void statementsDoNotGrowWithRows() {
        fill(0, FEW);
        var few = measured("a", FEW);
        fill(FEW, MANY);
        var many = measured("b", MANY);

        assertThat(many).containsExactlyEntriesOf(few);
        assertThat(few.values()).allMatch(statements -> statements > 0);
    }

    /**
     * Models with a version each, and versions with tags and aliases of one model. Half as many
     * aliases: a model may have a thousand.
     */
    private void fill(int from, int to) {
        var webhooks = registry.webhooks();
        if (from == 0) {
            make("churn");
            version("churn");
        }
        for (int i = from; i < to; i++) {
            var name = "m" + i;
            models.create(new NewModel(name, "", Map.of("k", "v")));
            version(name);
            var tags = Map.of("k", "v", "t", "v");
            versions.create(new NewVersion("churn", "s3://b/x", null, null, "", "", tags, null));
            if (i % 2 == 0) {
                models.setAlias("churn", "a" + i, 1);
            }
            if (i < 50) {
                webhooks.create(
                        new NewWebhook(
                                "h" + i,
                                null,
                                "http://localhost:1/",
                                List.of(TAG_SET),
                                null,
                                WebhookStatus.ACTIVE));
            }
        }
    }

    private Map<String, Long> measured(String name, int count) {
        var calls = new LinkedHashMap<String, Runnable>();
        reading(calls, count);
        changing(calls, name, count);
        var statements = new LinkedHashMap<String, Long>();
        calls.forEach((what, call) -> {
            long before = db.statements();
            call.run();
            statements.put(what, db.statements() - before);
        });
        return statements;
    }

    private void reading(Map<String, Runnable> calls, int count) {
        calls.put("models.search", () -> models.search(page("", count)));
        calls.put(
                "models.search with conditions",
                () -> models.search(page("name LIKE 'm%' AND tags.k = 'v'", count)));
        calls.put("versions.search", () -> versions.search(page("", count)));
        calls.put(
                "versions.search with conditions",
                () -> versions.search(page("name = 'churn' AND tags.t = 'v'", count)));
        calls.put("versions.of", () -> versions.of("churn"));
        calls.put("versions.get", () -> versions.get("churn", 1));
        calls.put("versions.byAlias", () -> versions.byAlias("churn", "a0"));
        calls.put("models.get", () -> models.get("churn"));
        calls.put("models.latestVersions", () -> models.latestVersions("churn", List.of()));
        calls.put("webhooks.list", () -> registry.webhooks().list(count, null));
    }

    private static RegistryQuery page(String filter, int count) {
        return new RegistryQuery(filter, count, List.of(), null);
    }

    private void changing(Map<String, Runnable> calls, String name, int count) {
        var tags =
                IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"));
        calls.put("models.create", () -> models.create(new NewModel(name, "", tags)));
        calls.put("versions.create", () -> version("churn"));
        calls.put(
                "versions.create with tags",
                () ->
                        versions.create(
                                new NewVersion(name, "s3://b/x", null, null, "", "", tags, null)));
        calls.put("versions.setTags, told to webhooks", () -> versions.setTags(name, 1, tags));
        calls.put("models.setAlias", () -> models.setAlias("churn", "other", 1));
        calls.put(
                "versions.transition, archiving others",
                () -> {
                    versions.transition("churn", 2, Stage.STAGING, false);
                    versions.transition("churn", 1, Stage.STAGING, true);
                });
        calls.put("models.rename", () -> models.rename("churn", "leavers"));
        calls.put("models.rename back", () -> models.rename("leavers", "churn"));
        calls.put("models.delete", () -> models.delete(name));
        calls.put("outbox", () -> db.read(OutboxTable::nextDue));
        calls.put(
                "outbox.claim",
                () -> {
                    long time = InstantSource.system().millis();
                    db.write(tx -> OutboxTable.claim(tx, time, time + 1, 32));
                });
    }
}
