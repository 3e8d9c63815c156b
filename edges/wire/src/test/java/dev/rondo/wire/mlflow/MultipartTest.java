package dev.rondo.wire.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large files in parts, and uploads that break off, over real HTTP. */
class MultipartTest {
    /** SHA-256 of "part 1;part 2;" in Base64, by openssl. */
    private static final String DIGEST = "gwBSZqkDrHs9xu5w6Wkw1KWgkRUynCWGvPftjXvx/Ew=";

    private static final String STORE = "/api/2.0/mlflow-artifacts/";

    private final WireServer server;

    MultipartTest(@TempDir Path folder) {
        server = new WireServer(folder);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<byte[]> send(String method, String path, String body, String... headers) {
        var all = new java.util.HashMap<>(Map.of("Content-Type", "application/json"));
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return server.send(method, path, all, body.getBytes(UTF_8));
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), UTF_8);
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void aFileInPartsIsReadAsOne() {
        var begun =
                RecordedCall.json(
                        send(
                                        "POST",
                                        STORE + "mpu/create/0/r/artifacts/dir",
                                        "{\"path\":\"C:\\\\my files\\\\big file.bin\",\"num_parts\":2}")
                                .body());
        var upload = begun.get("upload_id").asText();
        var tags = new String[2];
        for (var part : begun.get("credentials")) {
            int number = part.get("part_number").asInt();
            var url = URI.create(part.get("url").asText());
            assertThat(url.getHost()).isEqualTo("127.0.0.1");
            var sent = send("PUT", url.getPath(), "part " + number + ";");
            tags[number - 1] = header(sent, "ETag").replace("\"", "\\\"");
        }
        var file = STORE + "artifacts/0/r/artifacts/dir/big%20file.bin";
        assertThat(send("GET", file, "").statusCode()).isEqualTo(404);
        var parts =
                "[{\"part_number\":1,\"etag\":\"%s\"},{\"part_number\":2,\"etag\":\"%s\"}]"
                        .formatted(tags[0], tags[1]);
        var complete =
                "{\"path\":\"big file.bin\",\"upload_id\":\"%s\",\"parts\":%s}"
                        .formatted(upload, parts);
        var done = send("POST", STORE + "mpu/complete/0/r/artifacts/dir", complete);

        assertThat(text(done)).isEqualTo("{}");
        var whole = send("GET", file, "");
        assertThat(text(whole)).isEqualTo("part 1;part 2;");
        assertThat(header(whole, "Repr-Digest")).isEqualTo("sha-256=:" + DIGEST + ":");
        assertThat(text(send("GET", file, "", "Range", "bytes=5-8"))).isEqualTo("1;pa");
        var address =
                RecordedCall.json(
                        send(
                                        "GET",
                                        STORE
                                                + "presigned/0/r/artifacts/dir/big file.bin"
                                                        .replace(" ", "%20"),
                                        "")
                                .body());
        assertThat(address.get("url").asText()).endsWith(file);
        assertThat(address.get("file_size").asInt()).isEqualTo(14);
    }

    @Test
    void aRequestThatBreaksOffLeavesNothing() throws IOException {
        var path = STORE + "artifacts/0/r/artifacts/torn.bin";
        int port = URI.create(created()).getPort();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var head = "PUT " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(UTF_8));
            socket.getOutputStream().write(new byte[2_000_000]);
            socket.getOutputStream().flush();
        }
        assertThat(send("GET", path, "").statusCode()).isEqualTo(404);
        assertThat(text(send("GET", STORE + "artifacts?path=0", ""))).isEqualTo("{}");
        send("PUT", path, "whole");
        assertThat(text(send("GET", path, ""))).isEqualTo("whole");
    }

    /** An address that names the server's port. */
    private String created() {
        var answer = send("POST", STORE + "mpu/create/0", "{\"path\":\"x\",\"num_parts\":1}");
        return RecordedCall.json(answer.body()).at("/credentials/0/url").asText();
    }

    @Test
    void anAddressIsThatWhichAProxyWasAskedFor() {
        var answer =
                send(
                        "POST",
                        STORE + "mpu/create/0",
                        "{\"path\":\"x\",\"num_parts\":1}",
                        "X-Forwarded-Host",
                        "ml.example.org, inner",
                        "X-Forwarded-Proto",
                        "https");
        assertThat(RecordedCall.json(answer.body()).at("/credentials/0/url").asText())
                .startsWith("https://ml.example.org/api/2.0/mlflow-artifacts/mpu/parts/");
        assertThat(
                        send(
                                        "POST",
                                        STORE + "mpu/create/0",
                                        "{\"path\":\"x\",\"num_parts\":1}",
                                        "X-Forwarded-Host",
                                        "a/b")
                                .statusCode())
                .isEqualTo(400);
    }

    @Test
    void partsAreNamedInTheirOrder() {
        var complete =
                "{\"path\":\"x\",\"upload_id\":\"u\",\"parts\":[{\"part_number\":2,\"etag\":\"e\"}]}";
        var answer = send("POST", STORE + "mpu/complete/0", complete);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(text(answer)).contains("parts[0] is part 2");
    }
}
