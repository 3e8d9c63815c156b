package dev.rondo.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Files in memory that keep apart what was written since the last sync, so that a test can cut the
 * power: at most what was synced is sure to survive. Also a disk that fills up, and syncs that
 * fail.
 */
final class MemoryFiles implements FileLayer {
    private final Map<Path, MemoryFile> files = new HashMap<>();
    private final Map<Path, MemoryFile> syncedEntries = new HashMap<>();
    private final MemoryDisk disk = new MemoryDisk();
    private boolean locked;

    MemoryDisk disk() {
        return disk;
    }

    /**
     * The files as they are when the power comes back.
     *
     * @param survival what becomes of each file's changes since its last sync
     * @param entriesSurvive whether directory entries that were not synced are there
     */
    synchronized MemoryFiles afterPowerLoss(Survival survival, boolean entriesSurvive) {
        var after = new MemoryFiles();
        (entriesSurvive ? files : syncedEntries)
                .forEach((path, file) -> after.put(path, file.after(survival)));
        return after;
    }

    private void put(Path path, byte[] content) {
        var file = new MemoryFile(disk, content);
        files.put(path, file);
        syncedEntries.put(path, file);
    }

    synchronized MemoryFile file(Path path) {
        return Objects.requireNonNull(files.get(path), path::toString);
    }

    @Override
    public void createDirectories(Path directory) {}

    @Override
    public synchronized List<Path> list(Path directory) {
        return new ArrayList<>(files.keySet());
    }

    @Override
    public synchronized OpenFile open(Path path) {
        return files.computeIfAbsent(path, p -> new MemoryFile(disk, new byte[0]));
    }

    @Override
    public synchronized OpenFile openForReading(Path path) throws IOException {
        var file = files.get(path);
        if (file == null) {
            throw new NoSuchFileException(path.toString());
        }
        return file;
    }

    @Override
    public synchronized void delete(Path path) {
        files.remove(path);
    }

    @Override
    public synchronized void syncDirectory(Path directory) {
        syncedEntries.clear();
        syncedEntries.putAll(files);
    }

    @Override
    public synchronized Optional<Closeable> lock(Path file) {
        if (locked) {
            return Optional.empty();
        }
        locked = true;
        return Optional.of(() -> locked = false);
    }
}
