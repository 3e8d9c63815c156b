package dev.rondo.filters;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Divides a text into tokens. It refuses nothing: what is no token becomes one of kind OTHER. */
final class Lexer {
    private static final Set<String> OPERATORS =
            Set.of("==", "!=", "<=", ">=", "<>", "=", "<", ">");
    private static final int LONGEST_NUMBER = 400;
    private static final int LONGEST_EXPONENT = 4;

    private final String text;
    private int at;

    Lexer(Source source) {
        text = source.text();
    }

    List<Token> tokens() {
        var tokens = new ArrayList<Token>();
        while (skipBlanks()) {
            tokens.add(next());
        }
        return tokens;
    }

    private boolean skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length();
    }

    private Token next() {
        int start = at;
        char c = text.charAt(at);
        if (c == '\'') {
            var value = quoted();
            return value == null ? rest(start) : token(Token.Kind.SINGLE_QUOTES, start, value);
        }
        if (c == '`' || c == '"' || startsName(c)) {
            return name();
        }
        if (startsNumber()) {
            return number();
        }
        return symbol(start, c);
    }

    private Token symbol(int start, char c) {
        for (int length = 2; length >= 1; length--) {
            int end = Math.min(start + length, text.length());
            if (OPERATORS.contains(text.substring(start, end))) {
                at = end;
                return token(Token.Kind.OPERATOR, start);
            }
        }
        if (text.startsWith("--", start)) {
            return rest(start);
        }
        at += Character.charCount(text.codePointAt(start));
        return token(
                switch (c) {
                    case '(' -> Token.Kind.OPEN;
                    case ')' -> Token.Kind.CLOSE;
                    case ',' -> Token.Kind.COMMA;
                    case ';' -> Token.Kind.SEMICOLON;
                    default -> Token.Kind.OTHER;
                },
                start);
    }

    /** A name: parts that are words or quoted, with dots between them. */
    private Token name() {
        int start = at;
        char first = text.charAt(at);
        var parts = new ArrayList<String>();
        do {
            at += parts.isEmpty() ? 0 : 1;
            var part = part();
            if (part == null) {
                return at < text.length() && isQuote(text.charAt(at))
                        ? rest(start)
                        : token(Token.Kind.OTHER, start);
            }
            parts.add(part);
        } while (at < text.length() && text.charAt(at) == '.');
        var kind =
                parts.size() > 1
                        ? Token.Kind.PATH
                        : first == '`'
                                ? Token.Kind.BACKTICKS
                                : first == '"' ? Token.Kind.DOUBLE_QUOTES : Token.Kind.WORD;
        return new Token(kind, text.substring(start, at), parts, start);
    }

    /** The next part of a name without its quotes; null where none begins. */
    private @Nullable String part() {
        if (at == text.length()) {
            return null;
        }
        char c = text.charAt(at);
        if (c == '`' || c == '"') {
            return quoted();
        }
        if (!startsName(c)) {
            return null;
        }
        int start = at;
        skipWord();
        return text.substring(start, at);
    }

    /** What stands in quotes, where two quotes mean one; null, unmoved, where none closes. */
    private @Nullable String quoted() {
        char quote = text.charAt(at);
        var value = new StringBuilder();
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote) {
                if (i + 1 == text.length() || text.charAt(i + 1) != quote) {
                    at = i + 1;
                    return value.toString();
                }
                i++;
            }
            value.append(c);
        }
        return null;
    }

    private boolean startsNumber() {
        int digit = text.charAt(at) == '-' ? at + 1 : at;
        return isDigit(digit)
                || (digit < text.length() && text.charAt(digit) == '.' && isDigit(digit + 1));
    }

    private Token number() {
        int start = at;
        at += text.charAt(at) == '-' ? 1 : 0;
        skipDigits();
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            skipDigits();
        }
        boolean sane = skipExponent();
        int end = at;
        skipWord();
        boolean number = sane && at == end && end - start <= LONGEST_NUMBER;
        return token(number ? Token.Kind.NUMBER : Token.Kind.OTHER, start);
    }

    /** Whether there is no exponent, or one of a sane length. */
    private boolean skipExponent() {
        if (at == text.length() || Character.toLowerCase(text.charAt(at)) != 'e') {
            return true;
        }
        int digits = at + 1;
        if (digits < text.length() && "+-".indexOf(text.charAt(digits)) >= 0) {
            digits++;
        }
        if (!isDigit(digits)) {
            return true;
        }
        at = digits;
        skipDigits();
        return at - digits <= LONGEST_EXPONENT;
    }

    private void skipDigits() {
        while (isDigit(at)) {
            at++;
        }
    }

    private void skipWord() {
        while (at < text.length() && isWord(text.charAt(at))) {
            at++;
        }
    }

    private boolean isDigit(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private static boolean startsName(char c) {
        return Character.isLetter(c) || c == '_';
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '#';
    }

    private static boolean isQuote(char c) {
        return c == '`' || c == '"';
    }

    private Token rest(int start) {
        at = text.length();
        return token(Token.Kind.OTHER, start);
    }

    private Token token(Token.Kind kind, int start, String... parts) {
        return new Token(kind, text.substring(start, at), List.of(parts), start);
    }
}
