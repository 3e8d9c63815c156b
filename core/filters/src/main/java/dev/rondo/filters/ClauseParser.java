package dev.rondo.filters;

import dev.rondo.base.RondoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds the comparisons of a filter, whatever they mean. */
final class ClauseParser {
    private static final Set<String> PATTERNS = Set.of("LIKE", "ILIKE", "RLIKE", "REGEXP");

    private final Source source;
    private final Wording wording;
    private final List<Token> tokens;
    private int at;

    ClauseParser(Source source, Wording wording) {
        this.source = source;
        this.wording = wording;
        tokens = new Lexer(source).tokens();
    }

    List<Clause> parse() {
        requireOneStatement();
        var clauses = new ArrayList<Clause>();
        while (true) {
            clauses.add(clause());
            if (at == tokens.size()) {
                return clauses;
            }
            if (clauses.size() == Filter.MAX_COMPARISONS) {
                throw RondoException.limit("filter.length", "the filter has too many comparisons")
                        .because("it may have " + Filter.MAX_COMPARISONS);
            }
            if (!isKeyword("AND") || at + 1 == tokens.size()) {
                throw invalid(at, at + 1);
            }
            at++;
        }
    }

    private void requireOneStatement() {
        if (tokens.isEmpty()) {
            throw source.refuse(
                    0,
                    "filter.syntax",
                    "Invalid filter '" + source.shown() + "'. Could not be parsed.");
        }
        for (var token : tokens) {
            if (token.kind() == Token.Kind.SEMICOLON) {
                throw source.refuse(
                        token.start(),
                        "filter.syntax",
                        "Search filter contained multiple expression "
                                + PythonText.quoted(source.shown())
                                + ". Provide AND-ed expression list.");
            }
        }
    }

    private Clause clause() {
        int start = at;
        var key = tokens.get(at);
        if (!key.namesKey() || key.is("AND") || key.is("OR") || key.is("NOT")) {
            throw noKey(key);
        }
        at++;
        int operatorStart = at < tokens.size() ? tokens.get(at).start() : 0;
        var operator = operator();
        if (operator.isEmpty()) {
            throw invalid(start, clauseEnd());
        }
        var value = operator.startsWith("IS ") ? List.<Token>of() : value(start);
        if (operator.endsWith("IN") && value.size() == 1) {
            throw invalid(start, clauseEnd());
        }
        return new Clause(key, operator, operatorStart, value);
    }

    private RondoException noKey(Token token) {
        boolean compared =
                at + 1 < tokens.size() && tokens.get(at + 1).kind() == Token.Kind.OPERATOR;
        if (compared && (token.isText() || token.kind() == Token.Kind.NUMBER)) {
            return source.refuse(
                    token.start(),
                    "filter.syntax",
                    "Invalid comparison clause. Expected 'Identifier' found '"
                            + Source.shown(token.raw())
                            + "'");
        }
        return token.kind() == Token.Kind.OPEN ? invalid(at, tokens.size()) : invalid(at, at + 1);
    }

    /** The operator in capitals, which is passed over; "" where there is none. */
    private String operator() {
        if (at < tokens.size() && tokens.get(at).kind() == Token.Kind.OPERATOR) {
            return tokens.get(at++).raw();
        }
        boolean negated = isKeyword("NOT");
        int word = negated ? at + 1 : at;
        var name = word < tokens.size() ? upper(tokens.get(word)) : "";
        if (PATTERNS.contains(name) || name.equals("IN")) {
            at = word + 1;
            return negated ? "NOT " + name : name;
        }
        return isKeyword("IS") ? nullTest() : "";
    }

    private String nullTest() {
        int is = at++;
        boolean negated = isKeyword("NOT");
        at += negated ? 1 : 0;
        if (!isKeyword("NULL")) {
            at = is;
            return "";
        }
        at++;
        return negated ? "IS NOT NULL" : "IS NULL";
    }

    private static String upper(Token token) {
        return token.kind() == Token.Kind.WORD ? token.raw().toUpperCase(Locale.ROOT) : "";
    }

    private List<Token> value(int clauseStart) {
        if (at < tokens.size()) {
            int start = at;
            switch (tokens.get(at).kind()) {
                case WORD, PATH, BACKTICKS, SINGLE_QUOTES, DOUBLE_QUOTES, NUMBER -> {
                    if (!isKeyword("AND")) {
                        return List.of(tokens.get(at++));
                    }
                }
                case OPEN -> {
                    while (at < tokens.size()) {
                        if (tokens.get(at++).kind() == Token.Kind.CLOSE) {
                            return tokens.subList(start, at);
                        }
                    }
                }
                default -> {}
            }
        }
        throw invalid(clauseStart, clauseEnd());
    }

    private boolean isKeyword(String keyword) {
        return at < tokens.size() && tokens.get(at).is(keyword);
    }

    /** Where the comparison that cannot be read ends: at the next AND or OR, or at the end. */
    private int clauseEnd() {
        int end = at;
        while (end < tokens.size() && !tokens.get(end).is("AND") && !tokens.get(end).is("OR")) {
            end++;
        }
        return end;
    }

    private RondoException invalid(int first, int end) {
        var raw = tokens.subList(first, end).stream().limit(10).map(Token::raw).toList();
        return source.refuse(
                        tokens.get(first).start(),
                        "filter.syntax",
                        wording.invalidClauses(source, raw))
                .next("join comparisons by AND, and put a key with other characters in backticks");
    }
}
