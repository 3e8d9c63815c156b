package dev.rondo.filters;

import dev.rondo.base.RondoException;

/** A text that is being read, and how an error names a place in it. */
record Source(String name, String text) {
    private static final int SHOWN = 500;

    Source {
        if (text.length() > Filter.MAX_LENGTH) {
            throw RondoException.limit("filter.length", "the " + name + " is too long")
                    .because("it may have " + Filter.MAX_LENGTH + " characters");
        }
    }

    /** The number of the character, from 1. */
    int position(int index) {
        return text.codePointCount(0, index) + 1;
    }

    RondoException refuse(int index, String code, String what) {
        return RondoException.user(code, what).at(name + " at character " + position(index));
    }

    /** The text as a message may hold it. */
    String shown() {
        return shown(text);
    }

    static String shown(String text) {
        return text.length() <= SHOWN
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHOWN / 2)) + "…";
    }
}
