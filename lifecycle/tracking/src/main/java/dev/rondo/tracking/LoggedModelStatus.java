package dev.rondo.tracking;

/** How far a logged model's upload has come. */
public enum LoggedModelStatus {
    PENDING,
    READY,
    UPLOAD_FAILED
}
