package dev.rondo.journal;

import dev.rondo.base.RondoException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes groups of appends to the active segment. Used by one thread at a time. */
final class GroupWriter {
    /** A write into the system's cache takes some microseconds, unless the disk cannot keep up. */
    private static final long SLOW_NANOS = 1_000_000;

    /** The last part of a segment is not quick, so that nobody quick has to begin the next one. */
    private static final int QUICK_PART = 64;

    private final Path directory;
    private final JournalOptions options;
    private final FileLayer files;
    private final String replica;
    private final Records records;
    private final GroupBuffer buffer = new GroupBuffer();

    private OpenFile file;
    private SegmentIndex index;

    /** Whether a failed write may have left bytes behind the segment's end. */
    private boolean dirty;

    /** Whether the segment ends with a closed mark. */
    private boolean marked;

    private boolean closed;

    /** How long the last write took. */
    private long writeNanos;

    private volatile boolean quick;

    GroupWriter(Path directory, JournalOptions options, OpenedJournal opened) {
        this.directory = directory;
        this.options = options;
        this.files = options.files();
        this.replica = opened.replica();
        this.records = opened.records();
        this.file = opened.activeFile();
        this.index = opened.activeIndex();
        this.marked = opened.marked();
        look();
    }

    /** See {@link Journal#quick}. */
    boolean quick() {
        return quick;
    }

    private void look() {
        long room = options.segmentBytes() - records.active().end();
        quick =
                options.durability() == Durability.PROCESS
                        && !closed
                        && !dirty
                        && writeNanos < SLOW_NANOS
                        && room > options.segmentBytes() / QUICK_PART;
    }

    /** Writes the group as a whole, or fails it as a whole and leaves no trace of it. */
    void write(List<Pending> group) {
        if (closed) {
            group.forEach(pending -> pending.fail(closedError()));
            return;
        }
        try {
            writeGroup(group);
            look();
            group.forEach(Pending::complete);
        } catch (IOException | RuntimeException | Error e) {
            clean();
            look();
            group.forEach(pending -> pending.fail(e));
        }
    }

    private static RondoException closedError() {
        return RondoException.unavailable("journal.closed", "the journal has been closed")
                .next("send it again when the server is back");
    }

    private void writeGroup(List<Pending> group) throws IOException {
        if (dirty) {
            restore();
        }
        if (records.active().end() >= options.segmentBytes()) {
            beginSegment();
        }
        var segment = records.active();
        long sequence = fill(group, segment);
        long begun = System.nanoTime();
        file.write(segment.end(), buffer.bytes(), 0, buffer.length());
        writeNanos = System.nanoTime() - begun;
        if (options.durability() == Durability.DISK) {
            file.sync();
        }
        records.publish(segment.end() + buffer.length(), sequence);
        marked = false;
    }

    /** Returns the sequence after the group's last. */
    private long fill(List<Pending> group, Segment segment) {
        buffer.reset(group.stream().mapToInt(Pending::frameBytes).sum());
        long sequence = records.size();
        for (var pending : group) {
            pending.place(sequence);
            int left = pending.payloads().size();
            for (var payload : pending.payloads()) {
                index.add(sequence, segment.end() + buffer.length());
                var header = FrameHeader.record(--left > 0, sequence++, segment.end());
                buffer.add(segment.codec(), header, payload);
            }
        }
        return sequence;
    }

    /** The closed segment is on the disk before its successor exists, whatever the durability. */
    private void beginSegment() throws IOException {
        file.sync();
        long first = records.size();
        var next = NewSegment.create(files, directory, SegmentHeader.create(replica, first));
        close(file);
        file = next.file();
        index = next.index();
        records.begin(next.segment());
    }

    /** After a failure: removes what may have been written, now or before the next write. */
    private void clean() {
        index.cut(records.size());
        dirty = true;
        try {
            restore();
        } catch (IOException e) {
            // The next write tries again, and fails for as long as this does.
        }
    }

    private void restore() throws IOException {
        file.truncate(records.active().end());
        if (options.durability() == Durability.DISK) {
            file.sync();
        }
        dirty = false;
    }

    void close() {
        if (closed) {
            return;
        }
        closed = true;
        look();
        if (dirty) {
            clean();
        } else if (!marked) {
            mark();
        }
        close(file);
    }

    /** Says that nothing was being written, so a bad frame before the mark is damage. */
    private void mark() {
        var segment = records.active();
        buffer.reset(FrameCodec.HEADER_BYTES);
        var header = FrameHeader.closed(records.size(), segment.end());
        buffer.add(segment.codec(), header, new byte[0]);
        try {
            file.write(segment.end(), buffer.bytes(), 0, buffer.length());
            file.sync();
        } catch (IOException e) {
            clean();
        }
    }

    private static void close(OpenFile file) {
        try {
            file.close();
        } catch (IOException e) {
            // All that was acknowledged has been written; closing only frees the handle.
        }
    }
}
