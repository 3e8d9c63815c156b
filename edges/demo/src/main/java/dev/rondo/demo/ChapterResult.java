package dev.rondo.demo;

/** How a chapter came out. */
sealed interface ChapterResult {
    /** What the chapter set out to show was seen. */
    record AsExpected(String evidence) implements ChapterResult {}

    /** A result, though not the hoped-for one: a gate refused, or the proof needs more. */
    record Inconclusive(String reason, String wouldSettle) implements ChapterResult {}

    /** Nothing further can be shown, for a reason that lies in the table. */
    record End(String reason, String wouldSettle) implements ChapterResult {}

    /** Something did not work. */
    record Broken(String reason) implements ChapterResult {}
}
