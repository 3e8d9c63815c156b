package dev.rondo.inference;

import java.util.Map;
import java.util.StringTokenizer;

/**
 * One tree of a model file as parallel arrays: of its splits, and of its leaves. Their lengths are
 * right; what they say is not yet believed.
 */
final class LightgbmTree {
    final int[] feature;
    final double[] threshold;
    final int[] decision;

    /** A split's number, or a leaf's, whose bits are all turned over. */
    final int[] left;

    final int[] right;
    final double[] leaves;

    /** Where the words of each set of categories start, and where the last ends. */
    final int[] setStarts;

    /** Sets of categories as bits, 32 to a word. */
    final int[] sets;

    private LightgbmTree(Map<String, String> fields) {
        if (!fields.getOrDefault("is_linear", "0").equals("0")) {
            throw ModelErrors.unsupported("linear trees are not run")
                    .next("train with linear_tree=false");
        }
        leaves = numbers(fields, "leaf_value");
        int count = integers(fields, "num_leaves", 1)[0];
        if (count != leaves.length || count == 0) {
            throw ModelErrors.invalid(
                    "leaf_value has " + leaves.length + " values where " + count + " belong");
        }
        int splits = count - 1;
        feature = integers(fields, "split_feature", splits);
        threshold = numbers(fields, "threshold");
        check("threshold", threshold.length, splits);
        decision = integers(fields, "decision_type", splits);
        left = integers(fields, "left_child", splits);
        right = integers(fields, "right_child", splits);
        setStarts = integers(fields, "cat_boundaries");
        sets = words(fields.getOrDefault("cat_threshold", ""));
    }

    static LightgbmTree of(Map<String, String> fields) {
        try {
            return new LightgbmTree(fields);
        } catch (NumberFormatException e) {
            throw ModelErrors.invalid("a number is missing").causedBy(e);
        }
    }

    private static int[] integers(Map<String, String> fields, String field, int length) {
        var values = integers(fields, field);
        check(field, values.length, length);
        return values;
    }

    private static void check(String field, int length, int needed) {
        if (length != needed) {
            throw ModelErrors.invalid(
                    field + " has " + length + " values where " + needed + " belong");
        }
    }

    private static int[] integers(Map<String, String> fields, String field) {
        var values = new IntList();
        var tokens = new StringTokenizer(fields.getOrDefault(field, ""), " ");
        while (tokens.hasMoreTokens()) {
            values.add(Integer.parseInt(tokens.nextToken()));
        }
        return values.toArray();
    }

    private static int[] words(String text) {
        var values = new IntList();
        var tokens = new StringTokenizer(text, " ");
        while (tokens.hasMoreTokens()) {
            values.add(Integer.parseUnsignedInt(tokens.nextToken()));
        }
        return values.toArray();
    }

    private static double[] numbers(Map<String, String> fields, String field) {
        var values = new DoubleList();
        var tokens = new StringTokenizer(fields.getOrDefault(field, ""), " ");
        while (tokens.hasMoreTokens()) {
            values.add(number(tokens.nextToken()));
        }
        return values.toArray();
    }

    private static double number(String token) {
        return switch (token) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(token);
        };
    }
}
