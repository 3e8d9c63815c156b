package dev.rondo.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One POST over HTTP/1.1 to an address that the caller has checked. The JDK's client looks the host
 * up again when it connects, and a name server may then answer with another address; here nothing
 * is looked up twice. A certificate has to be that of the host all the same. Redirects are not
 * followed.
 */
final class PinnedPost {
    private static final int LINE = 8_192;
    private static final int HEADERS = 100;
    private static final int BODY = 65_536;

    /**
     * An answer.
     *
     * @param headers by names in lower case
     * @param body up to 64 KiB of it
     */
    record Answer(int status, Map<String, String> headers, String body) {}

    private final Supplier<SSLSocketFactory> tls;
    private final Duration timeout;

    /**
     * A way to send.
     *
     * @param tls asked when it is needed, as reading the trusted certificates takes a while
     * @param timeout for the connection and the answer together
     */
    PinnedPost(Supplier<SSLSocketFactory> tls, Duration timeout) {
        this.tls = tls;
        this.timeout = timeout;
    }

    /**
     * Sends and waits for the answer.
     *
     * @param addresses tried in turn until one lets us connect
     */
    Answer send(
            WebhookUrl url, List<InetAddress> addresses, Map<String, String> headers, byte[] body)
            throws IOException {
        IOException last = new IOException("the host has no address");
        for (var address : addresses) {
            try (var socket = new Socket();
                    var deadline = new Deadline(socket, timeout)) {
                try {
                    socket.connect(new InetSocketAddress(address, url.port()));
                } catch (IOException e) {
                    last = deadline.explain(e);
                    continue;
                }
                return exchange(deadline, socket, url, headers, body);
            }
        }
        throw last;
    }

    private Answer exchange(
            Deadline deadline,
            Socket plain,
            WebhookUrl url,
            Map<String, String> headers,
            byte[] body)
            throws IOException {
        try {
            var socket = url.isSecure() ? secured(plain, url) : plain;
            write(socket.getOutputStream(), url, headers, body);
            return read(new BufferedInputStream(socket.getInputStream()));
        } catch (IOException e) {
            throw deadline.explain(e);
        }
    }

    /** Closes the socket when the time is up, which ends whatever waits for it. */
    private static final class Deadline implements AutoCloseable {
        private final Duration timeout;
        private final Thread watch;
        private volatile boolean passed;

        Deadline(Socket socket, Duration timeout) {
            this.timeout = timeout;
            watch = Thread.startVirtualThread(() -> watch(socket));
        }

        private void watch(Socket socket) {
            try {
                Thread.sleep(timeout);
                passed = true;
                socket.close();
            } catch (InterruptedException | IOException _) {
                // the exchange ended in time, or the socket is closed already
            }
        }

        IOException explain(IOException e) {
            return passed
                    ? new IOException("no answer came in " + timeout.toMillis() + " ms", e)
                    : e;
        }

        @Override
        public void close() {
            watch.interrupt();
        }
    }

    private static void write(
            OutputStream out, WebhookUrl url, Map<String, String> headers, byte[] body)
            throws IOException {
        var head = new StringBuilder();
        head.append("POST ").append(url.target()).append(" HTTP/1.1\r\n");
        head.append("Host: ").append(url.authority()).append("\r\n");
        head.append("Content-Length: ").append(body.length).append("\r\n");
        head.append("Connection: close\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        out.write(head.append("\r\n").toString().getBytes(ISO_8859_1));
        out.write(body);
        out.flush();
    }

    private Socket secured(Socket plain, WebhookUrl url) throws IOException {
        var socket = (SSLSocket) tls.get().createSocket(plain, url.host(), url.port(), true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static Answer read(InputStream in) throws IOException {
        int status = status(line(in));
        var headers = headers(in);
        while (status / 100 == 1) {
            status = status(line(in));
            headers = headers(in);
        }
        return new Answer(status, headers, new String(body(in, status, headers), UTF_8));
    }

    private static int status(String line) throws IOException {
        if (!line.matches("HTTP/1\\.[01] [1-5][0-9][0-9]( .*)?")) {
            throw new IOException("the answer is not HTTP/1.1");
        }
        return Integer.parseInt(line, 9, 12, 10);
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        var headers = new HashMap<String, String>();
        for (int i = 0; i < HEADERS; i++) {
            var line = line(in);
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                var name = line.substring(0, colon).toLowerCase(Locale.ROOT);
                headers.put(name, line.substring(colon + 1).strip());
            }
        }
        throw new IOException("the answer has more than " + HEADERS + " headers");
    }

    private static byte[] body(InputStream in, int status, Map<String, String> headers)
            throws IOException {
        if (status == 204 || status == 304) {
            return new byte[0];
        }
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return chunks(in);
        }
        var length = headers.getOrDefault("content-length", "");
        return in.readNBytes(
                length.matches("[0-9]{1,5}") ? Math.min(Integer.parseInt(length), BODY) : BODY);
    }

    private static byte[] chunks(InputStream in) throws IOException {
        var body = new ByteArrayOutputStream();
        while (body.size() < BODY) {
            var size = line(in).replaceFirst(";.*", "").strip();
            if (!size.matches("[0-9a-fA-F]{1,7}")) {
                throw new IOException("the answer's chunks cannot be read");
            }
            int left = Integer.parseInt(size, 16);
            if (left == 0) {
                break;
            }
            body.write(in.readNBytes(Math.min(left, BODY)));
            line(in);
        }
        return body.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 || line.size() >= LINE) {
                throw new IOException(
                        b < 0 ? "the connection closed without an answer" : "a line is too long");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(ISO_8859_1);
    }
}
