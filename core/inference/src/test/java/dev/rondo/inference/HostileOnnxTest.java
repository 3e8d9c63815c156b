package dev.rondo.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.ProtoWriter;
import dev.rondo.base.RondoException;
import dev.rondo.testkit.OnnxBytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostileOnnxTest {
    /** x0 <= 0.5 ? 1 : (x1 < 2 ? 2 : 4). */
    private static List<ProtoWriter> tree() {
        return new ArrayList<>(
                List.of(
                        OnnxBytes.wholes("nodes_treeids", 0, 0, 0, 0, 0),
                        OnnxBytes.wholes("nodes_nodeids", 0, 1, 2, 3, 4),
                        OnnxBytes.wholes("nodes_featureids", 0, 0, 1, 0, 0),
                        OnnxBytes.reals("nodes_values", 0.5, 0, 2, 0, 0),
                        OnnxBytes.texts(
                                "nodes_modes", "BRANCH_LEQ", "LEAF", "BRANCH_LT", "LEAF", "LEAF"),
                        OnnxBytes.wholes("nodes_truenodeids", 1, 0, 3, 0, 0),
                        OnnxBytes.wholes("nodes_falsenodeids", 2, 0, 4, 0, 0),
                        OnnxBytes.wholes("target_treeids", 0, 0, 0),
                        OnnxBytes.wholes("target_nodeids", 1, 3, 4),
                        OnnxBytes.wholes("target_ids", 0, 0, 0),
                        OnnxBytes.reals("target_weights", 1, 2, 4),
                        OnnxBytes.whole("n_targets", 1)));
    }

    private static byte[] file(List<ProtoWriter> attributes) {
        return graph("x", "y", attributes).file();
    }

    private static OnnxBytes graph(String input, String output, List<ProtoWriter> attributes) {
        return new OnnxBytes()
                .input("x", OnnxBytes.FLOAT, -1, 2)
                .output("y", OnnxBytes.FLOAT, -1, 1)
                .node(
                        "TreeEnsembleRegressor",
                        OnnxBytes.ML,
                        List.of(input),
                        List.of(output),
                        attributes.toArray(ProtoWriter[]::new));
    }

    private static TensorModel parse(byte[] file) {
        return OnnxFile.load(Path.of("model.onnx"), file);
    }

    @Test
    void theSampleIsRight() {
        var model = parse(file(tree()));
        float[] rows = {0.5f, 0, 0.6f, 1.9f, 0.6f, 2, Float.NaN, Float.NaN};
        var x = Tensor.of("x", DataType.FP32, new long[] {4, 2}, rows);
        var answers = model.infer(List.of(x), InferenceOptions.DEFAULT);
        assertThat(answers.getFirst().floats()).containsExactly(1, 2, 4, 4);
        assertThat(answers.getFirst().shape()).containsExactly(4, 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nodes_truenodeids|0 0 3 0 0|node 0 is reached twice",
                "nodes_falsenodeids|1 0 4 0 0|node 1 is reached twice",
                "nodes_truenodeids|7 0 3 0 0|there is no node 7 in tree 0",
                "nodes_truenodeids|-1 0 3 0 0|there is no node -1 in tree 0",
                "nodes_nodeids|0 1 2 3 3|a node's number comes twice",
                "nodes_nodeids|0 1 2|nodes_nodeids has 3 values where 5 belong",
                "nodes_treeids|0 0 0 0|nodes_nodeids has 5 values where 4 belong",
                "nodes_treeids|0 1 0 0 0|do not stand together",
                "nodes_featureids|-1 0 1 0 0|a node reads the feature -1",
                "nodes_featureids|99999999999 0 1 0 0|a node reads the feature 99999999999",
                "nodes_featureids|9 0 1 0 0|the graph does not say what it takes",
                "target_nodeids|1 3 9|there is no node 9",
                "target_treeids|0 0 5|there is no tree 5",
                "target_nodeids|1 3 2|a node that is no leaf has a weight",
                "target_nodeids|1 3 3|a leaf has no weight, or several for one output",
                "target_ids|0 0 1|a leaf adds to the output 1",
                "target_ids|0 0 -1|target_ids has the value -1",
                "target_ids|0 0|the lists of weights have different lengths",
                "n_targets|9999999|an ensemble has 9999999 outputs",
            })
    void saysWhatIsWrong(String name, String values, String error) {
        var numbers = Arrays.stream(values.split(" ")).mapToLong(Long::parseLong).toArray();
        var changed =
                numbers.length == 1
                        ? OnnxBytes.whole(name, numbers[0])
                        : OnnxBytes.wholes(name, numbers);
        var attributes = tree();
        var marker = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        attributes.replaceAll(attribute ->
                new String(attribute.toBytes(), StandardCharsets.ISO_8859_1).contains(marker)
                        ? changed
                        : attribute);
        refuses(file(attributes), error);
    }

    private static void refuses(byte[] file, String error) {
        assertThatThrownBy(() -> parse(file))
                .isInstanceOf(RondoException.class)
                .hasMessageContaining(error);
    }

    @Test
    void aValueThatNothingGivesIsRefused() {
        refuses(graph("z", "y", tree()).file(), "the value z is used before it is there");
        refuses(graph("y", "y", tree()).file(), "the value y is used before it is there");
        refuses(graph("x", "z", tree()).file(), "the value y is used before it is there");
        refuses(graph("x", "x", tree()).file(), "the value x is given twice");
    }

    @Test
    void anOutputWithoutANameIsRefused() {
        refuses(graph("x", "y", tree()).output("", OnnxBytes.FLOAT, 1).file(), "has no name");
    }

    @Test
    @DisplayName("rule 11.2: a tensor's data may lie in a file beside the model, and nowhere else")
    void noDataLiesElsewhere() {
        for (var place : List.of("../secret", "/etc/passwd", "a/b", "..", "")) {
            var entry = new ProtoWriter().text(1, "location").text(2, place);
            var tensor = OnnxBytes.tensor("w", OnnxBytes.FLOAT, 2).message(13, entry).varint(14, 1);
            refuses(graph("x", "y", tree()).constant(tensor).file(), "outside the model's folder");
        }
    }

    @Test
    void tensorsHaveTheValuesThatTheirShapesSay() {
        for (var shape :
                List.of(new long[] {3}, new long[] {1L << 40, 1L << 40}, new long[] {-2})) {
            var tensor = OnnxBytes.tensor("w", OnnxBytes.FLOAT, shape).bytes(9, new byte[8]);
            refuses(graph("x", "y", tree()).constant(tensor).file(), "a tensor has");
        }
    }

    @Test
    void graphsWithinGraphsHaveALimit() {
        var graph = new ProtoWriter();
        for (int i = 0; i < 1000; i++) {
            var attribute = new ProtoWriter().text(1, "body").message(6, graph);
            graph = new ProtoWriter().message(1, new ProtoWriter().message(5, attribute));
        }
        refuses(new ProtoWriter().varint(1, 9).message(7, graph).toBytes(), "deeper in each other");
    }

    @Test
    void aFileThatEndsEarlyIsRefused() {
        var file = file(tree());
        for (int end = 0; end < file.length - 30; end++) {
            var cut = Arrays.copyOf(file, end);
            assertThatThrownBy(() -> parse(cut)).isInstanceOf(RondoException.class);
        }
    }

    @Test
    @Timeout(600)
    @DisplayName("rule 11.2: no damaged ONNX file crashes, hangs, or is more than one clear error")
    void mutationsNeverCrash() {
        var random = new Random(11);
        var goldens = OnnxGoldens.all();
        int refused = 0;
        int count = Integer.getInteger("models.onnx.mutations", 2000);
        for (int i = 0; i < count; i++) {
            var golden = goldens.get(random.nextInt(goldens.size()));
            try {
                parse(Mutations.of(golden.model(), random))
                        .infer(golden.inputs(), InferenceOptions.DEFAULT);
            } catch (RondoException e) {
                assertThat(e.kind()).isIn(ErrorKind.USER, ErrorKind.LIMIT);
                assertThat(e.getMessage()).hasSizeLessThan(2000);
                refused++;
            }
        }
        assertThat(refused).isBetween(count / 10, count);
    }
}
