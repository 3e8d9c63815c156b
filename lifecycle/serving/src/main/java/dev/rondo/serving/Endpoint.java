package dev.rondo.serving;

import org.jspecify.annotations.Nullable;

/**
 * A name under which a model answers.
 *
 * @param salt the beginning of every release's own salt; public, so that anyone can compute an
 *     assignment again (rule 7.2)
 * @param live the version that answers
 * @param liveReleaseId the release that brought it there
 * @param releaseId the release under way, if there is one
 * @param revision grows whenever requests are to go another way
 * @param createdAt micros
 */
public record Endpoint(
        String name,
        String salt,
        ModelRef live,
        String liveReleaseId,
        @Nullable String releaseId,
        FailurePolicy journalPolicy,
        long revision,
        long createdAt) {}
