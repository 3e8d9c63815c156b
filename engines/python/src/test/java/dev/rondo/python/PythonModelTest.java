package dev.rondo.python;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import dev.rondo.inference.DataType;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.MlflowSignature;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorModel;
import dev.rondo.inference.TensorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A child that speaks the protocol with Python's own library only: it answers what it is sent, and
 * its number where it is asked, or dies, sleeps, refuses or answers nonsense.
 */
@Timeout(120)
class PythonModelTest {
    private static final String CHILD =
            """
            import json, os, socket, struct, sys, time
            connection = socket.socket(socket.AF_UNIX)
            connection.connect(sys.argv[2].removeprefix("unix:"))
            def send(header, payload=b""):
                head = json.dumps(header).encode()
                connection.sendall(struct.pack("<II", len(head), len(payload)) + head + payload)
            def receive(size):
                data = b""
                while len(data) < size:
                    part = connection.recv(size - len(data))
                    if not part:
                        sys.exit()
                    data += part
                return data
            send({"token": os.environ["RONDO_WORKER_TOKEN"]})
            if sys.argv[3].endswith("broken"):
                print("no module named torch")
                sys.exit(1)
            if sys.argv[3].endswith("slow"):
                time.sleep(600)
            send({"outputs": [{"name": "y", "type": "FP32", "shape": [1, 3]}]})
            while True:
                head, size = struct.unpack("<II", receive(8))
                header, payload = json.loads(receive(head)), receive(size)
                do = header["params"].get("do")
                if do == "die":
                    os._exit(9)
                elif do == "sleep":
                    time.sleep(600)
                elif do == "refuse":
                    send({"error": "not like this"})
                elif do == "nonsense":
                    send({"tensors": [{"name": "y", "type": "FP64", "shape": [5], "bytes": 8}]}, payload[:8])
                elif do == "number":
                    number = struct.pack("<q", os.getpid())
                    send({"tensors": [{"name": "pid", "type": "INT64", "shape": [1], "bytes": 8}]}, number)
                else:
                    send({"tensors": header["tensors"]}, payload)
            """;

    @TempDir private Path folder = Path.of("");

