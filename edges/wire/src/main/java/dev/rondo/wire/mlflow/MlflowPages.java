package dev.rondo.wire.mlflow;

import dev.rondo.base.RondoException;
import dev.rondo.http.Http;
import dev.rondo.http.Method;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * MLflow's own pages, from the folder where they lie built in an installed package: {@code
 * mlflow/server/js/build}. They are answered at {@code /} and below {@code /static-files/}; all
 * else that they ask is {@link MlflowRoutes}.
 */
public final class MlflowPages {
    /** The names of the files hold digests of their contents, but for very few. */
    private static final String FOUR_WEEKS = "max-age=2419200";

    private static final String ASK_AGAIN = "no-cache";
    private static final String INDEX = "index.html";

    private final Path root;

    /**
     * Pages of a folder.
     *
     * @throws RondoException of kind USER {@code mlflow.pages} when the folder holds none
     */
    public MlflowPages(Path folder) {
        try {
            root = folder.toRealPath();
        } catch (IOException e) {
            throw none(folder).causedBy(e);
        }
        if (!Files.isRegularFile(root.resolve(INDEX))) {
            throw none(folder);
        }
    }

    private static RondoException none(Path folder) {
        return RondoException.user("mlflow.pages", "there are no built pages of MLflow")
                .at(folder.toString())
                .next("name the folder mlflow/server/js/build of the installed Python package");
    }

    public void addTo(Http http) {
        http.errors("/static-files/", MlflowErrors::render);
        for (var method : new Method[] {Method.GET, Method.HEAD}) {
            boolean withBody = method == Method.GET;
            http.route(method, "/", request -> send(request, INDEX, ASK_AGAIN, withBody));
            http.route(
                    method,
                    "/static-files/*path",
                    request -> send(request, request.pathValue("path"), FOUR_WEEKS, withBody));
        }
    }

    private Reply send(Request request, String path, String caching, boolean withBody)
            throws IOException {
        var file = find(path);
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        var tag =
                "\"%x-%x\"".formatted(attributes.lastModifiedTime().toMillis(), attributes.size());
        var headers = headers(tag, caching);
        var type = PageTypes.of(file.getFileName().toString());
        if (tag.equals(request.headers().get("If-None-Match"))) {
            return new Reply.Whole(304, type, new byte[0], headers);
        }
        if (!withBody) {
            headers.put("Content-Length", Long.toString(attributes.size()));
            return new Reply.Whole(200, type, new byte[0], headers);
        }
        return new Reply.Streamed(
                200,
                type,
                OptionalLong.of(attributes.size()),
                out -> Files.copy(file, out),
                headers);
    }

    private static Map<String, String> headers(String tag, String caching) {
        var headers = new HashMap<String, String>();
        headers.put("ETag", tag);
        headers.put("Cache-Control", caching);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "SAMEORIGIN");
        return headers;
    }

    /** The file itself, links followed, which cannot lie elsewhere than below the root. */
    private Path find(String path) {
        try {
            var file = root.resolve(path).toRealPath();
            if (file.startsWith(root) && Files.isRegularFile(file)) {
                return file;
            }
        } catch (IOException | InvalidPathException _) {
            // told as any other that is not there
        }
        throw RondoException.notFound("mlflow.no_page", "there is no such file: '" + path + "'");
    }
}
