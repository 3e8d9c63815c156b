package dev.rondo.journal;

import java.util.List;

/**
 * What opening a journal found in its last segment. Earlier segments are checked as they are read.
 *
 * @param segment the last segment's file name
 * @param size the sequence of the next record
 * @param cutBytes length of a torn tail that was cut off: bytes of appends that were never
 *     acknowledged. What hit only the last write before a crash looks the same, damage included.
 */
public record Recovery(String segment, long size, long cutBytes, List<Damage> damages) {
    public Recovery {
        damages = List.copyOf(damages);
    }
}
