package dev.rondo.serving;

/** What an endpoint does while its journal cannot write (rule 8.2). */
public enum FailurePolicy {
    /** No record, no answer: predictions fail with UNAVAILABLE. */
    FAIL_CLOSED,
    /** Answers without a prediction id, and counts each answer that went unrecorded. */
    ANSWER_AND_COUNT
}
