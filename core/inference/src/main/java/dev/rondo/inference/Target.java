package dev.rondo.inference;

import dev.rondo.base.RondoException;

/**
 * What a binary model foretells.
 *
 * @param column the outcome's column in the training data
 * @param positive the value whose probability is the score
 * @param negative the other value
 */
public record Target(String column, String positive, String negative) {
    public Target {
        if (column.isEmpty() || positive.equals(negative)) {
            throw RondoException.user("target.invalid", "there is nothing to foretell")
                    .because("a target needs a column and two different values")
                    .next("name the outcome's column, its positive and its negative value");
        }
    }
}
