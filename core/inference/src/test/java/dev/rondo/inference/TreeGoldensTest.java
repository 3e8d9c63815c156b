package dev.rondo.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TreeGoldensTest {
    static List<TreeGoldens.Golden> goldens() {
        return TreeGoldens.all();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    @DisplayName("rule 8.5: margins and most answers are bit-equal to the framework's")
    void agreesWithTheFramework(TreeGoldens.Golden golden) {
        var model = TreeModelFiles.parse(golden.model());

        var margins = answer(model, golden.rows(), true);
        assertThat(bits(margins)).isEqualTo(bits(golden.margins()));
        checkAnswers(answer(model, golden.rows(), false), golden);
    }

    private static void checkAnswers(Object answers, TreeGoldens.Golden golden) {
        int ulps = ulps(golden.about());
        var ours = bits(answers);
        var theirs = bits(golden.answers());
        assertThat(ours).hasSameSizeAs(theirs);
        for (int i = 0; i < ours.length; i++) {
            assertThat(Math.abs(ours[i] - theirs[i])).as("answer %s", i).isLessThanOrEqualTo(ulps);
        }
    }

    /** CatBoost's exp is an approximation of its own, and log1p is not the C library's. */
    private static int ulps(String about) {
        if (about.matches("catboost (MultiClass|Poisson|Tweedie)")) {
            return 10;
        }
        return about.startsWith("cross_entropy_lambda") ? 2 : 0;
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void aRowAloneHasTheMarginThatItHasAmongOthers(TreeGoldens.Golden golden) {
        var model = TreeModelFiles.parse(golden.model());
        int features = model.features();
        int outputs = model.outputs();
        for (int row = 0; row < Array.getLength(golden.rows()) / features; row++) {
            var alone = answer(model, part(golden.rows(), row, features), true);
            assertThat(bits(alone)).isEqualTo(bits(part(golden.margins(), row, outputs)));
        }
    }

    /** A large block, a small one, and some rows that are left. */
    @ParameterizedTest
    @MethodSource("goldens")
    void hundredsOfRowsHaveTheMarginsThatAFewHave(TreeGoldens.Golden golden) {
        var model = TreeModelFiles.parse(golden.model());
        var margins = answer(model, repeated(golden.rows()), true);
        assertThat(bits(margins)).isEqualTo(bits(repeated(golden.margins())));
    }

    private static Object repeated(Object values) {
        int length = Array.getLength(values);
        var many = Array.newInstance(values.getClass().getComponentType(), 9 * length);
        for (int i = 0; i < 9; i++) {
            System.arraycopy(values, 0, many, i * length, length);
        }
        return many;
    }

    @Test
    void goldensCoverWhatTheyAreFor() {
        var about = goldens().stream().map(TreeGoldens.Golden::about).collect(Collectors.toSet());
        for (var objective :
                List.of(
                        "binary:hinge",
                        "multi:softmax",
                        "multi:softprob",
                        "reg:quantileerror",
                        "survival:cox",
                        "rank:ndcg",
                        "dart",
                        "multi_output_tree",
                        "multiclassova",
                        "poisson",
                        "rf",
                        "cross_entropy_lambda",
                        "lambdarank",
                        "catboost MultiClass",
                        "catboost Logloss")) {
            assertThat(about).as(objective).anyMatch(text -> text.contains(objective));
        }
    }

    private static Object answer(TreeModel model, Object rows, boolean margin) {
        int columns = model.features();
        return model.answer(
                rows instanceof float[] floats
                        ? Rows.of(floats, columns)
                        : Rows.of((double[]) rows, columns),
                margin);
    }

    private static Object part(Object values, int index, int size) {
        int from = index * size;
        return values instanceof float[] floats
                ? Arrays.copyOfRange(floats, from, from + size)
                : Arrays.copyOfRange((double[]) values, from, from + size);
    }

    private static long[] bits(Object values) {
        var bits = new long[Array.getLength(values)];
        for (int i = 0; i < bits.length; i++) {
            bits[i] =
                    values instanceof float[] floats
                            ? Float.floatToIntBits(floats[i])
                            : Double.doubleToLongBits(((double[]) values)[i]);
        }
        return bits;
    }
}
