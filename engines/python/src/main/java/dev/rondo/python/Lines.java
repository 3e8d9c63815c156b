package dev.rondo.python;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a child writes: every line goes to the log, the last ones are kept for errors. */
final class Lines {
    private static final Logger LOG = LoggerFactory.getLogger(Lines.class);
    private static final int KEPT = 12;
    private static final int LONGEST = 2_000;

    private final String prefix;
    private final ArrayDeque<String> last = new ArrayDeque<>();

    Lines(String prefix) {
        this.prefix = prefix;
    }

    /** Reads until the child has closed its output. */
    void follow(InputStream out) {
        try (var reader = new InputStreamReader(out, StandardCharsets.UTF_8)) {
            read(reader);
        } catch (IOException e) {
            LOG.debug("{}: output ended", prefix, e);
        }
    }

    private void read(Reader reader) throws IOException {
        var line = new StringBuilder();
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            if (c == '\n') {
                take(line);
            } else if (line.length() < LONGEST) {
                line.append((char) c);
            }
        }
        take(line);
    }

    private void take(StringBuilder text) {
        var line = text.toString().stripTrailing();
        text.setLength(0);
        if (line.isEmpty()) {
            return;
        }
        LOG.info("{}: {}", prefix, line);
        synchronized (last) {
            last.addLast(line);
            if (last.size() > KEPT) {
                last.removeFirst();
            }
        }
    }

    String last() {
        synchronized (last) {
            return String.join("\n", last);
        }
    }
}
