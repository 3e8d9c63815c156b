package dev.rondo.filters;

import dev.rondo.base.RondoException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Reads the value of a comparison, which has to fit the key's type. */
final class LiteralReader {
    private static final String LIST = "While parsing a list in the query, expected ";

    private final Source source;
    private final Wording wording;
    private final Key key;
    private final List<String> listedKeys;

    LiteralReader(Source source, Wording wording, Key key, List<String> listedKeys) {
        this.source = source;
        this.wording = wording;
        this.key = key;
        this.listedKeys = listedKeys;
    }

    Literal read(Clause clause) {
        var token = clause.value().getFirst();
        if (key.type().numeric()) {
            return number(clause, token);
        }
        if (clause.isList()) {
            return list(clause);
        }
        return switch (token.kind()) {
            case SINGLE_QUOTES, DOUBLE_QUOTES -> new Literal.Text(token.text());
            case NUMBER -> throw refuse(token, wording.noText(key, Source.shown(token.raw())));
            default ->
                    throw refuse(
                            token,
                            "Parameter value is either not quoted or unidentified quote types used for string value %s. Use either single or double quotes."
                                    .formatted(Source.shown(token.raw())));
        };
    }

    private Literal number(Clause clause, Token token) {
        boolean quoted = token.isText() && key.type() == ValueType.QUOTABLE_INTEGER;
        if (clause.isList() || (token.kind() != Token.Kind.NUMBER && !quoted)) {
            throw refuse(token, wording.noNumber(key, clause.shownValue(source)));
        }
        if (key.type() == ValueType.NUMBER) {
            return new Literal.Number(new BigDecimal(token.raw()));
        }
        var text = quoted ? token.text() : token.raw();
        if (!text.matches("-?[0-9]{1,400}")) {
            throw refuse(token, wording.noInteger(key, Source.shown(text)));
        }
        return new Literal.Number(new BigDecimal(text));
    }

    private Literal list(Clause clause) {
        var open = clause.value().getFirst();
        var shown = clause.shownValue(source);
        if (!key.type().operators().contains(Operator.IN)) {
            throw refuse(open, wording.noList(key, listedKeys, shown));
        }
        if (!clause.operator().endsWith("IN")) {
            throw refuse(open, wording.noText(key, shown));
        }
        return new Literal.Texts(texts(clause.value().subList(1, clause.value().size() - 1), open));
    }

    /** Texts with commas between them, and perhaps one after the last. */
    private List<String> texts(List<Token> tokens, Token open) {
        if (tokens.isEmpty()) {
            throw refuse(open, LIST + "a non-empty list of string values, but got empty list");
        }
        var texts = new ArrayList<String>();
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            if (i % 2 == 0 && token.isText()) {
                texts.add(token.text());
            } else if (i % 2 == 0 && token.kind() == Token.Kind.NUMBER) {
                throw refuse(
                        token,
                        LIST
                                + "string value, punctuation, or whitespace, but got different type in list: "
                                + Source.shown(token.raw()));
            } else if (token.kind() != Token.Kind.COMMA || i % 2 == 0) {
                throw refuse(
                        token,
                        LIST + "a non-empty list of string values, but got ill-formed list.");
            }
        }
        if (texts.size() > Filter.MAX_LIST) {
            throw RondoException.limit("filter.length", "the list is too long")
                    .at(source.name() + " at character " + source.position(open.start()))
                    .because("it may have " + Filter.MAX_LIST + " values");
        }
        return texts;
    }

    private RondoException refuse(Token token, String what) {
        return source.refuse(token.start(), "filter.value", what);
    }
}
