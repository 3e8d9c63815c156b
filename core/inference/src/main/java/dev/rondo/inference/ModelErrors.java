package dev.rondo.inference;

import dev.rondo.base.RondoException;

/** The errors of a model file. */
final class ModelErrors {
    private ModelErrors() {}

    static RondoException invalid(String what) {
        return RondoException.user("model.invalid", what)
                .next("make the model again, or fetch it again whole");
    }

    static RondoException unsupported(String what) {
        return RondoException.user("model.unsupported", what);
    }

    /** Puts a place before the place that the error names already. */
    static RondoException within(String place, RondoException error) {
        return error.at(error.where() == null ? place : place + ", " + error.where());
    }
}
