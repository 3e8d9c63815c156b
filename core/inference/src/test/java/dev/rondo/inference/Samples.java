package dev.rondo.inference;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.measures.CostMatrix;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A small model whose answers can be checked by hand. */
final class Samples {
    static final Signature SIGNATURE =
            new Signature(
                    List.of(
                            new Column("tenure", ColumnType.NUMBER, true),
                            new Column("plan", ColumnType.CATEGORY, true),
                            new Column("senior", ColumnType.BOOLEAN, false),
                            new Column("since", ColumnType.DATE, true)));

    static final Encoder ENCODER =
            Encoder.fit(SIGNATURE, Map.of("plan", List.of("basic", "plus", "pro")));

    static final Target TARGET = new Target("churn", "Yes", "No");

    static final DecisionPolicy POLICY =
            new DecisionPolicy(0.25, new CostMatrix(60, -40, -100, 0), "p1");

    private Samples() {}

    /**
     * Two trees: the first splits on tenure < 12 (0.5 : -0.25, missing left), the second on plan in
     * {pro} (right: 1.0, left: the split on senior < 0.5 with -0.125 : 0.125).
     */
    static String json() {
        var trees =
                tree(
                                0,
                                3,
                                "\"left_children\":[1,-1,-1],\"right_children\":[2,-1,-1]",
                                "\"parents\":[2147483647,0,0]",
                                "\"split_indices\":[0,0,0],\"default_left\":[1,0,0]",
                                "\"split_conditions\":[12.0,0.5,-0.25],\"split_type\":[0,0,0]",
                                "\"categories_nodes\":[],\"categories_segments\":[]",
                                "\"categories_sizes\":[],\"categories\":[]")
                        + ","
                        + tree(
                                1,
                                5,
                                "\"left_children\":[1,3,-1,-1,-1]",
                                "\"right_children\":[2,4,-1,-1,-1]",
                                "\"parents\":[2147483647,0,0,1,1]",
                                "\"split_indices\":[1,2,0,0,0],\"default_left\":[1,0,0,0,0]",
                                "\"split_conditions\":[NaN,0.5,1.0,-0.125,0.125]",
                                "\"split_type\":[1,0,0,0,0],\"categories_nodes\":[0]",
                                "\"categories_segments\":[0],\"categories_sizes\":[1]",
                                "\"categories\":[2]");
        return """
        {"learner":{"attributes":{},
        "feature_names":["tenure","plan","senior","since"],"feature_types":["q","c","q","q"],
        "gradient_booster":{"model":{
        "gbtree_model_param":{"num_parallel_tree":"1","num_trees":"2"},
        "tree_info":[0,0],"trees":[%s]},"name":"gbtree"},
        "learner_model_param":{"base_score":"[5E-1]","num_class":"0","num_feature":"4",
        "num_target":"1"},
        "objective":{"name":"binary:logistic","reg_loss_param":{"scale_pos_weight":"1"}}},
        "version":[3,2,0]}
        """
                .formatted(trees);
    }

    private static String tree(int id, int nodes, String... fields) {
        var zeros = "[" + String.join(",", Collections.nCopies(nodes, "0E0")) + "]";
        return "{\"id\":%d,%s,\"base_weights\":%s,\"loss_changes\":%s,\"sum_hessian\":%s,"
                        .formatted(id, String.join(",", List.of(fields)), zeros, zeros, zeros)
                + "\"tree_param\":{\"num_deleted\":\"0\",\"num_feature\":\"4\","
                + "\"num_nodes\":\"%d\",\"size_leaf_vector\":\"1\"}}".formatted(nodes);
    }

    static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    static ModelPackage modelPackage() {
        return new ModelPackage(
                ENCODER,
                TARGET,
                POLICY,
                bytes(json()),
                Map.of("run_id", "0123456789abcdef0123456789abcdef", "on", "2026-11-25"));
    }
}
