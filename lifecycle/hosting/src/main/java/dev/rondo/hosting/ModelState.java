package dev.rondo.hosting;

/** Where a version of a model stands, named as Triton's index names it. */
public enum ModelState {
    /** Being read, checked and warmed up. */
    LOADING,
    READY,
    /** Not loaded, or its file cannot be used; the reason is told beside it. */
    UNAVAILABLE,
    /** No new request gets it; it is closed when its last one has been answered. */
    UNLOADING
}
