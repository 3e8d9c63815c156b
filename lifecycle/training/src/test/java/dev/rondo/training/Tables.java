package dev.rondo.training;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.data.Table;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Seeded tables of every column type, with missing values and an outcome that depends on them. */
final class Tables {
    static final List<Column> SCHEMA =
            List.of(
                    new Column("amount", ColumnType.NUMBER, true),
                    new Column("member", ColumnType.BOOLEAN, true),
                    new Column("since", ColumnType.DATE, true),
                    new Column("plan", ColumnType.CATEGORY, true),
                    new Column("city", ColumnType.CATEGORY, true),
                    new Column("outcome", ColumnType.CATEGORY, false));
    static final List<Column> FEATURES = SCHEMA.subList(0, 5);

    private static final String[] PLANS = {"basic", "plus", "pro"};

    private Tables() {}

    static Table of(int rows, long seed) {
        var random = new Random(seed);
        var amount = new double[rows];
        var member = new double[rows];
        var since = new double[rows];
        var plan = new @Nullable String[rows];
        var city = new @Nullable String[rows];
        var outcome = new String[rows];
        for (int row = 0; row < rows; row++) {
            amount[row] = Math.exp(random.nextGaussian());
            member[row] = random.nextInt(2);
            since[row] = 15_000 + random.nextInt(4000);
            int chosen = random.nextInt(3);
            int town = random.nextInt(20);
            plan[row] = PLANS[chosen];
            city[row] = "city " + town;
            double logit =
                    Math.log(amount[row])
                            - member[row]
                            + (chosen == 1 ? 1.5 : 0)
                            + (town % 3 == 0 ? -1 : 0.3);
            outcome[row] = random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? "yes" : "no";
            if (random.nextInt(10) == 0) {
                amount[row] = Double.NaN;
                plan[row] = null;
            }
            if (random.nextInt(10) == 0) {
                member[row] = Double.NaN;
                since[row] = Double.NaN;
                city[row] = null;
            }
        }
        return Table.of(SCHEMA, amount, member, since, plan, city, outcome);
    }
}
