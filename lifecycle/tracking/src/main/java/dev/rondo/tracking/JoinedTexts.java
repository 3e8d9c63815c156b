package dev.rondo.tracking;

/** Takes apart what a statement joined: numbers with a mark after them, texts of known length. */
final class JoinedTexts {
    private final String joined;
    private int at;

    JoinedTexts(String joined) {
        this.joined = joined;
    }

    boolean hasNext() {
        return at < joined.length();
    }

    long number(char mark) {
        int end = joined.indexOf(mark, at);
        long number = Long.parseLong(joined, at, end, 10);
        at = end + 1;
        return number;
    }

    /**
     * @param length in characters as databases count them, not in halves of surrogate pairs
     */
    String text(int length) {
        int end = joined.offsetByCodePoints(at, length);
        var text = joined.substring(at, end);
        at = end;
        return text;
    }
}
