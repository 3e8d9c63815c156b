package dev.rondo.wire.oip;

import dev.rondo.base.RondoException;

/** Errors in what a caller sent. None repeats the caller's own values. */
final class BadRequest {
    private BadRequest() {}

    static RondoException of(String what) {
        return RondoException.user("oip.request", what);
    }

    /** An error in one input, told by its place in the list. */
    static RondoException input(int index, String what) {
        return of(what).at("inputs[" + index + "]");
    }
}
