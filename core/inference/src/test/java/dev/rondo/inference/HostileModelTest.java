package dev.rondo.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostileModelTest {
    @Test
    @Timeout(600)
    @DisplayName("rule 11.2: no damaged model file crashes, hangs, or is more than one clear error")
    void mutationsNeverCrash() {
        var random = new Random(7);
        var goldens = TreeGoldens.all();
        int refused = 0;
        int count = Integer.getInteger("models.mutations", 2000);
        for (int i = 0; i < count; i++) {
            var golden = goldens.get(random.nextInt(goldens.size()));
            try {
                var model = TreeModelFiles.parse(Mutations.of(golden.model(), random));
                if (model.features() < 1000) {
                    model.margins(rows(model.features(), random));
                }
            } catch (RondoException e) {
                assertThat(e.kind()).isIn(ErrorKind.USER, ErrorKind.LIMIT);
                assertThat(e.getMessage()).hasSizeLessThan(2000);
                refused++;
            }
        }
        assertThat(refused).isBetween(count / 10, count);
    }

    /** One row, or as many as are led through the trees together. */
    private static double[] rows(int features, Random random) {
        var rows = new double[features * (random.nextBoolean() ? 1 : 20)];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = random.nextInt(4) == 0 ? Double.NaN : random.nextDouble() * 20 - 5;
        }
        return rows;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1,-1,-1]|[0,-1,-1]|node 0 is reached twice",
                "[1,-1,-1]|[1,1,-1]|node 1 is reached twice",
                "[1,-1,-1]|[7,-1,-1]|a child's number is 7 of 3",
                "[1,-1,-1]|[-2,-1,-1]|a child's number is -2 of 3",
                "[1,-1,-1]|[99999999999,-1,-1]|a child's number is -2147483648 of 3",
                "[1,-1,-1]|[-1,-1]|right_children has 3 values where 2 belong",
                "[1,-1,-1]|[1.5,-1,-1]|a whole number is missing",
                "[1,-1,-1]|[]|the tree has no nodes",
                "[0,0,0]|[4,0,0]|feature 4 of 4",
                "[0,0,0]|[-1,0,0]|feature -1 of 4",
                "[12.0,0.5,-0.25]|[12.0,1e99,-0.25]|a leaf's value is Infinity",
                "\"num_class\":\"0\",\"num_feature\":\"4\"|\"num_feature\":\"2\"|feature_names has 4 values",
                "\"num_class\":\"0\",\"num_feature\":\"4\"|\"num_feature\":\"-4\"|num_feature is no whole number",
                "\"num_trees\":\"2\"|\"num_trees\":\"3\"|do not agree",
                "\"tree_info\":[0,0]|\"tree_info\":[0,1]|an output that there is not",
                "\"num_class\":\"0\"|\"num_class\":\"10001\"|more than 10000 outputs",
                "\"size_leaf_vector\":\"1\"|\"size_leaf_vector\":\"2\"|is not the number of outputs",
                "\"categories_sizes\":[1]|\"categories_sizes\":[2]|categories 0 to 2 of 1",
                "\"categories_sizes\":[1]|\"categories_sizes\":[0]|categories 0 to 0 of 1",
                "\"categories_segments\":[0]|\"categories_segments\":[-1]|categories -1 to 0",
                "\"categories_nodes\":[0]|\"categories_nodes\":[1]|has no categories",
                "\"categories\":[2]|\"categories\":[16777216]|number is out of range",
                "binary:logistic|multi:softprob|num_class is 0",
                "binary:logistic|reg:mystery|\"reg:mystery\" is not run",
                "\"name\":\"gbtree\"|\"name\":\"gblinear\"|\"gblinear\" is not run",
                "\"name\":\"gbtree\"|\"name\":\"dart\"|weight_drop has 0 values for 2",
                "[5E-1]|[5E-1,1]|base_score has 2 values for 1 outputs",
                "[5E-1]|[]|base_score is no number",
                "[5E-1]|[1E99]|base_score is out of range",
                "[5E-1]|[7]|base_score 7.0 is no probability",
                "\"version\":|\"learner\":{},\"version\":|\"learner\" comes twice",
                "\"version\":|\"x\":|",
            })
    void saysWhatIsWrong(String old, String replacement, String error) {
        var json = Samples.json();
        assertThat(json).contains(old);
        var changed = json.replaceFirst(Pattern.quote(old), Matcher.quoteReplacement(replacement));
        if (error == null) {
            assertThat(XgboostModel.load(Samples.bytes(changed)).version()).isEmpty();
            return;
        }
        assertThatThrownBy(() -> XgboostModel.load(Samples.bytes(changed)))
                .isInstanceOf(RondoException.class)
                .hasMessageContaining(error);
    }

    @ParameterizedTest
    @CsvSource({
        "7b 4c 7fffffffffffffff, a value claims a length of 9223372036854775807",
        "7b 4c ffffffffffffffff, a value claims a length of -1",
        "7b 69 01 78 5b 24 64 23 4c 0fffffffffffffff, an array claims",
        "7b 69 01 78 5b 24 54 23 4c 0fffffffffffffff, a value is missing",
        "7b 69 01 78 5b 23 4c 0fffffffffffffff, a value claims a length of",
        "7b 69 01 78 48 69 7f, a value claims a length of 127",
        "7b 69 01 78 3f, a value is missing",
        "7b 69 01 78, the file ends in the middle of a value",
        "7b 69 01 78 5a 69 01 78 5a 7d, \"x\" comes twice",
        "7b 7d 00, the model is not valid JSON",
        "7b 69 01 78 5a 7d 00, something follows the model",
    })
    void ubjsonThatLiesIsRefused(String hex, String error) {
        var bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertThatThrownBy(() -> XgboostModel.load(bytes))
                .isInstanceOf(RondoException.class)
                .hasMessageContaining(error);
    }

    @Test
    @DisplayName("rule 11.2: nesting has a limit")
    void nestingIsLimited() {
        var ubj = new ByteArrayOutputStream();
        ubj.writeBytes(new byte[] {'{', 'i', 1, 'x'});
        var brackets = new byte[1_000_000];
        Arrays.fill(brackets, (byte) '[');
        ubj.writeBytes(brackets);
        assertThatThrownBy(() -> XgboostModel.load(ubj.toByteArray()))
                .hasMessageContaining("nest deeper than 100");

        var json = "{\"x\":" + "[".repeat(1_000_000);
        assertThatThrownBy(() -> XgboostModel.load(Samples.bytes(json)))
                .isInstanceOf(RondoException.class);
    }

    @Test
    @DisplayName("rule 11.2: a file cannot fill the memory with what costs it few bytes")
    void amplificationIsLimited() {
        var trees = "{\"learner\":{\"gradient_booster\":{\"model\":{\"trees\":[";
        assertThatThrownBy(() -> XgboostModel.load(Samples.bytes(trees + "{},".repeat(9))))
                .hasMessageContaining("tree 0: the tree has no nodes");
        var names = "{\"learner\":{\"feature_names\":[" + "\"\",".repeat(1_000_001);
        assertThatThrownBy(() -> XgboostModel.load(Samples.bytes(names)))
                .hasMessageContaining("1000000 features");
        var fields = new StringBuilder("{");
        for (int i = 0; i < 10_001; i++) {
            fields.append('"').append(i).append("\":1,");
        }
        assertThatThrownBy(() -> XgboostModel.load(Samples.bytes(fields.toString())))
                .hasMessageContaining("10000 fields");
    }

    @ParameterizedTest
    @CsvSource({"'', neither", "binf0000, neither", "'[]', neither", "{}, objective", "'{ ', JSON"})
    void otherFilesAreRefused(String text, String error) {
        assertThatThrownBy(() -> XgboostModel.load(Samples.bytes(text)))
                .isInstanceOf(RondoException.class)
                .hasMessageContaining(error);
    }
}
