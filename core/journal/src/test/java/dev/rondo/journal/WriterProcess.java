package dev.rondo.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Appends from several threads until it is killed, and prints each acknowledged append as a line
 * {@code sequence writer number count}.
 */
final class WriterProcess {
    static final int WRITERS = 4;

    private WriterProcess() {}

    public static void main(String[] arguments) {
        var options =
                new JournalOptions(Durability.valueOf(arguments[1]), 1 << 20, FileLayer.real());
        int firstWriter = Integer.parseInt(arguments[2]);
        var journal = Journal.open(Path.of(arguments[0]), options);
        for (int writer = firstWriter; writer < firstWriter + WRITERS; writer++) {
            int number = writer;
            Thread.ofPlatform().start(() -> write(journal, number));
        }
    }

    @SuppressWarnings("InfiniteLoopStatement")
    private static void write(Journal journal, int writer) {
        var random = new SplittableRandom(writer);
        for (int number = 0; ; ) {
            var group = WriterRecord.group(writer, number, 1 + random.nextInt(3));
            long sequence = journal.append(group);
            print(sequence + " " + writer + " " + number + " " + group.size() + "\n");
            number += group.size();
        }
    }

    /** One write per line: a line that arrives whole is an acknowledgement that was given. */
    private static void print(String line) {
        OutputStream out = System.out;
        synchronized (WriterProcess.class) {
            try {
                out.write(line.getBytes(StandardCharsets.US_ASCII));
                out.flush();
            } catch (IOException e) {
                Runtime.getRuntime().halt(1);
            }
        }
    }
}
