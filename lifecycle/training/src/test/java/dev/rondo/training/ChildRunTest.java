package dev.rondo.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.Json;
import dev.rondo.base.RondoException;
import dev.rondo.inference.Target;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildRunTest {
    private static final TrainingSpec SPEC =
            new TrainingSpec(
                    new Target("y", "1", "0"),
                    Tables.FEATURES,
                    Map.of(),
                    50,
                    5,
                    1,
                    Duration.ofSeconds(30),
                    512);

    @TempDir Path folder;

    @Test
    @DisplayName("a child trains, tells each round, and leaves model, margins and result")
    void trains() throws IOException {
        request(Map.of(), 400, 6);
        var rounds = new ArrayList<BoostingRound>();

        var exit = ChildRun.run(command(TrainerMain.class, 256, 512), SPEC.timeout(), rounds::add);

        assertThat(exit.code()).as(exit.log().toString()).isZero();
        var files = new TrainerFiles(folder);
        var result = Json.read(Files.readString(files.result()), TrainerResult.class);
        assertThat(result.rounds()).isEqualTo(rounds).hasSizeGreaterThan(result.bestRound());
        assertThat(result.totalGains()).hasSize(6).allSatisfy(gain -> assertThat(gain).isNotNaN());
        assertThat(MatrixFile.readFloats(files.validationMargins())).hasSize(400);
        assertThat(files.model()).isNotEmptyFile();
    }

    @Test
    @DisplayName("a child that takes too long is killed")
    void timeOut() {
        var exit =
                ChildRun.run(command(Sleeper.class, 64, 256), Duration.ofMillis(300), round -> {});

        assertThat(exit.timedOut()).isTrue();
        assertThat(failure(exit).code()).isEqualTo("training.timed_out");
    }

    @Test
    @DisplayName("an interrupted caller leaves no child behind")
    void interrupted() throws Exception {
        var children = new ArrayList<ProcessHandle>();
        var caller =
                Thread.ofPlatform()
                        .start(() ->
                                assertThatThrownBy(() ->
                                                ChildRun.run(
                                                        command(Sleeper.class, 64, 256),
                                                        Duration.ofMinutes(1),
                                                        round -> {}))
                                        .isInstanceOf(RondoException.class)
                                        .hasMessageContaining("interrupted"));
        while (children.isEmpty()) {
            ProcessHandle.current().children().forEach(children::add);
            Thread.onSpinWait();
        }
        caller.interrupt();
        caller.join();
        children.forEach(child -> child.onExit().join());
    }

    @Test
    @DisplayName("an exception of the progress ends the child and reaches the caller")
    void failingProgress() throws IOException {
        request(Map.of(), 400, 6);

        assertThatThrownBy(() ->
                        ChildRun.run(
                                command(TrainerMain.class, 256, 512),
                                SPEC.timeout(),
                                round -> {
                                    throw new IllegalStateException("no room to log");
                                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no room to log");
    }

    @Test
    @DisplayName("native memory beyond the cap is a clear failure")
    void outOfNativeMemory() throws IOException {
        request(Map.of(), 100_000, 60);

        var exit = ChildRun.run(command(TrainerMain.class, 56, 56), SPEC.timeout(), round -> {});

        var failure = failure(exit);
        assertThat(failure.code()).as(exit.toString()).isEqualTo("training.out_of_memory");
        assertThat(failure.kind()).isEqualTo(ErrorKind.LIMIT);
    }

    @Test
    @DisplayName("a heap that is too small is a clear failure")
    void outOfHeap() {
        var exit = ChildRun.run(command(Hoarder.class, 24, 512), SPEC.timeout(), round -> {});

        assertThat(failure(exit).code()).isEqualTo("training.out_of_memory");
    }

    @Test
    @DisplayName("a native crash names the signal and the log's last lines")
    void crash() {
        var exit = ChildRun.run(command(Crasher.class, 64, 512), SPEC.timeout(), round -> {});

        assertThat(failure(exit).code()).isEqualTo("training.crashed");
        assertThat(failure(exit).getMessage()).contains("died of signal 6").contains("SIGSEGV");
    }

    @Test
    @DisplayName("an exit code comes with the log's last lines")
    void exitCode() {
        var exit = ChildRun.run(command(Quitter.class, 64, 512), SPEC.timeout(), round -> {});

        assertThat(failure(exit).getMessage())
                .contains("exit code 7")
                .contains("line 99")
                .doesNotContain("line 90");
    }

    @Test
    @DisplayName("a parameter that XGBoost refuses is the caller's to mend")
    void invalidParameter() throws IOException {
        request(Map.of("max_depth", "-3"), 400, 6);

        var exit = ChildRun.run(command(TrainerMain.class, 256, 512), SPEC.timeout(), round -> {});

        assertThat(failure(exit).code()).isEqualTo("training.invalid_parameter");
        assertThat(failure(exit).kind()).isEqualTo(ErrorKind.USER);
        assertThat(failure(exit).getMessage()).contains("max_depth");
    }

    @Test
    @DisplayName("a missing libgomp is named with the remedy")
    void libgomp() {
        // What XGBoost 3.4 and the JDK 25 print on a system without it.
        var exit =
                new ChildExit(
                        1,
                        false,
                        List.of(
                                "SEVERE: You may need to install 'libgomp.so' (or glibc) via your package manager.",
                                "Exception in thread \"main\" java.lang.UnsatisfiedLinkError: /tmp/libxgboost4j1.so: libgomp.so.1: cannot open shared object file: No such file or directory",
                                "\tat java.base/jdk.internal.loader.NativeLibraries.load(Native Method)"));

        assertThat(failure(exit))
                .hasMessage(
                        "XGBoost cannot be loaded: the system's library libgomp.so.1 is missing. Install it: apt-get install libgomp1 (Debian, Ubuntu), dnf install libgomp (Fedora, RHEL), apk add libgomp (Alpine)");
    }

    private static RondoException failure(ChildExit exit) {
        return ChildFailure.of(exit, SPEC);
    }

    private ProcessBuilder command(Class<?> main, long heapMb, long memoryMb) {
        return ChildJvm.own().command(main, folder, heapMb, memoryMb, 2);
    }

    /** Numbers and, in every third column, category codes; a tenth is missing. */
    private void request(Map<String, String> changes, int rows, int columns) throws IOException {
        var random = new Random(5);
        var labels = new boolean[rows];
        var values = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                float value = column % 3 == 0 ? random.nextInt(6) : (float) random.nextGaussian();
                values[row * columns + column] = random.nextInt(10) == 0 ? Float.NaN : value;
            }
            float first = values[row * columns + 1];
            labels[row] = random.nextGaussian() < (Float.isNaN(first) ? 0 : first);
        }
        var types = new ArrayList<String>();
        var names = new ArrayList<String>();
        for (int column = 0; column < columns; column++) {
            types.add(column % 3 == 0 ? "c" : "q");
            names.add("a \"quoted\" [name] " + column);
        }
        var files = new TrainerFiles(folder);
        var parameters = XgboostParameters.complete(changes, rows, 1);
        Files.writeString(
                files.request(), Json.write(new TrainerRequest(parameters, 50, 5, names, types)));
        for (var file : List.of(files.train(), files.validation())) {
            MatrixFile.write(
                    file,
                    columns,
                    (from, to) -> Arrays.copyOfRange(values, from * columns, to * columns),
                    labels);
        }
    }

    static final class Sleeper {
        public static void main(String[] arguments) throws InterruptedException {
            Thread.sleep(Duration.ofMinutes(1));
        }
    }

    static final class Hoarder {
        public static void main(String[] arguments) {
            System.out.println(new byte[1 << 28].length);
        }
    }

    @SuppressWarnings("restricted") // that is the point
    static final class Crasher {
        public static void main(String[] arguments) {
            MemorySegment.ofAddress(8).reinterpret(8).set(ValueLayout.JAVA_LONG, 0, 1);
        }
    }

    static final class Quitter {
        public static void main(String[] arguments) {
            for (int line = 0; line < 100; line++) {
                System.err.println("line " + line);
            }
            System.exit(7);
        }
    }
}
