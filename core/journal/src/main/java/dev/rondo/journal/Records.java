package dev.rondo.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What readers see: the segments and the number of records. One writer at a time publishes; it
 * shows a record only after its bytes, so readers need no lock.
 */
final class Records {
    private final FileLayer files;
    private volatile List<Segment> segments;
    private volatile long size;

    Records(FileLayer files, List<Segment> segments, long size) {
        this.files = files;
        this.segments = List.copyOf(segments);
        this.size = size;
    }

    long size() {
        return size;
    }

    Segment active() {
        return segments.getLast();
    }

    /** See {@link Journal#drop}. */
    synchronized int drop(Retention retention, Instant now) throws IOException {
        int dropped = 0;
        while (segments.size() > 1 && !keeps(retention, now)) {
            files.delete(segments.getFirst().file());
            segments = List.copyOf(segments.subList(1, segments.size()));
            dropped++;
        }
        return dropped;
    }

    private boolean keeps(Retention retention, Instant now) throws IOException {
        long bytes = segments.stream().mapToLong(Segment::end).sum();
        return bytes <= retention.bytes()
                && !files.lastModified(segments.getFirst().file())
                        .isBefore(now.minus(retention.age()));
    }

    synchronized void begin(Segment segment) {
        var longer = new ArrayList<>(segments);
        longer.add(segment);
        segments = List.copyOf(longer);
    }

    /** Makes records readable that end at this offset of the active segment. */
    void publish(long endOffset, long newSize) {
        active().publish(endOffset);
        size = newSize;
    }

    /** Visits the records with {@code from <= sequence < to}, as far as they are published. */
    void visit(long from, long to, Journal.Visitor visitor) throws IOException {
        long until = Math.min(to, size);
        var present = segments;
        for (int i = firstOf(present, from); i < present.size(); i++) {
            var segment = present.get(i);
            if (Math.max(from, segment.firstSequence()) >= until) {
                return;
            }
            long last = i + 1 < present.size() ? present.get(i + 1).firstSequence() : size;
            long start = Math.max(from, segment.firstSequence());
            var some = new Delivery(start, visitor);
            try {
                if (!segment.visit(files, start, Math.min(until, last), last, some)) {
                    return;
                }
            } catch (NoSuchFileException e) {
                // Taken away since the list was made, as the oldest segments may be.
            }
        }
    }

    private static int firstOf(List<Segment> present, long from) {
        int low = 0;
        for (int high = present.size() - 1; low < high; ) {
            int middle = (low + high + 1) >>> 1;
            if (present.get(middle).firstSequence() <= from) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Hands over the records from a sequence on, and the damage that concerns them. */
    private record Delivery(long from, Journal.Visitor visitor) implements FrameVisitor {
        @Override
        public boolean accept(Frame frame) {
            return !frame.isRecord()
                    || frame.sequence() < from
                    || visitor.accept(frame.sequence(), frame.payload());
        }

        @Override
        public void damaged(Damage damage) {
            boolean nothingLost = damage.from() == damage.to();
            if (damage.to() > from || (nothingLost && damage.from() == from)) {
                visitor.damaged(damage);
            }
        }
    }
}
