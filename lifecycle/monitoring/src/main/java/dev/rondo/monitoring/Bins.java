package dev.rondo.monitoring;

import java.util.Arrays;

/** Two samples' counts over the same bins, without the bins that are empty in both. */
@SuppressWarnings("ArrayRecordComponent") // counts by index
record Bins(long[] a, long[] b) {
    static Bins keepUsed(long[] a, long[] b) {
        var keptA = new long[a.length];
        var keptB = new long[a.length];
        int kept = 0;
        for (int i = 0; i < a.length; i++) {
            if (a[i] + b[i] > 0) {
                keptA[kept] = a[i];
                keptB[kept++] = b[i];
            }
        }
        return new Bins(Arrays.copyOf(keptA, kept), Arrays.copyOf(keptB, kept));
    }

    static int used(long[] a, long[] b) {
        return keepUsed(a, b).a.length;
    }

    /** Whether one of the samples is empty. */
    boolean empty() {
        return Arrays.stream(a).sum() == 0 || Arrays.stream(b).sum() == 0;
    }
}
