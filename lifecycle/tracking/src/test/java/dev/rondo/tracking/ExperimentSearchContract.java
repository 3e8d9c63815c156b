package dev.rondo.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Searches for experiments, on every database. Their numbers are 0 to 4. */
abstract class ExperimentSearchContract extends TrackingSuite {
    private void fill() {
        now += 10;
        make("churn", Map.of("team", "blue", "is it", "x"));
        now += 10;
        make("Credit", Map.of("team", "red"));
        make("cars", Map.of());
        now += 10;
        make("old", Map.of("team", "blue"));
        now += 10;
        tracking.experiments().delete("4");
        tracking.experiments().rename("1", "churn2");
    }

    private void make(String name, Map<String, String> tags) {
        tracking.experiments().create(new NewExperiment(name, null, tags));
    }

    private List<String> find(String filter, String... orderBy) {
        return ids(
                new ExperimentQuery(filter, RunViewType.ACTIVE_ONLY, 100, List.of(orderBy), null));
    }

    private List<String> ids(ExperimentQuery query) {
        return tracking.experiments().search(query).items().stream().map(Experiment::id).toList();
    }

    @Test
    void filters() {
        fill();

        assertThat(find("name = 'Default'")).containsExactly("0");
        assertThat(find("name LIKE 'c%'")).containsExactly("3", "1");
        assertThat(find("attribute.name ilike 'C%'")).containsExactly("2", "3", "1");
        assertThat(find("name != 'cars'")).containsExactly("2", "1", "0");
        assertThat(find("experiment_id IN ('1', '2', '9', 'x')")).containsExactly("2", "1");
        assertThat(find("experiment_id not in ('1', '2')")).containsExactly("3", "0");
        assertThat(find("experiment_id != '3' AND experiment_id = '1'")).containsExactly("1");
        assertThat(find("creation_time > 1700000000000")).containsExactly("2", "3", "1");
        assertThat(find("last_update_time >= 1700000000040")).containsExactly("1");
        assertThat(find("tags.team = 'blue'")).containsExactly("1");
        assertThat(find("tag.team != 'blue'")).containsExactly("2");
        assertThat(find("tags.team IS NULL")).containsExactly("3", "0");
        assertThat(find("tags.`is it` is not null")).containsExactly("1");
        assertThat(find("tags.team LIKE '_e%' AND name = 'Credit'")).containsExactly("2");
        assertThat(find("")).containsExactly("2", "3", "1", "0");
    }

    @Test
    void orders() {
        fill();

        assertThat(find("", "name")).containsExactly("2", "0", "3", "1");
        assertThat(find("", "attribute.name DESC")).containsExactly("1", "3", "0", "2");
        assertThat(find("", "creation_time")).containsExactly("0", "1", "3", "2");
        assertThat(find("", "last_update_time DESC", "name")).containsExactly("1", "2", "3", "0");
        assertThat(find("", "experiment_id")).containsExactly("0", "1", "2", "3");
    }

    @Test
    void viewsTagsAndStatements() {
        fill();
        var all = new ExperimentQuery("", RunViewType.ALL, 100, List.of(), null);
        long before = db.statements();

        var found = tracking.experiments().search(all).items();

        assertThat(db.statements() - before).isEqualTo(2);
        assertThat(found).extracting(Experiment::id).containsExactly("4", "2", "3", "1", "0");
        assertThat(found)
                .contains(tracking.experiments().get("1"), tracking.experiments().get("3"));
        assertThat(ids(new ExperimentQuery("", RunViewType.DELETED_ONLY, 9, List.of(), null)))
                .containsExactly("4");
    }

    @Test
    void pagesStayRightWhileExperimentsComeAndGo() {
        fill();
        var found = new ArrayList<String>();
        String token = null;
        do {
            var page = tracking.experiments().search(query(token));
            page.items().forEach(each -> found.add(each.id()));
            token = page.nextToken();
            make("a" + found.size(), Map.of());
            tracking.experiments().delete(found.getFirst());
            tracking.experiments().restore(found.getFirst());
        } while (token != null);

        assertThat(found).containsExactly("2", "0", "3", "1");
    }

    private static ExperimentQuery query(@Nullable String token) {
        return new ExperimentQuery("", RunViewType.ACTIVE_ONLY, 1, List.of("name"), token);
    }

    @Test
    void whatCannotBeAskedIsRefused() {
        fill();

        assertThatThrownBy(() -> find("", "tags.team"))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> assertThat(e.what()).isEqualTo("Invalid order_by entity: tag"));
        assertFails(() -> find("params.x = 'x'"), ErrorKind.USER, "filter.entity");
        assertFails(
                () -> find("", "name", "attribute.name DESC"), ErrorKind.USER, "order.duplicate");
        assertFails(
                () -> tracking.experiments().search(query("!!!")), ErrorKind.USER, "page.token");
    }
}
