package dev.rondo.hosting;

/** Who decides which models are loaded, named as Triton's model control modes. */
public enum ControlMode {
    /** All are loaded at the start, and nothing changes any more. */
    NONE,
    /** All are loaded at the start, and what changes on disk changes here; also by request. */
    POLL,
    /** Each is loaded and unloaded by request only. */
    EXPLICIT
}
