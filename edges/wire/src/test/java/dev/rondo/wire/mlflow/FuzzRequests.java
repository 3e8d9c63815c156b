package dev.rondo.wire.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes requests that are wrong in every way that a random number can think of. */
final class FuzzRequests {
    record Fuzzed(String method, String path, Map<String, String> headers, byte[] body) {}

    private static final List<String> CALLS =
            List.of(
                    "POST experiments/create", "GET experiments/get", "GET experiments/get-by-name",
                    "POST experiments/search", "GET experiments/search", "POST experiments/update",
                    "POST experiments/set-experiment-tag", "POST experiments/delete-experiment-tag",
                    "POST runs/create", "GET runs/get", "POST runs/update", "POST runs/search",
                    "POST runs/log-metric", "POST runs/log-batch", "POST runs/log-parameter",
                    "POST runs/log-inputs", "POST runs/outputs", "POST runs/log-model",
                    "POST runs/set-tag", "POST runs/delete-tag", "POST runs/delete",
                    "POST runs/restore", "GET metrics/get-history",
                    "GET metrics/get-history-bulk-interval", "GET metrics/get-history-bulk",
                    "POST experiments/search-datasets", "POST logged-models",
                    "POST logged-models/search", "GET logged-models/@", "PATCH logged-models/@",
                    "DELETE logged-models/@", "PATCH logged-models/@/tags",
                    "DELETE logged-models/@/tags/@", "POST logged-models/@/params",
                    "GET logged-models/@/artifacts/directories",
                    "GET logged-models/@/artifacts/files", "POST registered-models/create",
                    "GET registered-models/get", "GET registered-models/search",
                    "POST registered-models/rename", "PATCH registered-models/update",
                    "DELETE registered-models/delete", "POST registered-models/set-tag",
                    "DELETE registered-models/delete-tag", "POST registered-models/alias",
                    "GET registered-models/alias", "DELETE registered-models/alias",
                    "GET registered-models/get-latest-versions", "POST model-versions/create",
                    "GET model-versions/get", "GET model-versions/search",
                    "PATCH model-versions/update", "DELETE model-versions/delete",
                    "POST model-versions/set-tag", "DELETE model-versions/delete-tag",
                    "POST model-versions/transition-stage", "GET model-versions/get-download-uri",
                    "POST webhooks", "GET webhooks", "GET webhooks/@", "PATCH webhooks/@",
                    "GET artifacts/list", "POST upload-artifact", "GET get-artifact",
                    "GET traces", "POST nope/nope");

    private static final List<String> FIELDS =
            List.of(
                    "run_id", "run_uuid", "experiment_id", "experiment_ids", "experiment_name",
                    "name", "new_name", "key", "value", "timestamp", "step", "metrics", "params",
                    "tags", "filter", "order_by", "max_results", "page_token", "run_view_type",
                    "view_type", "status", "end_time", "start_time", "user_id", "model_id",
                    "models", "datasets", "metric_key", "run_ids", "start_step", "end_step",
                    "version", "stage", "stages", "alias", "source", "description", "model_json",
                    "events", "url", "path", "artifact_location", "archive_existing_versions",
                    "dataset", "entity", "action", "runId", "artifactLocation", "zzz");

    private static final List<String> WORDS =
            List.of(
                    "metrics.", "params.", "tags.", "attributes.", "name", "a", "`x y`", "\"q\"",
                    "'v'", "'it''s'", "=", "!=", "<", ">=", "LIKE", "ILIKE", "IN", "NOT", "(", ")",
                    ",", "AND", "OR", "IS", "NULL", "1", "-1.5e3", "NaN", ";", "--", "%", "_",
                    "\u0000", "日本", "ASC", "DESC", "start_time", "1e999", "''", "``");

    private static final List<String> TEXTS =
            List.of(
                    "", " ", ".", "..", "a/../b", "/etc/passwd", "a\\b", "C:/x", "%2e%2e/x",
                    "a\u0000b", "\ud83d\ude00", "é\u0301", "NaN", "Infinity", "true", "1.5",
                    "9223372036854775808", "RUNNING", "Production", "models:/RM/1", "runs:/x/y",
                    "mlflow-artifacts:/1/x", "http://127.0.0.1/", "https://[::1]/x", "e30=",
                    "eyJvZmZzZXQiOiAtMX0=", "{\"a\":1}", "' OR 1=1 --");

    private final Random random;
    private final List<String> ids;

    FuzzRequests(Random random, List<String> ids) {
        this.random = random;
        this.ids = ids;
    }

