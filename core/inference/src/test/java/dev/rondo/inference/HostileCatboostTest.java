package dev.rondo.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.RondoException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostileCatboostTest {
    /** One tree of depth 2: bit 0 is x above 1, bit 1 is y above 5. */
    private static final String MODEL =
            """
            {"features_info": {"float_features": [
              {"feature_index": 0, "flat_feature_index": 0, "feature_id": "x",
               "nan_value_treatment": "AsFalse", "borders": [1]},
              {"feature_index": 1, "flat_feature_index": 1, "feature_id": "y",
               "nan_value_treatment": "AsTrue", "borders": [5]}]},
             "model_info": {"params": {"loss_function": {"type": "RMSE"}}},
             "oblivious_trees": [{"leaf_values": [1, 2, 3, 4], "splits": [
              {"border": 1, "float_feature_index": 0, "split_index": 0,
               "split_type": "FloatFeature"},
              {"border": 5, "float_feature_index": 1, "split_index": 1,
               "split_type": "FloatFeature"}]}],
             "scale_and_bias": [2, [10]]}
            """;

    private static TreeModel load(String text) {
        return TreeModelFiles.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** By hand: 10 + 2 times the leaf. */
    @Test
    void bordersScaleAndBias() {
        var model = load(MODEL);
        double nan = Double.NaN;
        double[] rows = {1, 5, 1.0000001, 5, 1, 6, 2, 6, nan, 0, nan, nan};
        assertThat(model.margins(rows)).containsExactly(12, 14, 16, 18, 12, 16);
        assertThat(model.predict(rows)).containsExactly(12, 14, 16, 18, 12, 16);
        assertThat(model.featureNames()).containsExactly("x", "y");
        assertThat(load(MODEL.replace("[10]", "10")).margins(rows)).startsWith(12, 14);
    }

    @ParameterizedTest
    @CsvSource({
        "'[1, 2, 3, 4]', '[1, 2, 3]', 3 values of leaves for 2 splits",
        "'[1, 2, 3, 4]', '[]', 0 values of leaves for 2 splits",
        "'[1, 2, 3, 4]', '[1, 2, 3, 1e999]', a leaf's value is Infinity",
        "'\"border\": 5', '\"border\": 1e99', a border is Infinity",
        "'\"border\": 5,', '', 2 features and 1 borders",
        "float_feature_index\": 1, float_feature_index\": 7, there is no feature 7",
        "flat_feature_index\": 1, flat_feature_index\": -1, a feature's number is out of range",
        "'\"feature_index\": 1', '\"feature_index\": 0', two features have the number 0",
        "float_features, categorical_features, the model has categorical_features",
        "FloatFeature, OneHotFeature, only splits by number",
        "oblivious_trees, trees, trees that are not symmetric",
        "RMSE, Mine, the loss function \"Mine\" is not run",
        "'[10]', '[10, 11]', 2 biases for 1 outputs",
        "'[2, [10]]', '[]', scale_and_bias has no scale",
    })
    void whatCannotBeRunIsRefused(String part, String instead, String error) {
        assertThat(MODEL).contains(part);
        assertThatThrownBy(() -> load(MODEL.replace(part, instead)))
                .isInstanceOf(RondoException.class)
                .hasMessageContaining(error);
    }
}
