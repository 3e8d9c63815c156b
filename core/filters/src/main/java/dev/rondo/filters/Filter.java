package dev.rondo.filters;

import dev.rondo.base.RondoException;
import java.util.List;

/**
 * Reads filters such as {@code metrics.auc > 0.8 AND tags.`team name` = 'blue'}; {@code
 * docs/filters.md} holds the grammar.
 */
public final class Filter {
    /** Of a filter, in characters. */
    public static final int MAX_LENGTH = 100_000;

    public static final int MAX_COMPARISONS = 100;

    /** Values of one list. */
    public static final int MAX_LIST = 1_000;

    private Filter() {}

    /**
     * The comparisons that must all hold; none for "".
     *
     * @throws RondoException of kind USER, whose place is the character in the filter, or LIMIT
     */
    public static List<Comparison> parse(String text, Vocabulary vocabulary) {
        if (text.isEmpty()) {
            return List.of();
        }
        var source = new Source("filter", text);
        var clauses = new ClauseParser(source, vocabulary.wording()).parse();
        return clauses.stream().map(clause -> vocabulary.comparison(source, clause)).toList();
    }
}
