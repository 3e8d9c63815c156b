package dev.rondo.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Searches of models and versions, on every database. */
abstract class SearchContract extends RegistrySuite {
    private List<String> modelNames(String filter, String... orderBy) {
        return models.search(query(filter, orderBy)).items().stream()
                .map(RegisteredModel::name)
                .toList();
    }

    private List<String> references(String filter, String... orderBy) {
        return versions.search(query(filter, orderBy)).items().stream()
                .map(ModelVersion::reference)
                .toList();
    }

    private void fill() {
        for (var name : List.of("churn", "Credit", "credit", "a'b\\_c")) {
            models.create(new NewModel(name, "", Map.of("team", name.substring(0, 1))));
            now = now.plusSeconds(1);
        }
        var run = run();
        versions.create(NewVersion.of("churn", "runs:/" + run.id() + "/model").ofRun(run.id()));
        now = now.plusSeconds(1);
        version("churn");
        now = now.plusSeconds(1);
        version("credit");
        versions.setTag("churn", 2, "stage", "gold");
        models.create(new NewModel("PR", "", Map.of("mlflow.prompt.is_prompt", "true")));
        versions.create(
                new NewVersion(
                        "PR",
                        "prompt-template",
                        null,
                        null,
                        "",
                        "",
                        Map.of("mlflow.prompt.is_prompt", "true"),
                        null));
    }

    @Test
    void modelsAreFound() {
        fill();

        assertThat(modelNames(""))
                .containsExactlyInAnyOrder("Credit", "a'b\\_c", "churn", "credit");
        assertThat(modelNames("name = 'credit'")).containsExactly("credit");
        assertThat(modelNames("name != 'credit' AND tags.team LIKE 'c%'")).containsExactly("churn");
        assertThat(modelNames("name LIKE 'c%'")).containsExactly("churn", "credit");
        assertThat(modelNames("name ILIKE 'C%'", "name DESC")).hasSize(3);
        assertThat(modelNames("name LIKE '%\\_c'")).containsExactly("a'b\\_c");
        assertThat(modelNames("name IN ('churn', 'x')")).containsExactly("churn");
        assertThat(modelNames("tag.team = 'C'")).containsExactly("Credit");
        assertThat(modelNames("tags.none != 'x'")).isEmpty();
        assertThat(modelNames("", "timestamp DESC"))
                .containsExactly("credit", "churn", "a'b\\_c", "Credit");
        assertThat(modelNames("", "last_updated_timestamp")).first().isEqualTo("Credit");
    }

    @Test
    void promptsAreFoundOnlyWhenAskedFor() {
        fill();
        var tag = "tags.`mlflow.prompt.is_prompt`";

        assertThat(modelNames(tag + " = 'true'")).containsExactly("PR");
        assertThat(modelNames(tag + " != 'false'")).containsExactly("PR");
        assertThat(modelNames(tag + " != 'true'")).hasSize(4);
        assertThat(modelNames(tag + " = 'false' AND name LIKE 'c%'"))
                .containsExactly("churn", "credit");
        assertThat(references(tag + " = 'true'")).containsExactly("PR/1");
        assertThat(references(tag + " = 'false'")).hasSize(3);
    }

    @Test
    void versionsAreFound() {
        fill();
        var run = versions.get("churn", 1).runId();

        assertThat(references("")).containsExactly("credit/1", "churn/2", "churn/1");
        assertThat(references("name = 'churn'", "version_number ASC"))
                .containsExactly("churn/1", "churn/2");
        assertThat(references("run_id = '" + run + "'")).containsExactly("churn/1");
        assertThat(references("run_id IN ('" + run + "', 'x')")).containsExactly("churn/1");
        assertThat(references("run_id NOT IN ('x')", "name", "creation_timestamp DESC"))
                .containsExactly("churn/2", "churn/1", "credit/1");
        assertThat(references("source_path LIKE 's3%'")).containsExactly("credit/1", "churn/2");
        assertThat(references("version_number > 1")).containsExactly("churn/2");
        assertThat(references("version_number = '2'")).containsExactly("churn/2");
        assertThat(references("tags.stage = 'gold'")).containsExactly("churn/2");
        versions.delete("churn", 2);
        assertThat(references("")).containsExactly("credit/1", "churn/1");
        assertThat(versions.search(query("name = 'churn'")).items())
                .allMatch(each -> each.aliases().isEmpty());
    }

    @Test
    void whatCannotBeReadIsRefused() {
        for (var filter :
                List.of(
                        "foo = 'x'",
                        "name > 'x'",
                        "name = 'a' OR name = 'b'",
                        "alias.x = 'x'",
                        "name")) {
            assertThat(kindOf(() -> models.search(query(filter)))).isEqualTo(ErrorKind.USER);
        }
        for (var filter :
                List.of("version_number > 1.5", "current_stage = 'None'", "source_path IN ('x')")) {
            assertThat(kindOf(() -> versions.search(query(filter)))).isEqualTo(ErrorKind.USER);
        }
        assertFails(
                () -> models.search(query("", "creation_timestamp")),
                ErrorKind.USER,
                "filter.key",
                "Invalid order by key 'creation_timestamp' specified. Valid keys are");
        assertFails(
                () -> models.search(query("", "timestamp", "last_updated_timestamp DESC")),
                ErrorKind.USER,
                "order.duplicate");
        assertFails(
                () -> models.search(new RegistryQuery("", 0, List.of(), null)),
                ErrorKind.USER,
                "page.limit",
                "Invalid value for max_results. It must be a positive integer, but got 0");
        assertFails(
                () -> models.search(new RegistryQuery("", 1_001, List.of(), null)),
                ErrorKind.USER,
                "page.limit");
        assertFails(
                () -> versions.search(new RegistryQuery("", 200_001, List.of(), null)),
                ErrorKind.USER,
                "page.limit");
        for (var token : List.of("!", "e30", "W10", "WyJ4IiwxXQ")) {
            assertFails(
                    () -> models.search(new RegistryQuery("", 1, List.of(), token)),
                    ErrorKind.USER,
                    "page.token",
                    "Invalid page token");
        }
    }

    private static ErrorKind kindOf(Runnable call) {
        try {
            call.run();
            return ErrorKind.INTERNAL;
        } catch (RondoException e) {
            return e.kind();
        }
    }

    @Test
    void pagesStayRightWhileOthersWrite() {
        for (int i = 0; i < 7; i++) {
            make("m" + i);
            now = now.plusSeconds(i % 2);
        }
        var query = new RegistryQuery("", 2, List.of("timestamp DESC"), null);
        var expected = modelNames("", "timestamp DESC");
        var found = new ArrayList<String>();
        var page = models.search(query);
        while (true) {
            page.items().forEach(model -> found.add(model.name()));
            if (page.nextToken() == null) {
                break;
            }
            now = now.plusSeconds(10);
            make("new" + found.size());
            page =
                    models.search(
                            new RegistryQuery("", 2, List.of("timestamp DESC"), page.nextToken()));
        }

        assertThat(found).isEqualTo(expected);
        var token = models.search(query).nextToken();
        assertFails(
                () -> models.search(new RegistryQuery("", 2, List.of("name"), token)),
                ErrorKind.USER,
                "page.token");
    }
}
