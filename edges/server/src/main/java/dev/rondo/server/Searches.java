package dev.rondo.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.base.Page;
import dev.rondo.base.RondoException;
import dev.rondo.http.Request;
import dev.rondo.tracking.RunViewType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters that every search has: {@code where}, {@code order_by} (repeated), {@code
 * limit}, {@code page_token}.
 */
record Searches(String where, List<String> orderBy, int limit, @Nullable String pageToken) {
    private static final int PAGE = 100;

    static Searches of(Request request) {
        return of(request, PAGE);
    }

    static Searches of(Request request, int page) {
        return new Searches(
                request.queryValue("where").orElse(""),
                request.queryValues("order_by"),
                (int) request.queryNumber("limit", page, 1, Page.MAX_ITEMS),
                request.queryValue("page_token").orElse(null));
    }

    /** {@code view=active}, the default, {@code deleted} or {@code all}. */
    static RunViewType view(Request request) {
        return switch (request.queryValue("view").orElse("active")) {
            case "active" -> RunViewType.ACTIVE_ONLY;
            case "deleted" -> RunViewType.DELETED_ONLY;
            case "all" -> RunViewType.ALL;
            default ->
                    throw RondoException.user(
                                    "query.wrong_type", "this is no view of experiments and runs")
                            .at("query parameter view")
                            .next("send active, deleted or all");
        };
    }

    static <T> ObjectNode page(Page<T> page, Function<T, ? extends JsonNode> view) {
        var answer = Views.list(page.items(), view);
        return page.nextToken() == null ? answer : answer.put("next_page_token", page.nextToken());
    }

    /** A constant of an enum by its name in any case. */
    static <E extends Enum<E>> E constant(Class<E> type, String field, String name) {
        var wanted = name.toUpperCase(Locale.ROOT);
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> each.name().equals(wanted))
                .findFirst()
                .orElseThrow(() ->
                        RondoException.user("json.wrong_value", "\"" + name + "\" is no " + field)
                                .at(field)
                                .next("send one of " + Arrays.toString(type.getEnumConstants())));
    }
}
