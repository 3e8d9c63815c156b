package dev.rondo.benchmarks;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Calls {@code ModelInfer} with the messages of a file over and over, for a time; otherwise as
 * {@link RawLoad}. Each caller has a connection of its own and one call at a time.
 */
final class GrpcLoad {
    private static final String METHOD = "/inference.GRPCInferenceService/ModelInfer";
    private static final int ANSWER_SECONDS = 30;

    private final List<Buffer> messages = new ArrayList<>();
    private final int port;
    private final int connections;

    private GrpcLoad(int port, int connections, Path file) throws IOException {
        this.port = port;
        this.connections = connections;
        for (var message : RawLoad.requests(Files.readAllBytes(file))) {
            // Not packed; then its length.
            messages.add(
                    Buffer.buffer()
                            .appendByte((byte) 0)
                            .appendInt(message.length)
                            .appendBytes(message));
        }
    }

    /** Takes the port, the number of connections, the two times in seconds, and the file. */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        var load = new GrpcLoad(port, Integer.parseInt(arguments[1]), Path.of(arguments[4]));
        load.run(Duration.ofSeconds(Long.parseLong(arguments[2])));
        System.out.println("warm");
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        var result = load.run(Duration.ofSeconds(Long.parseLong(arguments[3])));
        System.out.println(RequestsLoad.json(result));
        System.exit(0);
    }

    private Load.Result run(Duration time) throws Exception {
        var vertx = Vertx.vertx();
        long began = System.nanoTime();
        long end = began + time.toNanos();
        var nanos = Collections.synchronizedList(new ArrayList<Long>());
        var callers = new ArrayList<Future<Void>>();
        for (int i = 0; i < connections; i++) {
            var client = client(vertx);
            int first = i;
            var done = Promise.<Void>promise();
            // On an event loop of its own, where nothing of an answer comes before who reads it.
            vertx.runOnContext(_ -> call(client, first, end, nanos, done));
            callers.add(done.future());
        }
        Future.all(callers).await(time.toSeconds() + ANSWER_SECONDS, TimeUnit.SECONDS);
        var wall = Duration.ofNanos(System.nanoTime() - began);
        vertx.close().await(ANSWER_SECONDS, TimeUnit.SECONDS);
        var sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return new Load.Result(sorted, wall);
    }

    private static HttpClient client(Vertx vertx) {
        var options =
                new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setHttp2ClearTextUpgrade(false);
        return vertx.createHttpClient(options, new PoolOptions().setHttp2MaxSize(1));
    }

    /** One call, and the next one after its answer, until the end. */
    private void call(
            HttpClient client, int number, long end, List<Long> nanos, Promise<Void> done) {
        long sent = System.nanoTime();
        if (sent >= end) {
            done.complete();
            return;
        }
        var message = messages.get(number % messages.size());
        status(client, message)
                .onFailure(done::fail)
                .onSuccess(status -> {
                    nanos.add(System.nanoTime() - sent);
                    if (status.equals("0")) {
                        call(client, number + 1, end, nanos, done);
                    } else {
                        done.fail(new IOException("grpc-status " + status));
                    }
                });
    }

    private Future<String> status(HttpClient client, Buffer message) {
        var options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setURI(METHOD)
                        .putHeader("content-type", "application/grpc")
                        .putHeader("te", "trailers");
        return client.request(options)
                .compose(request -> request.send(message.copy()))
                .compose(answer -> answer.body().map(body -> status(answer)));
    }

    private static String status(io.vertx.core.http.HttpClientResponse answer) {
        var trailer = answer.getTrailer("grpc-status");
        var told = trailer == null ? answer.getHeader("grpc-status") : trailer;
        return told == null ? "missing" : told;
    }
}