    @BeforeEach
    void pythonIsThere() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/env")));
        Files.writeString(folder.resolve("child.py"), CHILD);
    }

    private PythonOptions options(long answerSeconds) {
        return new PythonOptions(
                List.of("python3", folder.resolve("child.py").toString()),
                Duration.ofSeconds(20),
                Duration.ofSeconds(answerSeconds));
    }

    private TensorModel model() {
        return new PythonModels(options(20)).load(folder.resolve("model"), null);
    }

    private static InferenceOptions asking(String what) {
        return InferenceOptions.DEFAULT.with(Map.of("do", what));
    }

    private static Tensor row() {
        return Tensor.of("x", DataType.FP32, new long[] {1}, new float[] {7});
    }

    private static long pid(TensorModel model) {
        var answer = model.infer(List.of(row()), asking("number")).getFirst();
        return ((long[]) answer.data())[0];
    }

    private static void awaitAnswer(TensorModel model) throws InterruptedException {
        while (true) {
            try {
                var ignored = model.infer(List.of(row()), InferenceOptions.DEFAULT);
                return;
            } catch (RondoException e) {
                assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
                Thread.sleep(20);
            }
        }
    }

    @Test
    void tensorsOfEveryType() {
        var shape = new long[] {2};
        var texts = new byte[][] {"é,\n".getBytes(UTF_8), null};
        var sent =
                List.of(
                        Tensor.of("b", DataType.BOOL, shape, new boolean[] {true, false}),
                        Tensor.of("i8", DataType.INT8, shape, new byte[] {-1, 2}),
                        Tensor.of("u16", DataType.UINT16, shape, new short[] {-1, 2}),
                        Tensor.of("i32", DataType.INT32, shape, new int[] {-1, 2}),
                        Tensor.of("i64", DataType.INT64, shape, new long[] {Long.MIN_VALUE, 2}),
                        Tensor.of("f", DataType.FP32, shape, new float[] {Float.NaN, 1.5f}),
                        Tensor.of(
                                "d", DataType.FP64, new long[] {1, 2}, new double[] {1e300, -0.0}),
                        Tensor.of("s", DataType.BYTES, shape, texts));
        try (var model = model()) {
            var answers = model.infer(sent, InferenceOptions.DEFAULT);
            assertThat(answers).hasSameSizeAs(sent);
            for (int i = 0; i < sent.size(); i++) {
                assertThat(answers.get(i).data()).isEqualTo(sent.get(i).data());
                assertThat(answers.get(i).type()).isEqualTo(sent.get(i).type());
                assertThat(answers.get(i).shape()).isEqualTo(sent.get(i).shape());
            }
        }
    }

    @Test
    void whatItTakesAndGives() {
        var columns = "[{\"type\":\"double\",\"name\":\"a\"},{\"type\":\"string\",\"name\":\"s\"}]";
        var signature = MlflowSignature.parse(columns, null, null);
        try (var model = new PythonModels(options(20)).load(folder.resolve("m"), signature)) {
            assertThat(model.platform()).isEqualTo("python");
            assertThat(model.immediate()).isFalse();
            assertThat(model.inputs())
                    .containsExactly(
                            new TensorSpec("a", DataType.FP64, -1),
                            new TensorSpec("s", DataType.BYTES, -1));
            assertThat(model.outputs()).containsExactly(new TensorSpec("y", DataType.FP32, -1, 3));
        }
    }

    @Test
    @DisplayName("rule 11.1: what does not come up says why, in the child's own words")
    void whatDoesNotComeUp() {
        var models = new PythonModels(options(20));
        assertThatThrownBy(() -> models.load(folder.resolve("broken"), null))
                .isInstanceOfSatisfying(
                        RondoException.class, e -> assertThat(e.code()).isEqualTo("python.start"))
                .hasMessageContaining("no module named torch");
        var none =
                new PythonOptions(
                        List.of("no-such-python"), Duration.ofSeconds(1), Duration.ofSeconds(1));
        assertThatThrownBy(() -> new PythonModels(none).load(folder, null))
                .hasMessageContaining("no-such-python");
        var command = options(1).command();
        var hurried = new PythonOptions(command, Duration.ofSeconds(1), Duration.ofSeconds(1));
        assertThatThrownBy(() -> new PythonModels(hurried).load(folder.resolve("slow"), null))
                .hasMessageContaining("it took longer than 1 s");
    }

    @Test
    void aRefusalIsTheCallersFault() throws Exception {
        try (var model = model()) {
            assertThatThrownBy(() -> model.infer(List.of(row()), asking("refuse")))
                    .isInstanceOfSatisfying(
                            RondoException.class,
                            e -> assertThat(e.kind()).isEqualTo(ErrorKind.USER))
                    .hasMessageContaining("not like this");
            assertThatThrownBy(() -> model.infer(List.of(row()), asking("nonsense")))
                    .isInstanceOfSatisfying(
                            RondoException.class,
                            e -> assertThat(e.kind()).isEqualTo(ErrorKind.INTERNAL));
            awaitAnswer(model);
        }
    }

    @Test
    void anotherChildTakesOverFromOneThatDied() throws Exception {
        try (var model = model()) {
            long first = pid(model);
            assertThatThrownBy(() -> model.infer(List.of(row()), asking("die")))
                    .isInstanceOfSatisfying(
                            RondoException.class,
                            e -> assertThat(e.code()).isEqualTo("model.died"));
            awaitAnswer(model);
            assertThat(pid(model)).isNotEqualTo(first);
        }
    }

    @Test
    void whoTakesTooLongIsKilled() throws Exception {
        try (var model = new PythonModels(options(1)).load(folder.resolve("model"), null)) {
            long first = pid(model);
            assertThatThrownBy(() -> model.infer(List.of(row()), asking("sleep")))
                    .isInstanceOfSatisfying(
                            RondoException.class,
                            e -> assertThat(e.code()).isEqualTo("model.timeout"));
            awaitAnswer(model);
            assertThat(ProcessHandle.of(first).filter(ProcessHandle::isAlive)).isEmpty();
        }
    }

    @Test
    void aKillUnderLoadHangsNobody() throws Exception {
        var answered = new AtomicInteger();
        var refused = new AtomicInteger();
        try (var model = model()) {
            try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 8; i++) {
                    clients.execute(() -> ask(model, answered, refused));
                }
                for (int kills = 0; kills < 3; kills++) {
                    awaitAnswer(model);
                    ProcessHandle.of(pidWhenThere(model)).ifPresent(ProcessHandle::destroyForcibly);
                }
            }
            awaitAnswer(model);
        }
        assertThat(answered.get() + refused.get()).isEqualTo(8 * 200);
        assertThat(answered.get()).isPositive();
    }

    private static long pidWhenThere(TensorModel model) throws InterruptedException {
        while (true) {
            try {
                return pid(model);
            } catch (RondoException e) {
                Thread.sleep(20);
            }
        }
    }

    private static void ask(TensorModel model, AtomicInteger answered, AtomicInteger refused) {
        for (int i = 0; i < 200; i++) {
            try {
                var answer = model.infer(List.of(row()), InferenceOptions.DEFAULT).getFirst();
                assertThat(answer.floats()).containsExactly(7);
                answered.incrementAndGet();
            } catch (RondoException e) {
                assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
                refused.incrementAndGet();
            }
        }
    }

    @Test
    void theChildGoesWithTheModel() throws Exception {
        var model = model();
        var child = ProcessHandle.of(pid(model)).orElseThrow();
        model.close();
        assertThat(child.onExit().get()).isNotNull();
        assertThatThrownBy(() -> model.infer(List.of(row()), InferenceOptions.DEFAULT))
                .isInstanceOf(RondoException.class);
    }

    @Test
    void pausesDoubleUpToHalfAMinute() {
        assertThat(Supervisor.pause(1)).isEqualTo(Duration.ofMillis(250));
        assertThat(Supervisor.pause(2)).isEqualTo(Duration.ofMillis(500));
        assertThat(Supervisor.pause(5)).isEqualTo(Duration.ofSeconds(4));
        assertThat(Supervisor.pause(9)).isEqualTo(Duration.ofSeconds(30));
        assertThat(Supervisor.pause(1000)).isEqualTo(Duration.ofSeconds(30));
        assertThat(Supervisor.pause(0)).isEqualTo(Duration.ofMillis(250));
    }
}
