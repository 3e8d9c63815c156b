package dev.rondo.wire.shared;

import dev.rondo.base.RondoException;

/** Errors in what a caller sent. None repeats the caller's own values. */
public final class BadRequest {
    private BadRequest() {}

    /** An error of kind USER. */
    public static RondoException of(String what) {
        return RondoException.user("tensors.request", what);
    }

    /** An error in one input, told by its place in the list. */
    public static RondoException input(int index, String what) {
        return of(what).at("inputs[" + index + "]");
    }
}
