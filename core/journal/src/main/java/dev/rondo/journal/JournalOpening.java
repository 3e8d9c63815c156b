package dev.rondo.journal;

import dev.rondo.base.RondoException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Opens a directory's segments and recovers the last one. */
final class JournalOpening {
    private static final int BUFFER_BYTES = 256 << 10;

    private final Path directory;
    private final FileLayer files;

    JournalOpening(Path directory, FileLayer files) {
        this.directory = directory;
        this.files = files;
    }

    OpenedJournal open() throws IOException {
        var paths = segmentPaths();
        dropUnfinished(paths);
        if (paths.isEmpty()) {
            return begin();
        }
        var sealed = new ArrayList<Segment>();
        for (var path : paths.subList(0, paths.size() - 1)) {
            sealed.add(sealed(path));
        }
        return recover(sealed, paths.getLast());
    }

    /**
     * What a reader sees, who changes nothing.
     *
     * @param last the name of the segment that may still be written to
     * @param damages what is damaged there
     */
    record Seen(String replica, Records records, String last, List<Damage> damages) {}

    /**
     * Looks at the segments as they are, beside a writer that may begin others, take back what it
     * failed to write and delete the oldest; empty where there are none yet.
     */
    Optional<Seen> look() throws IOException {
        boolean gone = false;
        var paths = settledPaths();
        while (!paths.isEmpty()) {
            var last = paths.removeLast();
            try (var file = files.openForReading(last)) {
                if (!unfinished(file)) {
                    return Optional.of(seen(paths, last, file));
                }
            } catch (NoSuchFileException e) {
                // Its writer could not finish it; or all that was listed is too old by now.
                gone = true;
            }
        }
        return gone ? look() : Optional.empty();
    }

    private Seen seen(List<Path> earlier, Path last, OpenFile file) throws IOException {
        var segments = new ArrayList<Segment>();
        for (var path : earlier) {
            try {
                segments.add(sealed(path));
            } catch (NoSuchFileException e) {
                // Too old to be kept.
            }
        }
        var tail = tail(last, file);
        segments.add(tail.segment());
        var records = new Records(files, segments, tail.scan().size());
        return new Seen(tail.replica(), records, tail.segment().name(), tail.scan().damages());
    }

    /**
     * The segments without a gap. A listing takes its time: it may hold a segment that was begun
     * meanwhile and lack the one before it. A second listing has all that were there at the end of
     * the first.
     */
    private List<Path> settledPaths() throws IOException {
        var first = segmentPaths();
        if (first.isEmpty()) {
            return first;
        }
        long newest = Segment.firstSequence(first.getLast());
        var second = segmentPaths();
        second.removeIf(path -> Segment.firstSequence(path) > newest);
        return second.isEmpty() ? settledPaths() : second;
    }

    private List<Path> segmentPaths() throws IOException {
        var paths = new ArrayList<Path>();
        for (var path : files.list(directory)) {
            if (Segment.firstSequence(path) >= 0) {
                paths.add(path);
            }
        }
        paths.sort(Comparator.comparingLong(Segment::firstSequence));
        return paths;
    }

    /**
     * A segment gets its first record when its header is on the disk, so without one it is empty.
     */
    private void dropUnfinished(List<Path> paths) throws IOException {
        if (paths.isEmpty()) {
            return;
        }
        boolean unfinished;
        try (var file = files.openForReading(paths.getLast())) {
            unfinished = unfinished(file);
        }
        if (unfinished) {
            files.delete(paths.removeLast());
        }
    }

    private static boolean unfinished(OpenFile file) throws IOException {
        return file.size() <= SegmentHeader.BYTES && SegmentHeader.read(file).isEmpty();
    }

    private OpenedJournal begin() throws IOException {
        var header = SegmentHeader.create(SegmentHeader.newReplica(), 0);
        var first = NewSegment.create(files, directory, header);
        var records = new Records(files, List.of(first.segment()), 0);
        var recovery = new Recovery(first.segment().name(), 0, 0, List.of());
        return new OpenedJournal(
                header.replica(), records, first.file(), first.index(), false, recovery);
    }

    private Segment sealed(Path path) throws IOException {
        try (var file = files.openForReading(path)) {
            var codec = header(path, file).map(SegmentHeader::codec).orElse(null);
            return new Segment(path, Segment.firstSequence(path), codec, null, file.size());
        }
    }

    private static Optional<SegmentHeader> header(Path path, OpenFile file) throws IOException {
        return SegmentHeader.read(file)
                .filter(header -> header.firstSequence() == Segment.firstSequence(path));
    }

    private OpenedJournal recover(List<Segment> sealed, Path path) throws IOException {
        var file = files.open(path);
        try {
            return recover(sealed, path, file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private OpenedJournal recover(List<Segment> sealed, Path path, OpenFile file)
            throws IOException {
        var tail = tail(path, file);
        var scan = tail.scan();
        long cut = tail.size() - scan.end();
        if (cut > 0) {
            file.truncate(scan.end());
        }
        // What a killed process left in the system's cache becomes readable now, so it must last.
        file.sync();
        var segments = new ArrayList<>(sealed);
        segments.add(tail.segment());
        var records = new Records(files, segments, scan.size());
        var recovery = new Recovery(tail.segment().name(), scan.size(), cut, scan.damages());
        return new OpenedJournal(
                tail.replica(), records, file, tail.index(), cut == 0 && scan.marked(), recovery);
    }

    /** The last segment, readable up to the end that was found, and the file's size. */
    private record Tail(
            String replica, Segment segment, SegmentIndex index, TailScan scan, long size) {}

    private Tail tail(Path path, OpenFile file) throws IOException {
        long first = Segment.firstSequence(path);
        var header = header(path, file).orElseThrow(() -> headless(path));
        var index = new SegmentIndex(first);
        var segment = new Segment(path, first, header.codec(), index, SegmentHeader.BYTES);
        long size = file.size();
        var reader = new FrameReader(file, header.codec(), size, BUFFER_BYTES);
        var scan = new TailScan(segment, reader, index);
        segment.publish(scan.end());
        return new Tail(header.replica(), segment, index, scan, size);
    }

    private static RondoException headless(Path path) {
        return RondoException.internal("journal.damaged", "the segment's header cannot be read")
                .at(path.getFileName() + ", offset 0")
                .because("without it, the segment's end cannot be found")
                .next(
                        "restore the segment from a copy, or move the whole journal away to begin a new one");
    }
}
