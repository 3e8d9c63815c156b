package dev.rondo.journal;

import static dev.rondo.journal.Journals.assertContents;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rondo.base.RondoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real file system of 128 KiB that fills up. */
class SmallDiskTest {
    @TempDir Path directory;
    private boolean mounted;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", directory.toString());
        assumeTrue(mounted, "a tmpfs cannot be mounted here: that needs root on Linux");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (mounted) {
            assertThat(run("umount", directory.toString())).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void appendsFailWhenFullAndWorkAgainWithRoom(Durability durability) throws IOException {
        var options = new JournalOptions(durability, 40_000, FileLayer.real());
        var ballast = directory.resolve("ballast");
        Files.write(ballast, new byte[64 << 10]);
        var expected = new ArrayList<byte[]>();
        try (var journal = Journal.open(directory.resolve("journal"), options)) {
            fill(journal, expected);
            assertContents(journal, expected);
            Files.delete(ballast);
            int before = expected.size();
            fill(journal, expected);
            assertThat(expected.size()).isGreaterThan(before + 50);
        }
        try (var journal = Journal.open(directory.resolve("journal"), options)) {
            assertThat(journal.recovery().cutBytes()).isZero();
            assertContents(journal, expected);
        }
    }

    private static void fill(Journal journal, List<byte[]> expected) {
        for (int failures = 0; failures < 3; ) {
            var payload = new byte[900];
            payload[0] = (byte) expected.size();
            try {
                assertThat(journal.append(payload)).isEqualTo(expected.size());
                expected.add(payload);
            } catch (RondoException e) {
                assertThat(e.code()).isEqualTo("journal.unavailable");
                assertThat(e.why()).containsIgnoringCase("no space");
                failures++;
            }
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
