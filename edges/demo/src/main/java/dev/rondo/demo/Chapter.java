package dev.rondo.demo;

/** One chapter of the story. */
interface Chapter {
    String title();

    ChapterResult tell(Session session);
}
