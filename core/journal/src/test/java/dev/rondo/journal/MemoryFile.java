package dev.rondo.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A file of {@link MemoryFiles}. */
final class MemoryFile implements OpenFile {
    private final MemoryDisk disk;
    private final List<Survival.Change> changes = new ArrayList<>();
    private byte[] content;
    private byte[] synced;

    MemoryFile(MemoryDisk disk, byte[] content) {
        this.disk = disk;
        this.content = content;
        this.synced = content;
    }

    synchronized byte[] content() {
        return content.clone();
    }

    synchronized void replace(byte[] newContent) {
        content = newContent;
        synced = newContent;
        changes.clear();
    }

    synchronized byte[] after(Survival survival) {
        return survival.of(synced, changes).clone();
    }

    synchronized int unsyncedBytes() {
        return changes.stream().mapToInt(change -> change.bytes().length).sum();
    }

    @Override
    public synchronized int read(long position, byte[] target, int offset, int length) {
        int available = (int) Math.min(length, content.length - position);
        if (available <= 0) {
            return length == 0 ? 0 : -1;
        }
        System.arraycopy(content, (int) position, target, offset, available);
        return available;
    }

    @Override
    public synchronized void write(long position, byte[] source, int offset, int length)
            throws IOException {
        disk.write();
        int end = (int) position + length;
        int growth = Math.max(0, end - content.length);
        int missing = growth - disk.take(growth);
        int written = length - missing;
        if (written > 0) {
            content = Arrays.copyOf(content, Math.max(content.length, end - missing));
            System.arraycopy(source, offset, content, (int) position, written);
            changes.add(
                    new Survival.Change(
                            position, Arrays.copyOfRange(source, offset, offset + written)));
        }
        if (missing > 0) {
            throw new IOException("No space left on device");
        }
    }

    @Override
    public synchronized long size() {
        return content.length;
    }

    @Override
    public synchronized void truncate(long size) throws IOException {
        disk.truncate();
        disk.give(Math.max(0, content.length - size));
        content = Arrays.copyOf(content, (int) size);
        changes.add(new Survival.Change(size, new byte[0]));
    }

    @Override
    public void sync() throws IOException {
        disk.sync();
        synchronized (this) {
            synced = content;
            changes.clear();
        }
    }

    /** Several may have the file open; nothing to give back. */
    @Override
    public void close() {}
}
