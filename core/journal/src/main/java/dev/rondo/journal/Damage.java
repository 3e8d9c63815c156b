package dev.rondo.journal;

import dev.rondo.base.RondoException;

/**
 * A place in a segment that cannot be read, although something behind it can.
 *
 * @param segment the file's name
 * @param offset where the damage begins, in bytes
 * @param from the first sequence that is lost
 * @param to the sequence after the last that is lost; equal to {@code from} when the damage hit
 *     only a mark between records
 */
public record Damage(String segment, long offset, long from, long to) {
    public RondoException error() {
        var what =
                from == to
                        ? "a mark before record " + from + " cannot be read"
                        : "records " + from + " to " + (to - 1) + " cannot be read";
        return RondoException.internal("journal.damaged", what)
                .at(segment + ", offset " + offset)
                .because("the bytes there do not match their checksum")
                .next("restore the segment from a copy; other records can be read");
    }
}
