package dev.rondo.wire.tfserving;

import dev.rondo.base.ProtoReader;
import dev.rondo.base.RondoException;
import dev.rondo.wire.rows.Table;
import dev.rondo.wire.shared.BadRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The message {@code Input}: a list of {@code tensorflow.Example}, perhaps with a context whose
 * features every example has unless it says otherwise. A feature is a column, or, where it is the
 * only one, a whole row; one without values is missing. Cells go straight into their columns, so
 * that a request takes little more memory than it has bytes.
 */
final class Examples {
    private static final int MAX_FEATURES = 100_000;

    private final Map<String, FeatureColumn> columns = new LinkedHashMap<>();
    private int rows;

    /** The table of an {@code Input}, which is in the given field of a request. */
    static Table of(byte[] message, int field) {
        var in = new ProtoReader(message);
        var read = new Examples();
        while (in.next()) {
            if (in.field() == field) {
                read = new Examples();
                read.input(in.part());
            } else {
                in.skip();
            }
        }
        return read.table();
    }

    private void input(ProtoReader in) {
        while (in.next()) {
            switch (in.field()) {
                case 1, 2 -> list(in.part());
                default -> in.skip();
            }
        }
    }

    /** An {@code ExampleList}, or one with a context, which may come after the examples. */
    private void list(ProtoReader in) {
        columns.clear();
        rows = 0;
        context(new ProtoReader(in.array(), in.position(), in.position() + in.remaining()));
        while (in.next()) {
            if (in.field() == 1) {
                example(in.part());
            } else {
                in.skip();
            }
        }
    }

    private void context(ProtoReader in) {
        while (in.next()) {
            if (in.field() == 2) {
                features(in.part(), (name, values) -> column(name).always(values));
            } else {
                in.skip();
            }
        }
    }

    private void example(ProtoReader in) {
        features(in, (name, values) -> column(name).put(rows, values));
        for (var column : columns.values()) {
            if (!column.complete(rows)) {
                throw uneven();
            }
        }
        rows++;
    }

    private FeatureColumn column(String name) {
        var column = columns.get(name);
        if (column != null) {
            return column;
        }
        if (rows > 0) {
            throw uneven();
        }
        if (columns.size() == MAX_FEATURES) {
            throw RondoException.limit(
                    "tensors.too_many", "an example has more than " + MAX_FEATURES + " features");
        }
        var made = new FeatureColumn();
        columns.put(name, made);
        return made;
    }

    private RondoException uneven() {
        return BadRequest.of("the examples do not all have the same features")
                .at("examples[" + rows + "]")
                .next("send a feature without values where one is missing");
    }

    private interface Taker {
        void take(String name, FeatureValues values);
    }

    private static void features(ProtoReader example, Taker taker) {
        while (example.next()) {
            if (example.field() != 1) {
                example.skip();
                continue;
            }
            var map = example.part();
            while (map.next()) {
                if (map.field() == 1) {
                    entry(map.part(), taker);
                } else {
                    map.skip();
                }
            }
        }
    }

    private static void entry(ProtoReader in, Taker taker) {
        var name = "";
        var values = new FeatureValues();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = in.text();
                case 2 -> values = FeatureValues.read(in.part());
                default -> in.skip();
            }
        }
        taker.take(name, values);
    }

    private Table table() {
        if (rows == 0 || columns.isEmpty()) {
            throw BadRequest.of("the request has no examples with features");
        }
        var first = columns.values().iterator().next();
        if (columns.size() == 1 && first.width() > 1) {
            return Table.numbers(List.of(), rows, first.width(), first.values());
        }
        int width = columns.size();
        if ((long) rows * width > 1 << 28) {
            throw RondoException.limit("tensors.too_many", "the examples have too many values");
        }
        var cells = new double[rows * width];
        int at = 0;
        for (var column : columns.values()) {
            if (column.width() != 1) {
                throw BadRequest.of("a feature of several values is not the only one");
            }
            for (int row = 0; row < rows; row++) {
                cells[row * width + at] = column.value(row);
            }
            at++;
        }
        return Table.numbers(List.copyOf(columns.keySet()), rows, width, cells);
    }
}
