package dev.rondo.demo;

import java.util.ArrayList;
import java.util.List;

/** The chapters in their order, and what they came to. */
final class Story {
    private static final List<Chapter> CHAPTERS =
            List.of(
                    new IngestChapter(),
                    new TrainChapter(),
                    new EvaluateChapter(),
                    new ReleaseChapter(),
                    new ServeChapter(),
                    new BrokenFeedChapter(),
                    new WorldTurnsChapter(),
                    new ProveChapter(),
                    new HarmChapter(),
                    new AuditChapter());

    private final Session session;
    private final List<String> open = new ArrayList<>();
    private boolean broken;

    Story(Session session) {
        this.session = session;
    }

    /**
     * Tells it.
     *
     * @return whether all went well: every chapter as expected or, where the table is the user's
     *     own, none broken
     */
    boolean tell() {
        for (int i = 0; i < CHAPTERS.size(); i++) {
            var chapter = CHAPTERS.get(i);
            session.console.chapter(i + 1, chapter.title());
            if (!goesOn(i + 1, chapter.tell(session))) {
                break;
            }
        }
        close();
        return !broken && (open.isEmpty() || !session.options.strict());
    }

    private boolean goesOn(int number, ChapterResult result) {
        session.figures.note("chapter." + number, result.getClass().getSimpleName());
        return switch (result) {
            case ChapterResult.AsExpected fine -> true;
            case ChapterResult.Inconclusive unproved -> {
                session.console.open(
                        "%s. What would settle it: %s.", unproved.reason(), unproved.wouldSettle());
                open.add("chapter " + number + ": " + unproved.reason());
                yield true;
            }
            case ChapterResult.End end -> {
                session.console.open(
                        "%s; the story ends here. What would settle it: %s.",
                        end.reason(), end.wouldSettle());
                open.add("chapter " + number + ": " + end.reason());
                yield false;
            }
            case ChapterResult.Broken failure -> {
                session.console.bad("chapter %d: %s", number, failure.reason());
                broken = true;
                yield false;
            }
        };
    }

    private void close() {
        session.console.heading("What happened, when, on which evidence");
        session.events.forEach(event ->
                session.console.line(
                        "%-14s %-46s %s".formatted(event.when(), event.what(), event.evidence())));
        open.forEach(item -> session.console.open("%s", item));
    }
}
