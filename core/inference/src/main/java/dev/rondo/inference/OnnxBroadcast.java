package dev.rondo.inference;

import java.util.Arrays;

/** Which values of two tensors belong together, by NumPy's rules of broadcasting. */
final class OnnxBroadcast {
    private final long[] shape;
    private final int count;
    private final int[] sizes;
    private final int[] firstSteps;
    private final int[] secondSteps;
    private final boolean same;

    private OnnxBroadcast(long[] a, long[] b) {
        int rank = Math.max(a.length, b.length);
        shape = new long[rank];
        firstSteps = new int[rank];
        secondSteps = new int[rank];
        int firstStep = 1;
        int secondStep = 1;
        for (int i = rank - 1; i >= 0; i--) {
            long x = size(a, i - rank + a.length);
            long y = size(b, i - rank + b.length);
            if (x != y && x != 1 && y != 1) {
                throw OnnxShapes.wrong(
                        "shapes " + Arrays.toString(a) + " and " + Arrays.toString(b) + " differ");
            }
            shape[i] = x == 1 ? y : x;
            firstSteps[i] = x == 1 ? 0 : firstStep;
            secondSteps[i] = y == 1 ? 0 : secondStep;
            firstStep *= (int) x;
            secondStep *= (int) y;
        }
        count = OnnxShapes.count(elements());
        sizes = Arrays.stream(shape).mapToInt(size -> (int) size).toArray();
        same = Arrays.equals(a, b);
    }

    static OnnxBroadcast of(long[] a, long[] b) {
        return new OnnxBroadcast(a, b);
    }

    private static long size(long[] shape, int dimension) {
        return dimension < 0 ? 1 : shape[dimension];
    }

    private long elements() {
        long elements = 1;
        for (long size : shape) {
            if (size > 0 && elements > Integer.MAX_VALUE / size) {
                return Long.MAX_VALUE;
            }
            elements *= size;
        }
        return elements;
    }

    long[] shape() {
        return shape;
    }

    int count() {
        return count;
    }

    /** Where the first tensor's value for a result stands. */
    int first(int result) {
        return same ? result : place(result, firstSteps);
    }

    int second(int result) {
        return same ? result : place(result, secondSteps);
    }

    private int place(int result, int[] steps) {
        int left = result;
        int place = 0;
        for (int i = sizes.length - 1; i >= 0; i--) {
            place += left % sizes[i] * steps[i];
            left /= sizes[i];
        }
        return place;
    }
}
