package dev.rondo.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the last segment to find where it ends. At a bad frame there are two cases. Some intact
 * frame behind it belongs to a write that began behind it: then the bad one had been written whole,
 * so it is damage, and the scan goes on. Otherwise it belongs to the last write, of which a crash
 * may have left any part: that is a torn tail. So is an append of which only the first records are
 * there.
 */
final class TailScan {
    private final Segment segment;
    private final FrameReader reader;
    private final SegmentIndex index;
    private final List<Damage> damages = new ArrayList<>();
    private long offset = SegmentHeader.BYTES;
    private long sequence;
    private boolean marked;

    /** Where the last append that is there as a whole ends. */
    private long wholeOffset = SegmentHeader.BYTES;

    private long wholeSequence;

    TailScan(Segment segment, FrameReader reader, SegmentIndex index) throws IOException {
        this.segment = segment;
        this.reader = reader;
        this.index = index;
        this.sequence = segment.firstSequence();
        this.wholeSequence = sequence;
        boolean more = true;
        while (more) {
            var frame = reader.at(offset);
            more = (frame != null && frame.sequence() == sequence) ? take(frame) : skip();
        }
        index.cut(wholeSequence);
    }

    private boolean take(Frame frame) {
        marked = !frame.isRecord();
        if (frame.isRecord()) {
            index.add(sequence, offset);
            sequence++;
        }
        offset = frame.end();
        if (!frame.continues()) {
            whole();
        }
        return true;
    }

    private void whole() {
        wholeOffset = offset;
        wholeSequence = sequence;
    }

    /** Moves behind a damaged place; returns false at the end or a torn tail. */
    private boolean skip() throws IOException {
        var survivor = reader.search(offset, sequence);
        if (survivor == null) {
            return false;
        }
        long resumed = survivor.sequence();
        long resumedOffset = survivor.offset();
        if (!writtenLater(survivor)) {
            return false;
        }
        damages.add(new Damage(segment.name(), offset, sequence, resumed));
        sequence = resumed;
        offset = resumedOffset;
        whole();
        return true;
    }

    private boolean writtenLater(Frame survivor) throws IOException {
        for (var frame = survivor; frame != null; ) {
            if (frame.groupOffset() > offset) {
                return true;
            }
            frame = reader.search(frame.end(), frame.sequence());
        }
        return false;
    }

    /** The offset behind the last whole append. */
    long end() {
        return wholeOffset;
    }

    /** The sequence of the next record. */
    long size() {
        return wholeSequence;
    }

    boolean marked() {
        return marked;
    }

    List<Damage> damages() {
        return damages;
    }
}
