package dev.rondo.journal;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Decides which bytes a file has after power loss. */
interface Survival {
    /** A write, or a truncation when there are no bytes. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Change(long position, byte[] bytes) {
        boolean truncates() {
            return bytes.length == 0;
        }
    }

    byte[] of(byte[] synced, List<Change> changes);

    static Survival nothing() {
        return (synced, changes) -> synced;
    }

    /** Changes in order, and of what they write this many bytes in all. */
    static Survival prefix(int bytes) {
        return (synced, changes) -> {
            var content = synced;
            int left = bytes;
            for (var change : changes) {
                int kept = Math.min(left, change.bytes().length);
                content = apply(content, change, 0, kept);
                left -= kept;
            }
            return content;
        };
    }

    /** Any sectors of what was written, the file's size being already that of all of it or not. */
    static Survival sectors(int sectorBytes, SplittableRandom random) {
        return (synced, changes) -> {
            var content = synced;
            for (var change : changes) {
                for (int from = 0; from < change.bytes().length; from += sectorBytes) {
                    if (random.nextBoolean()) {
                        int to = Math.min(from + sectorBytes, change.bytes().length);
                        content = apply(content, change, from, to);
                    }
                }
                if (random.nextBoolean()) {
                    int end = (int) change.position() + change.bytes().length;
                    content = Arrays.copyOf(content, Math.max(content.length, end));
                }
            }
            return content;
        };
    }

    private static byte[] apply(byte[] content, Change change, int from, int to) {
        int position = (int) change.position();
        if (change.truncates()) {
            return Arrays.copyOf(content, position);
        }
        if (from == to) {
            return content;
        }
        var longer = Arrays.copyOf(content, Math.max(content.length, position + to));
        System.arraycopy(change.bytes(), from, longer, position + from, to - from);
        return longer;
    }
}
