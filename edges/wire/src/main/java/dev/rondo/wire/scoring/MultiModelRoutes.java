package dev.rondo.wire.scoring;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import dev.rondo.base.RondoException;
import dev.rondo.hosting.AddedModels;
import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.http.Http;
import dev.rondo.http.Method;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import dev.rondo.wire.rows.RowJson;
import dev.rondo.wire.rows.Table;
import dev.rondo.wire.shared.ModelJson;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What SageMaker asks of a container with several models: it says which are loaded, under names of
 * its own, and asks each. The header {@code X-Amzn-SageMaker-Target-Model}, by which a caller knows
 * the model, is for logs and changes nothing.
 */
public final class MultiModelRoutes {
    /** How many models one answer lists. */
    static final int PAGE = 100;

    private final AddedModels added;
    private final ModelCatalogue models;

    /**
     * Serves these.
     *
     * @param models what has {@code added} as its source
     */
    public MultiModelRoutes(AddedModels added, ModelCatalogue models) {
        this.added = added;
        this.models = models;
    }

    /** Adds every call; errors are told as those of {@code /invocations}. */
    public void addTo(Http http) {
        http.errors("/models", ScoringErrors::render);
        http.route(Method.GET, "/models", this::list);
        http.route(Method.POST, "/models", this::load);
        http.route(Method.GET, "/models/:name", this::get);
        http.route(Method.DELETE, "/models/:name", this::unload);
        http.route(Method.POST, "/models/:name/invoke", new Invocations(models, false));
    }

    private Reply list(Request request) {
        var after = request.queryValue("next_page_token").orElse("");
        var rest = added.loaded(models).tailMap(after + '\0');
        return ModelJson.object(
                200,
                out -> {
                    out.writeArrayFieldStart("models");
                    int left = PAGE;
                    var last = "";
                    for (var each : rest.entrySet()) {
                        if (left-- == 0) {
                            break;
                        }
                        last = each.getKey();
                        out.writeStartObject();
                        write(out, last, each.getValue());
                        out.writeEndObject();
                    }
                    out.writeEndArray();
                    if (left < 0) {
                        out.writeStringField("nextPageToken", last);
                    }
                });
    }

    private Reply load(Request request) {
        var texts = texts(request.body());
        var name = required(texts, "model_name");
        var url = required(texts, "url");
        added.load(name, url, models);
        return model(name, url);
    }

    private static Map<String, String> texts(byte[] body) {
        var texts = new HashMap<String, String>();
        RowJson.read(
                body,
                (field, in) -> {
                    if (in.currentToken() == JsonToken.VALUE_STRING) {
                        texts.put(field, in.getText());
                    } else {
                        in.skipChildren();
                    }
                });
        return texts;
    }

    private static String required(Map<String, String> texts, String field) {
        var text = texts.get(field);
        if (text == null) {
            throw Table.error("the request has no text " + field)
                    .next("send {\"model_name\": …, \"url\": …}");
        }
        return text;
    }

    private Reply get(Request request) {
        var name = request.pathValue("name");
        var url = added.loaded(models).get(name);
        if (url == null) {
            throw RondoException.notFound("model.unknown", "no model of this name is loaded")
                    .next("load it first: POST /models");
        }
        return model(name, url);
    }

    private Reply unload(Request request) {
        var name = request.pathValue("name");
        added.unload(name, models);
        return ModelJson.object(200, out -> out.writeStringField("modelName", name));
    }

    private static Reply model(String name, String url) {
        return ModelJson.object(200, out -> write(out, name, url));
    }

    private static void write(JsonGenerator out, String name, String url) throws IOException {
        out.writeStringField("modelName", name);
        out.writeStringField("modelUrl", url);
    }
}
