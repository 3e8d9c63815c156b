package dev.rondo.journal;

/** Receives what a segment holds, in order. */
interface FrameVisitor {
    /** Returns false to stop. */
    boolean accept(Frame frame);

    void damaged(Damage damage);
}
