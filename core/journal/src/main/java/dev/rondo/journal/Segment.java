package dev.rondo.journal;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One file of a journal: a header, then frames up to its end. Safe for many threads. */
final class Segment {
    private static final String SUFFIX = ".journal";
    private static final int DIGITS = 19;
    private static final int BUFFER_BYTES = 32 << 10;

    private final Path file;
    private final long firstSequence;
    private final @Nullable FrameCodec codec;
    private @Nullable SegmentIndex index;
    private volatile long end;

    /**
     * @param codec null when the segment's header is damaged, so that none of it can be read
     * @param index null to have it built when it is needed
     */
    Segment(
            Path file,
            long firstSequence,
            @Nullable FrameCodec codec,
            @Nullable SegmentIndex index,
            long end) {
        this.file = file;
        this.firstSequence = firstSequence;
        this.codec = codec;
        this.index = index;
        this.end = end;
    }

    static Path file(Path directory, long firstSequence) {
        var digits = Long.toString(firstSequence);
        return directory.resolve("0".repeat(DIGITS - digits.length()) + digits + SUFFIX);
    }

    /** The first sequence that the file's name states, or -1 if it is no segment. */
    static long firstSequence(Path file) {
        var name = file.getFileName().toString();
        if (name.length() != DIGITS + SUFFIX.length() || !name.endsWith(SUFFIX)) {
            return -1;
        }
        var digits = name.substring(0, DIGITS);
        return digits.chars().allMatch(c -> c >= '0' && c <= '9') ? parse(digits) : -1;
    }

    private static long parse(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    Path file() {
        return file;
    }

    String name() {
        return file.getFileName().toString();
    }

    long firstSequence() {
        return firstSequence;
    }

    /** Where the readable part ends, in bytes. */
    long end() {
        return end;
    }

    /** Makes what has been written up to here readable. */
    void publish(long newEnd) {
        end = newEnd;
    }

    FrameCodec codec() {
        if (codec == null) {
            throw new IllegalStateException("the header of " + name() + " is damaged");
        }
        return codec;
    }

    /**
     * Visits the intact frames in order, from the last indexed record not behind {@code from} on,
     * until record {@code to - 1}.
     *
     * @param last the sequence after the segment's last record
     * @return false when the visitor has stopped
     */
    boolean visit(FileLayer files, long from, long to, long last, FrameVisitor visitor)
            throws IOException {
        if (codec == null) {
            visitor.damaged(new Damage(name(), 0, firstSequence, last));
            return true;
        }
        var start = from == firstSequence ? start() : index(files, last).floor(from);
        return walk(files, start, to, last, visitor);
    }

    private boolean walk(
            FileLayer files, SegmentIndex.Entry start, long to, long last, FrameVisitor visitor)
            throws IOException {
        try (var open = files.openForReading(file)) {
            var reader = new FrameReader(open, codec(), end, BUFFER_BYTES);
            long expected = start.sequence();
            long offset = start.offset();
            while (expected < to) {
                var frame = reader.at(offset);
                if (frame == null || frame.sequence() != expected) {
                    var next = reader.search(offset, expected);
                    long resumed = next == null ? last : next.sequence();
                    visitor.damaged(new Damage(name(), offset, expected, resumed));
                    if (next == null) {
                        return true;
                    }
                    expected = resumed;
                    offset = next.offset();
                } else if (visitor.accept(frame)) {
                    expected += frame.isRecord() ? 1 : 0;
                    offset = frame.end();
                } else {
                    return false;
                }
            }
            return true;
        }
    }

    SegmentIndex.Entry start() {
        return new SegmentIndex.Entry(firstSequence, SegmentHeader.BYTES);
    }

    private synchronized SegmentIndex index(FileLayer files, long last) throws IOException {
        if (index == null) {
            var built = new SegmentIndex(firstSequence);
            walk(files, start(), last, last, new Indexing(built));
            index = built;
        }
        return index;
    }

    private record Indexing(SegmentIndex index) implements FrameVisitor {
        @Override
        public boolean accept(Frame frame) {
            if (frame.isRecord()) {
                index.add(frame.sequence(), frame.offset());
            }
            return true;
        }

        @Override
        public void damaged(Damage damage) {
            // Reported to whoever reads there.
        }
    }
}
