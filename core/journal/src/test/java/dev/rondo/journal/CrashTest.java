package dev.rondo.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that writes from several threads, again and again on one journal. The whole count
 * is 200: {@code -Djournal.kills=200}.
 */
class CrashTest {
    private static final int KILLS = Integer.getInteger("journal.kills", 20);

    private record Acknowledged(long sequence, int writer, int number, int count) {}

    @TempDir Path directory;
    private final SplittableRandom random = new SplittableRandom();
    private final Map<Integer, Integer> nextNumber = new HashMap<>();
    private long verified;

    @Test
    @DisplayName("rule 8.2: kill -9 loses, doubles and tears no acknowledged record")
    void everyAcknowledgedRecordIsThereOnce() throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            var durability = kill % 2 == 0 ? Durability.PROCESS : Durability.DISK;
            var acknowledged = writeUntilKilled(durability, kill * WriterProcess.WRITERS);
            try (var journal = Journal.open(directory, JournalOptions.of(durability))) {
                assertThat(journal.recovery().damages()).isEmpty();
                verify(journal, acknowledged);
            }
        }
        assertThat(verified).as("records written in all").isGreaterThan(KILLS * 20L);
    }

    private List<Acknowledged> writeUntilKilled(Durability durability, int firstWriter)
            throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                WriterProcess.class.getName(),
                                directory.toString(),
                                durability.name(),
                                Integer.toString(firstWriter))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        var acknowledged = new ArrayList<Acknowledged>();
        try (var lines = process.inputReader()) {
            int linesBeforeKill = 1 + random.nextInt(400);
            read(lines, linesBeforeKill, acknowledged);
            TimeUnit.MICROSECONDS.sleep(random.nextInt(2_000));
            // Process.destroyForcibly would close the pipe and lose acknowledgements in it.
            process.toHandle().destroyForcibly();
            read(lines, Integer.MAX_VALUE, acknowledged);
        }
        assertThat(process.waitFor()).as("killed").isEqualTo(137);
        return acknowledged;
    }

    /** Takes whole lines only: the last one may have been cut by the kill. */
    private static void read(BufferedReader lines, int atMost, List<Acknowledged> acknowledged)
            throws IOException {
        var line = new StringBuilder();
        for (int count = 0, c; count < atMost && (c = lines.read()) >= 0; ) {
            if (c != '\n') {
                line.append((char) c);
                continue;
            }
            var parts = line.toString().split(" ", 4);
            acknowledged.add(
                    new Acknowledged(
                            Long.parseLong(parts[0]),
                            Integer.parseInt(parts[1]),
                            Integer.parseInt(parts[2]),
                            Integer.parseInt(parts[3])));
            line.setLength(0);
            count++;
        }
    }

    private void verify(Journal journal, List<Acknowledged> acknowledged) {
        var records = new HashMap<Long, WriterRecord>();
        journal.scan(
                verified,
                (sequence, payload) -> {
                    assertThat(sequence).isEqualTo(verified++);
                    var record = WriterRecord.decode(payload);
                    int expected = nextNumber.getOrDefault(record.writer(), 0);
                    assertThat(record.number()).as("none lost or doubled").isEqualTo(expected);
                    nextNumber.put(record.writer(), expected + 1);
                    records.put(sequence, record);
                    return true;
                });
        for (var append : acknowledged) {
            for (int i = 0; i < append.count(); i++) {
                assertThat(records.get(append.sequence() + i))
                        .isEqualTo(new WriterRecord(append.writer(), append.number() + i));
            }
        }
    }
}
