package dev.rondo.filters;

/**
 * One condition of a filter. The vocabulary has been asked: the entity and the key are known, under
 * their first names, and the operator and the literal fit them.
 *
 * @param position of its first character in the filter, from 1
 */
public record Comparison(
        String entity, String key, Operator operator, Literal literal, int position) {}
