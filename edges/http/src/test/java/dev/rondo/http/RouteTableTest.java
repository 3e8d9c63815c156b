package dev.rondo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTableTest {
    private final RouteTable<String> table = new RouteTable<>();

    RouteTableTest() {
        table.add(Method.GET, "/runs", "runs");
        table.add(Method.GET, "/runs/:run", "run");
        table.add(Method.POST, "/runs/search", "search");
        table.add(Method.GET, "/runs/latest/metrics", "latest");
        table.add(Method.GET, "/runs/:id/metrics/:metric", "metric");
    }

    private RouteTable.Found<String> get(String path) {
        return table.find(Method.GET, path);
    }

    private static RouteTable.Found<String> route(String route, String... parameters) {
        return new RouteTable.Found.Route<>(
                route,
                switch (parameters.length) {
                    case 0 -> Map.of();
                    case 2 -> Map.of(parameters[0], parameters[1]);
                    default -> Map.of(parameters[0], parameters[1], parameters[2], parameters[3]);
                });
    }

    @Test
    void parametersHaveTheNamesOfTheirRoute() {
        assertThat(get("/runs")).isEqualTo(route("runs"));
        assertThat(get("/runs/")).isEqualTo(route("runs"));
        assertThat(get("/runs/a%2Fb+c")).isEqualTo(route("run", "run", "a/b+c"));
        assertThat(get("/runs/r/metrics/m")).isEqualTo(route("metric", "id", "r", "metric", "m"));
    }

    @Test
    void aFixedSegmentWinsWhereItLeadsToARoute() {
        assertThat(table.find(Method.POST, "/runs/search")).isEqualTo(route("search"));
        assertThat(get("/runs/search")).isEqualTo(route("run", "run", "search"));
        assertThat(get("/runs/latest/metrics")).isEqualTo(route("latest"));
        assertThat(get("/runs/latest")).isEqualTo(route("run", "run", "latest"));
        assertThat(get("/runs/latest/metrics/m"))
                .isEqualTo(route("metric", "id", "latest", "metric", "m"));
    }

    @Test
    void aStarTakesWhatIsLeft() {
        table.add(Method.GET, "/files/*path", "file");
        table.add(Method.GET, "/files", "root");
        table.add(Method.GET, "/files/of/:run", "of");
        assertThat(get("/files/a%2Fb/c%20d/")).isEqualTo(route("file", "path", "a/b/c d/"));
        assertThat(get("/files/of/r")).isEqualTo(route("of", "run", "r"));
        assertThat(get("/files/of/r/x")).isEqualTo(route("file", "path", "of/r/x"));
        assertThat(get("/files/")).isEqualTo(route("root"));
        assertThat(table.find(Method.PUT, "/files/x"))
                .isEqualTo(new RouteTable.Found.WrongMethod<>());
    }

    @ParameterizedTest
    @CsvSource({"/", "''", "/run", "/runs/a/b", "/runs//metrics", "*", "/runs/a/metrics"})
    void noSuchPath(String path) {
        assertThat(get(path)).isEqualTo(new RouteTable.Found.NoSuchPath<>());
    }

    @Test
    void aPathOfOtherMethods() {
        assertThat(table.find(Method.DELETE, "/runs/r"))
                .isEqualTo(new RouteTable.Found.WrongMethod<>());
        assertThat(table.find(Method.HEAD, "/runs"))
                .isEqualTo(new RouteTable.Found.WrongMethod<>());
    }

    @Test
    void anEncodingThatCannotBeRead() {
        assertThat(get("/runs/%zz")).isEqualTo(new RouteTable.Found.Malformed<>());
    }

    @Test
    void twoRoutesForOnePathAreAMistake() {
        assertThatThrownBy(() -> table.add(Method.GET, "/runs/:other", "twice"))
                .isInstanceOf(IllegalStateException.class);
    }
}
