package dev.rondo.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLEncoder;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** Makes requests to the server's routes that are wrong in every way one can think of. */
final class FuzzRequests {
    /** A request; the headers are lines without their ends. */
    record Fuzzed(String method, String target, List<String> headers, byte[] body) {}

    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "BREW");
    private static final List<String> TYPES =
            List.of("", "text/plain", "application/json;x=y", "application/xml", "x", "/", ";");
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    /** Copies everything each time, and would be all that is measured. */
    private static final String BACKUP = "GET /api/v1/backup";

    private final Random random;
    private final List<String> routes;
    private final List<String> ids;

    /**
     * Makes requests.
     *
     * @param routes method and path of each, with parameters in braces
     * @param ids of things that are there, so that some requests get past the look-up
     */
    FuzzRequests(Random random, List<String> routes, List<String> ids) {
        this.random = random;
        this.routes = routes.stream().filter(route -> !route.equals(BACKUP)).toList();
        this.ids = ids;
    }

    Fuzzed next() {
        var route = pick(routes).split(" ");
        var method = one(15) ? pick(METHODS) : route[0];
        var target = path(route[1]);
        if (one(60)) {
            target = target.replaceFirst("/[^/]*$", "/nope");
        }
        boolean asks = method.equals("GET") || method.equals("HEAD");
        if (asks || one(10)) {
            target += "?" + query();
        }
        boolean empty = asks && !one(20);
        return new Fuzzed(method, target, headers(), empty ? new byte[0] : body(route[1]));
    }

    /** The path of a route with values for its parameters. */
    private String path(String route) {
        return PARAMETER
                .matcher(route)
                .replaceAll(match -> {
                    boolean several = match.group(1).matches("path|folder");
                    var value = new StringBuilder(segment());
                    for (int i = several ? random.nextInt(4) : 0; i > 0; i--) {
                        value.append('/').append(segment());
                    }
                    return java.util.regex.Matcher.quoteReplacement(value.toString());
                });
    }

    private String segment() {
        return switch (random.nextInt(40)) {
            case 0 -> "%252e%252e";
            case 1 -> pick(List.of("%", "%zz", "%c0%ae", "%ff%fe", "%00", "..", ".", ""));
            case 2 -> "x".repeat(random.nextInt(6_000));
            default -> encoded(one(2) ? id() : pick(FuzzWords.TEXTS));
        };
    }

    private List<String> headers() {
        var type = one(20) ? pick(TYPES) : "application/json";
        var headers = new java.util.ArrayList<String>();
        if (!type.isEmpty()) {
            headers.add("Content-Type: " + type);
        }
        if (one(12)) {
            headers.add(
                    "Range: "
                            + pick(List.of("bytes=", "lines=", ""))
                            + pick(List.of("0-", "-1", "3-2", "a-b", "-", "0-1,2-3", "9e9-")));
        }
        if (one(30)) {
            headers.add(pick(List.of("Accept: x/y", "Content-Encoding: gzip", "Host: a..b")));
        }
        return headers;
    }

    private byte[] body(String route) {
        if (route.equals("/graphql") && !one(10)) {
            return bytes(graphql());
        }
        return switch (random.nextInt(40)) {
            case 0, 1 ->
                    bytes(pick(List.of("", "null", "[]", "1", "\"x\"", "{", "{} x", "tru", "\0")));
            case 2 -> bytes("{\"x\":" + nested(1 << random.nextInt(17)) + "}");
            case 3 -> bytes(quoted("\u00e9".repeat(random.nextInt(20_000))));
            case 4 -> noise(random.nextInt(200));
            case 5 -> damaged(object(3));
            default -> bytes(one(200) ? huge() : object(3));
        };
    }

    private String nested(int depth) {
        return one(2)
                ? "[".repeat(depth) + "]".repeat(depth)
                : "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    }

    private String huge() {
        return "{\"%s\":\"%s\"}"
                .formatted(pick(FuzzWords.FIELDS), "x".repeat(random.nextInt(3_000_000)));
    }

    private byte[] noise(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Right but for one byte, which often breaks its UTF-8. */
    private byte[] damaged(String text) {
        var bytes = bytes(text);
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        return bytes;
    }

    private String graphql() {
        var query = one(4) ? pick(FuzzWords.TEXTS) : words(FuzzWords.GRAPHQL, 30);
        return "{\"query\":%s,\"variables\":%s,\"operationName\":%s}"
                .formatted(
                        quoted(one(3) ? "{ " + query + " }" : query),
                        one(3) ? value("variables", 1) : "{\"data\":" + object(2) + "}",
                        one(10) ? value("x", 1) : "null");
    }

    /** Some names come twice. */
    private String object(int depth) {
        var text = new StringBuilder("{");
        var name = pick(FuzzWords.FIELDS);
        for (int i = random.nextInt(8); i >= 0; i--) {
            name = one(12) ? name : pick(FuzzWords.FIELDS);
            text.append('"').append(name).append("\":").append(value(name, depth));
            text.append(i == 0 ? "" : ",");
        }
        return text.append('}').toString();
    }

    private String value(String name, int depth) {
        if (!one(3)) {
            return fitting(name, depth);
        }
        return switch (random.nextInt(depth > 0 ? 10 : 7)) {
            case 0 -> quoted(pick(FuzzWords.TEXTS));
            case 1 -> "null";
            case 2 -> pick(List.of("true", "false"));
            case 3 -> Integer.toString(random.nextInt(2_000) - 1_000);
            case 4 -> pick(List.of("1.5", "-0.0", "1e400", "9223372036854775808", "1e-400", "NaN"));
            case 5 -> quoted("x".repeat(random.nextInt(one(5) ? 70_000 : 700)));
            case 6 -> quoted(filter());
            case 7 -> object(depth - 1);
            default -> "[" + value(name, depth - 1) + "," + value(name, depth - 1) + "]";
        };
    }

    /** A value that the field may have, so that other fields come under test. */
    private String fitting(String name, int depth) {
        return switch (name) {
            case "run_id", "run_uuid", "experiment_id", "model_id", "name", "runId" -> quoted(id());
            case "experiment_ids", "run_ids" -> "[" + quoted(id()) + "]";
            case "order_by", "stages" -> "[" + quoted(filter()) + "]";
            case "filter", "where" -> quoted(filter());
            case "timestamp", "step", "max_results", "start_time", "end_time", "limit" ->
                    Integer.toString(random.nextInt(1_000));
            case "version" -> quoted("1");
            case "metrics", "params", "tags", "models", "datasets", "events", "parts" ->
                    depth == 0 ? "[]" : "[" + object(depth - 1) + "]";
            default -> quoted(one(2) ? "k" + random.nextInt(5) : pick(FuzzWords.TEXTS));
        };
    }

    private String query() {
        var text = new StringBuilder();
        for (int i = random.nextInt(5); i >= 0; i--) {
            var value = one(4) ? filter() : one(2) ? id() : pick(FuzzWords.TEXTS);
            text.append(pick(FuzzWords.FIELDS)).append(one(30) ? "" : "=");
            text.append(one(60) ? segment() : encoded(value)).append(i == 0 ? "" : "&");
        }
        return text.toString();
    }

    private String filter() {
        return words(FuzzWords.FILTER, 9);
    }

    private String words(List<String> pieces, int most) {
        var text = new StringBuilder();
        for (int i = random.nextInt(most); i > 0; i--) {
            text.append(pick(pieces)).append(one(3) ? "" : " ");
        }
        return text.toString();
    }

    private String id() {
        return one(6) ? pick(FuzzWords.TEXTS) : pick(ids);
    }

    private boolean one(int of) {
        return random.nextInt(of) == 0;
    }

    private <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private static String quoted(String text) {
        return new TextNode(text).toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
