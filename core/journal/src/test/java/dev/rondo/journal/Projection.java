package dev.rondo.journal;

import java.io.Closeable;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;

/**
 * Shows a {@link Film} to a reader: at each thing that it does, time has gone on to the picture
 * that the schedule says. A listing is no moment but an interval, as those of the system are: what
 * is made or deleted meanwhile is in it or not.
 */
final class Projection implements FileLayer {
    private static final int READ_BYTES = 300;

    /** Time for a writer to begin two segments, not for all that there were to be deleted. */
    private static final int LISTING_STEPS = 40;

    private final Film film;
    private final IntUnaryOperator schedule;
    private final SplittableRandom random;
    private int steps;

    /**
     * @param schedule from the number of a step of the reader's to that of a picture, never back
     */
    Projection(Film film, IntUnaryOperator schedule, long seed) {
        this.film = film;
        this.schedule = schedule;
        this.random = new SplittableRandom(seed);
    }

    private int next() {
        return Math.min(film.last(), schedule.applyAsInt(steps++));
    }

    /** The picture at the reader's last step. */
    int now() {
        return Math.min(film.last(), schedule.applyAsInt(Math.max(0, steps - 1)));
    }

    @Override
    public List<Path> list(Path directory) {
        int from = next();
        int to = Math.min(next(), from + LISTING_STEPS);
        var listed = new ArrayList<Path>();
        var names = new TreeSet<Path>();
        film.pictures().subList(from, to + 1).forEach(picture -> names.addAll(picture.keySet()));
        for (var name : names) {
            boolean always =
                    film.pictures().subList(from, to + 1).stream()
                            .allMatch(picture -> picture.containsKey(name));
            if (always || random.nextBoolean()) {
                listed.add(name);
            }
        }
        return listed;
    }

    @Override
    public OpenFile openForReading(Path path) throws NoSuchFileException {
        var shot = film.pictures().get(next()).get(path);
        if (shot == null) {
            throw new NoSuchFileException(path.toString());
        }
        return new Projected(path, shot);
    }

    @Override
    public void createDirectories(Path directory) {
        throw readOnly();
    }

    @Override
    public OpenFile open(Path file) {
        throw readOnly();
    }

    @Override
    public void delete(Path file) {
        throw readOnly();
    }

    @Override
    public void syncDirectory(Path directory) {
        throw readOnly();
    }

    @Override
    public Optional<Closeable> lock(Path file) {
        throw readOnly();
    }

    private static AssertionError readOnly() {
        return new AssertionError("a reader changes nothing");
    }

    /** A file that is open stays what it is when its name is gone, or another's. */
    private final class Projected implements OpenFile {
        private final Path path;
        private Film.Shot shot;

        Projected(Path path, Film.Shot shot) {
            this.path = path;
            this.shot = shot;
        }

        private byte[] content() {
            var there = film.pictures().get(next()).get(path);
            if (there != null && there.file() == shot.file()) {
                shot = there;
            }
            return shot.content();
        }

        @Override
        public int read(long position, byte[] target, int offset, int length) {
            var content = content();
            int count = (int) Math.min(Math.min(length, READ_BYTES), content.length - position);
            if (count <= 0) {
                return -1;
            }
            System.arraycopy(content, (int) position, target, offset, count);
            return count;
        }

        @Override
        public long size() {
            return content().length;
        }

        @Override
        public void write(long position, byte[] source, int offset, int length) {
            throw readOnly();
        }

        @Override
        public void truncate(long size) {
            throw readOnly();
        }

        @Override
        public void sync() {
            throw readOnly();
        }

        @Override
        public void close() {}
    }
}