    Fuzzed next() {
        if (random.nextInt(12) == 0) {
            return artifact();
        }
        var call = pick(CALLS).split(" ");
        var method = random.nextInt(15) == 0 ? pick(FuzzTest.methods()) : call[0];
        var path = new StringBuilder(random.nextBoolean() ? "/api/2.0/mlflow/" : "/ajax-api/2.0/mlflow/");
        for (var piece : call[1].split("(?<=@)|(?=@)")) {
            path.append(piece.equals("@") ? encoded(id()) : piece);
        }
        boolean query = method.equals("GET") || random.nextInt(10) == 0;
        if (query) {
            path.append('?').append(query());
        }
        var body = method.equals("GET") || method.equals("HEAD") ? new byte[0] : body();
        return new Fuzzed(method, path.toString(), headers(), body);
    }

    private Fuzzed artifact() {
        var path = new StringBuilder("/api/2.0/mlflow-artifacts/");
        path.append(pick(List.of("artifacts", "artifacts", "artifacts", "mpu/create", "presigned")));
        for (int i = random.nextInt(4); i > 0; i--) {
            path.append('/').append(random.nextInt(4) == 0 ? "%252e%252e" : encoded(text()));
        }
        if (random.nextInt(3) == 0) {
            path.append("?path=").append(encoded(text()));
        }
        var method = pick(List.of("GET", "PUT", "PUT", "DELETE", "HEAD", "POST"));
        var body = method.equals("PUT") || method.equals("POST") ? body() : new byte[0];
        return new Fuzzed(
                method, path.toString(), Map.of("Range", "bytes=" + random.nextInt(9) + "-"), body);
    }

    private Map<String, String> headers() {
        return random.nextInt(20) == 0
                ? Map.of("Content-Type", pick(List.of("", "text/plain", "application/json;x=y")))
                : FuzzTest.json();
    }

    private byte[] body() {
        return switch (random.nextInt(25)) {
            case 0 -> bytes(pick(List.of("", "null", "[]", "1", "\"x\"", "{", "{} x", "tru")));
            case 1 -> bytes("{\"x\":" + "[".repeat(300) + "]".repeat(300) + "}");
            case 2 -> bytes("\"" + "\\u00e9".repeat(random.nextInt(20_000)) + "\"");
            case 3 -> noise();
            default -> bytes(object(3));
        };
    }

    private byte[] noise() {
        var bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    private String object(int depth) {
        var text = new StringBuilder("{");
        for (int i = random.nextInt(8); i >= 0; i--) {
            var name = pick(FIELDS);
            text.append('"').append(name).append("\":").append(value(name, depth));
            text.append(i == 0 ? "" : ",");
        }
        return text.append('}').toString();
    }

    private String value(String name, int depth) {
        if (random.nextInt(3) > 0) {
            return fitting(name, depth);
        }
        return switch (random.nextInt(depth > 0 ? 10 : 7)) {
            case 0 -> quoted(text());
            case 1 -> "null";
            case 2 -> pick(List.of("true", "false"));
            case 3 -> Integer.toString(random.nextInt(2_000) - 1_000);
            case 4 -> pick(List.of("1.5", "-0.0", "1e400", "9223372036854775808", "1e-400", "NaN"));
            case 5 -> quoted("x".repeat(random.nextInt(70_000)));
            case 6 -> quoted(words());
            case 7 -> object(depth - 1);
            default -> "[" + value(name, depth - 1) + "," + value(name, depth - 1) + "]";
        };
    }

    /** A value that the field may have, so that other fields come under test. */
    private String fitting(String name, int depth) {
        return switch (name) {
            case "run_id", "run_uuid", "experiment_id", "model_id", "name", "runId" -> quoted(id());
            case "experiment_ids", "run_ids" -> "[" + quoted(id()) + "]";
            case "order_by", "stages" -> "[" + quoted(words()) + "]";
            case "filter" -> quoted(words());
            case "timestamp", "step", "max_results", "start_time", "end_time" ->
                    Integer.toString(random.nextInt(1_000));
            case "version" -> quoted("1");
            case "metrics", "params", "tags", "models", "datasets", "events" ->
                    depth == 0 ? "[]" : "[" + object(depth - 1) + "]";
            default -> quoted(random.nextBoolean() ? "k" + random.nextInt(5) : text());
        };
    }

    private String query() {
        var text = new StringBuilder();
        for (int i = random.nextInt(5); i >= 0; i--) {
            var name = pick(FIELDS);
            var value = random.nextInt(4) == 0 ? words() : random.nextBoolean() ? id() : text();
            text.append(name).append('=').append(encoded(value)).append(i == 0 ? "" : "&");
        }
        return text.toString();
    }

    private String words() {
        var text = new StringBuilder();
        for (int i = random.nextInt(9); i > 0; i--) {
            text.append(pick(WORDS)).append(random.nextInt(3) == 0 ? "" : " ");
        }
        return text.toString();
    }

    private String id() {
        return random.nextInt(6) == 0 ? text() : pick(ids);
    }

    private String text() {
        return pick(TEXTS);
    }

    private <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private static String quoted(String text) {
        return new com.fasterxml.jackson.databind.node.TextNode(text).toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
