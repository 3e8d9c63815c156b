package dev.rondo.hosting;

/**
 * How often models were loaded since the start.
 *
 * @param loaded versions that became ready
 * @param failed versions that could not be loaded
 * @param onDemand loads that a request waited for
 * @param madeRoom versions that were unloaded to make room for others
 */
public record LoadCounts(long loaded, long failed, long onDemand, long madeRoom) {
    public static final LoadCounts NONE = new LoadCounts(0, 0, 0, 0);
}
