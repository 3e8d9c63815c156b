package dev.rondo.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.SplittableRandom;

/**
 * Tables unlike the bundled one, for `rondo try`: each has something to learn and a shape that
 * might break something. Needs nothing else, so that `java StrangeTables.java FOLDER` runs it; the
 * same tables every time. The target of each is {@code outcome}, whose rarer value is {@code yes}.
 */
final class StrangeTables {
    private static final LocalDate FIRST_DAY = LocalDate.of(2019, 1, 1);
    private static final String[] COLOURS = {"red", "green", "blue", "black", "white", "grey"};

    private StrangeTables() {}

    /** One row of a table; returns the probability of a positive outcome. */
    private interface RowWriter {
        double write(int number, SplittableRandom random, StringBuilder row);
    }

    public static void main(String[] arguments) throws IOException {
        var folder = Files.createDirectories(Path.of(arguments[0]));
        write(folder.resolve("categories.csv"), 4000, names("c", 12), StrangeTables::categories);
        write(folder.resolve("wide.csv"), 3000, names("x", 200), StrangeTables::wide);
        write(folder.resolve("rare.csv"), 10_000, names("x", 10), StrangeTables::rare);
        write(
                folder.resolve("mixed.csv"),
                4000,
                "customer_id,joined,last_seen,active,premium,country,constant,empty,income,visits,note",
                StrangeTables::mixed);
    }

    private static String names(String prefix, int count) {
        var names = new StringBuilder();
        for (int i = 0; i < count; i++) {
            names.append(i == 0 ? "" : ",").append(prefix).append(i);
        }
        return names.toString();
    }

    private static void write(Path file, int rows, String header, RowWriter writer)
            throws IOException {
        var random = new SplittableRandom(header.hashCode());
        var text = new StringBuilder(header).append(",outcome\n");
        for (int i = 0; i < rows; i++) {
            double probability = writer.write(i, random, text);
            text.append(random.nextDouble() < probability ? "yes" : "no").append('\n');
        }
        Files.writeString(file, text);
    }

    /** Not one number: twelve categories of two to six levels. */
    private static double categories(int number, SplittableRandom random, StringBuilder row) {
        double probability = 0.1;
        for (int i = 0; i < 12; i++) {
            int level = random.nextInt(2 + i % 5);
            row.append(COLOURS[level]).append(',');
            probability += i < 4 && level == 0 ? 0.15 : 0;
        }
        return probability;
    }

    /** 200 columns, of which three matter; every fourth is a category. */
    private static double wide(int number, SplittableRandom random, StringBuilder row) {
        double sum = 0;
        for (int i = 0; i < 200; i++) {
            double value = random.nextDouble();
            sum += i >= 1 && i <= 3 ? value : 0;
            row.append(i % 4 == 0 ? COLOURS[(int) (value * 5)] : thousandths(value)).append(',');
        }
        return Math.min(1, 0.02 + Math.pow(sum / 3, 3));
    }

    /** Three positives in a hundred. */
    private static double rare(int number, SplittableRandom random, StringBuilder row) {
        double product = 1;
        for (int i = 0; i < 10; i++) {
            double value = random.nextDouble();
            product *= i < 3 ? value : 1;
            row.append(thousandths(value)).append(',');
        }
        return Math.min(1, 0.24 * product);
    }

    /** Ids, dates with gaps, booleans, a constant, an empty column, missing values, free text. */
    private static double mixed(int number, SplittableRandom random, StringBuilder row) {
        int age = random.nextInt(2000);
        boolean active = random.nextInt(3) > 0;
        boolean premium = random.nextBoolean();
        int visits = random.nextInt(40);
        row.append("C-%06d,".formatted(number)).append(FIRST_DAY.plusDays(age)).append(',');
        row.append(random.nextInt(5) == 0 ? "" : FIRST_DAY.plusDays(2000 + random.nextInt(300)));
        row.append(',').append(active).append(',').append(premium ? "true" : "false").append(',');
        row.append(random.nextInt(10) == 0 ? "" : COLOURS[random.nextInt(6)]).append(",same,,");
        row.append(random.nextInt(4) == 0 ? "" : thousandths(90 * random.nextDouble())).append(',');
        row.append(visits).append(",\"called, said: \"\"").append(random.nextInt(1 << 30));
        row.append("\"\"\",");
        return 0.05 + (active ? 0 : 0.3) + 0.3 * age / 2000 + (visits < 5 ? 0.2 : 0);
    }

    private static String thousandths(double value) {
        return Double.toString(Math.rint(value * 1000) / 1000);
    }
}
