package dev.rondo.journal;

/**
 * What a {@link GroupWriter} starts from.
 *
 * @param marked whether the active segment ends with a closed mark
 */
record OpenedJournal(
        String replica,
        Records records,
        OpenFile activeFile,
        SegmentIndex activeIndex,
        boolean marked,
        Recovery recovery) {}
