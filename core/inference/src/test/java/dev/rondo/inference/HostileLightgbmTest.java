package dev.rondo.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.RondoException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostileLightgbmTest {
    /** x0 <= 0.5 ? (x1 in {0, 33} ? 1 : 2) : 3, missing left. */
    static String text() {
        return """
        tree
        version=v4
        num_class=1
        num_tree_per_iteration=1
        label_index=0
        max_feature_idx=1
        objective=binary sigmoid:1
        feature_names=age plan
        feature_infos=none none

        Tree=0
        num_leaves=3
        num_cat=1
        split_feature=0 1
        threshold=0.5 0
        decision_type=10 1
        left_child=1 -1
        right_child=-3 -2
        leaf_value=1 2 3
        cat_boundaries=0 2
        cat_threshold=1 2
        is_linear=0
        shrinkage=1


        end of trees
        """;
    }

    @Test
    void theSampleIsRight() {
        var model = LightgbmModel.load(Samples.bytes(text()));
        double[] rows = {0.5, 0, 0.5, 33, 0.5, 1, 0.6, 0, Double.NaN, 0, 0, Double.NaN, 0, -1};
        assertThat(model.margins(rows)).containsExactly(1, 1, 2, 3, 1, 2, 2);
        assertThat(model.featureNames()).containsExactly("age", "plan");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "left_child=1 -1|left_child=0 -1|node 0 is reached twice",
                "left_child=1 -1|left_child=2 -1|a child's number is 2 of 2",
                "left_child=1 -1|left_child=1 -4|a child's number is -4 of 2",
                "left_child=1 -1|left_child=1|left_child has 1 values where 2 belong",
                "left_child=1 -1|left_child=1 x|a number is missing",
                "num_leaves=3|num_leaves=4|leaf_value has 3 values where 4 belong",
                "leaf_value=1 2 3|leaf_value=1 2 nan|a number is missing",
                "leaf_value=1 2 3|leaf_value=1 2 inf|a leaf's value is Infinity",
                "threshold=0.5 0|threshold=NaN 0|a threshold is no number",
                "threshold=0.5 0|threshold=0.5 1|the set of categories 1",
                "cat_boundaries=0 2|cat_boundaries=0 3|categories 0 to 3 of 2",
                "cat_boundaries=0 2|cat_boundaries=1 0|categories 1 to 0 of 2",
                "cat_threshold=1 2|cat_threshold=0 0|has no categories",
                "split_feature=0 1|split_feature=0 2|feature 2 of 2",
                "decision_type=10 1|decision_type=14 1|decision_type 14",
                "is_linear=0|is_linear=1|linear trees are not run",
                "max_feature_idx=1|max_feature_idx=9999999|feature_names has 2 values",
                "max_feature_idx=1|max_feature_idx=-1|max_feature_idx is no whole number",
                "num_tree_per_iteration=1|num_tree_per_iteration=2|1 trees for 2",
                "num_tree_per_iteration=1|num_tree_per_iteration=0|1 trees for 0",
                "objective=binary sigmoid:1|objective=mystery|the objective is not run",
                "objective=binary sigmoid:1|objective=binary sigmoid:x|sigmoid is no number",
                "version=v4|version=v9|this version of the text format is not read",
                "end of trees|end|a tree is missing",
                "label_index=0|num_class=1|a field comes twice",
            })
    void saysWhatIsWrong(String old, String replacement, String error) {
        assertThat(text()).contains(old);
        var changed = text().replace(old, replacement);
        assertThatThrownBy(() -> LightgbmModel.load(Samples.bytes(changed)))
                .isInstanceOf(RondoException.class)
                .hasMessageContaining(error);
    }

    @Test
    void aFileThatEndsEarlyIsRefused() {
        var text = text();
        for (int end = 5; end < text.length() - 14; end += 7) {
            var cut = text.substring(0, end);
            assertThatThrownBy(() -> LightgbmModel.load(Samples.bytes(cut)))
                    .isInstanceOf(RondoException.class);
        }
    }
}
