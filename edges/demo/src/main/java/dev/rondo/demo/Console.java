package dev.rondo.demo;

import java.io.PrintStream;
import java.util.Locale;

/** The terminal: chapters, aligned facts, and one progress line on a real terminal. */
final class Console {
    private static final int LABEL = 26;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private final boolean colour;
    private final long begin = System.nanoTime();
    private boolean progressShown;

    Console(PrintStream out, boolean terminal, boolean colour) {
        this.out = out;
        this.terminal = terminal;
        this.colour = terminal && colour;
    }

    @SuppressWarnings("SystemConsoleNull") // there is none where output is not a terminal
    static Console of(PrintStream out) {
        boolean terminal = System.console() != null && System.console().isTerminal();
        return new Console(out, terminal, System.getenv("NO_COLOR") == null);
    }

    void chapter(int number, String title) {
        clear();
        out.println();
        out.printf(
                Locale.ROOT,
                "%s%2d  %s%s%s  (%.1f s)%s%n",
                bold(),
                number,
                title,
                plain(),
                dim(),
                seconds(),
                plain());
    }

    void heading(String title) {
        clear();
        out.println();
        out.println(bold() + title + plain());
    }

    void fact(String label, String format, Object... values) {
        clear();
        out.printf(
                Locale.ROOT,
                "    %-" + LABEL + "s %s%n",
                label,
                String.format(Locale.ROOT, format, values));
    }

    void say(String format, Object... values) {
        clear();
        for (var line : wrap(String.format(Locale.ROOT, format, values), 92)) {
            out.println("    " + line);
        }
    }

    void line(String text) {
        clear();
        out.println("    " + text);
    }

    void good(String format, Object... values) {
        mark("\u001b[32m", "ok", format, values);
    }

    void open(String format, Object... values) {
        mark("\u001b[33m", "open", format, values);
    }

    void bad(String format, Object... values) {
        mark("\u001b[31m", "FAILED", format, values);
    }

    /** One line that the next output replaces; nothing where no one watches. */
    void progress(String format, Object... values) {
        if (terminal) {
            out.print(
                    CLEAR
                            + dim()
                            + "    "
                            + String.format(Locale.ROOT, format, values)
                            + " …"
                            + plain());
            out.flush();
            progressShown = true;
        }
    }

    double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }

    static String money(double amount) {
        return String.format(
                Locale.ROOT,
                Math.abs(amount) >= 100 || amount == Math.rint(amount) ? "%+.0f" : "%+.2f",
                amount + 0.0);
    }

    private void mark(String escape, String word, String format, Object... values) {
        clear();
        var lines = wrap(String.format(Locale.ROOT, format, values), 84);
        out.printf("    %s%-6s%s %s%n", colour ? escape : "", word, plain(), lines.getFirst());
        lines.stream().skip(1).forEach(line -> out.println("           " + line));
    }

    private void clear() {
        if (progressShown) {
            out.print(CLEAR);
            progressShown = false;
        }
    }

    private String bold() {
        return colour ? "\u001b[1m" : "";
    }

    private String dim() {
        return colour ? "\u001b[2m" : "";
    }

    private String plain() {
        return colour ? "\u001b[0m" : "";
    }

    private static java.util.List<String> wrap(String text, int width) {
        var lines = new java.util.ArrayList<String>();
        var line = new StringBuilder();
        for (var word : text.strip().split("\\s+")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
