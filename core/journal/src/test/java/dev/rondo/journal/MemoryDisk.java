package dev.rondo.journal;

import java.io.IOException;

/** What all files of a {@link MemoryFiles} share: room, faults and counters. */
final class MemoryDisk {
    private long space = Long.MAX_VALUE;
    private boolean syncFails;
    private boolean truncateFails;
    private int syncs;
    private Runnable beforeSync = () -> {};
    private Runnable beforeWrite = () -> {};

    synchronized void space(long bytes) {
        space = bytes;
    }

    synchronized void syncFails(boolean fails) {
        syncFails = fails;
    }

    synchronized void truncateFails(boolean fails) {
        truncateFails = fails;
    }

    /** Runs at each sync, while its bytes may still be lost. */
    synchronized void beforeSync(Runnable action) {
        beforeSync = action;
    }

    /** Runs at each write, before it. */
    synchronized void beforeWrite(Runnable action) {
        beforeWrite = action;
    }

    void write() {
        Runnable action;
        synchronized (this) {
            action = beforeWrite;
        }
        action.run();
    }

    synchronized int syncs() {
        return syncs;
    }

    /** Takes room, and returns how much there was of it. */
    synchronized int take(int bytes) {
        int taken = (int) Math.min(bytes, space);
        space -= taken;
        return taken;
    }

    synchronized void give(long bytes) {
        space = space > Long.MAX_VALUE - bytes ? Long.MAX_VALUE : space + bytes;
    }

    void sync() throws IOException {
        Runnable action;
        synchronized (this) {
            action = beforeSync;
        }
        action.run();
        synchronized (this) {
            syncs++;
            if (syncFails) {
                throw new IOException("Input/output error");
            }
        }
    }

    synchronized void truncate() throws IOException {
        if (truncateFails) {
            throw new IOException("Input/output error");
        }
    }
}
