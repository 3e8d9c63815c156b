package dev.rondo.wire.parquet;

import dev.rondo.base.RondoException;

/**
 * A column of numbers, truth values, texts, bytes or times.
 *
 * @param length of each value of {@link ColumnKind#FIXED_BYTES} and {@link
 *     ColumnKind#DECIMAL_FIXED}
 * @param scale how many digits of a decimal are behind its point
 * @param optional whether values may be missing
 * @param zoned whether times are those of UTC, not of a clock that nobody names
 */
record ParquetColumn(
        String name, ColumnKind kind, int length, int scale, boolean optional, boolean zoned) {
    /** The most digits that a decimal has anywhere (Arrow's of 256 bits). */
    private static final int LONGEST_DECIMAL = 76;

    ParquetColumn {
        if (scale < 0 || scale > LONGEST_DECIMAL) {
            throw ParquetErrors.broken("a decimal has " + scale + " digits behind its point");
        }
    }

    /** The fewest bytes that a value takes in plain encoding. */
    int leastSize() {
        return switch (kind) {
            case FIXED_BYTES, DECIMAL_FIXED -> length;
            default -> kind.least;
        };
    }

    /** Reads one element of a schema. */
    static final class Element {
        private static final int REPEATED = 2;

        // Numbers of logical types in parquet.thrift.
        private static final int STRING = 1;
        private static final int DECIMAL = 5;
        private static final int DATE = 6;
        private static final int TIME = 7;
        private static final int TIMESTAMP = 8;
        private static final int INTEGER = 10;
        private static final int HALF = 15;

        private int type = -1;
        private int length;
        private int scale;
        private int repetition;
        private String name = "";
        private int converted = -1;
        private int logical;
        private int unit;
        private boolean utc = true;
        private boolean signed = true;
        private int children;

        static Element read(ThriftReader in) {
            var element = new Element();
            in.struct(field -> {
                switch (field) {
                    case 1 -> element.type = in.count();
                    case 2 -> element.length = in.count();
                    case 3 -> element.repetition = in.count();
                    case 4 -> element.name = in.text();
                    case 5 -> element.children = in.count();
                    case 6 -> element.converted = in.count();
                    case 7 -> element.scale = in.count();
                    case 10 -> element.logical(in);
                    default -> in.skip();
                }
            });
            return element;
        }

        /** A union: the one field that it has says which type it is. */
        private void logical(ThriftReader in) {
            in.struct(which -> {
                logical = which;
                in.struct(field -> {
                    if (which == TIMESTAMP && field == 1) {
                        utc = in.flag();
                    } else if (which == TIMESTAMP && field == 2) {
                        in.struct(each -> {
                            unit = each;
                            in.skip();
                        });
                    } else if (which == DECIMAL && field == 1) {
                        scale = in.count();
                    } else if (which == INTEGER && field == 2) {
                        signed = in.flag();
                    } else {
                        in.skip();
                    }
                });
            });
        }

        ParquetColumn column() {
            if (children > 0 || repetition == REPEATED) {
                throw other("of lists or groups");
            }
            return new ParquetColumn(name, kind(), length, scale, repetition == 1, utc);
        }

        private ColumnKind kind() {
            if (logical == DECIMAL || converted == 5) {
                return decimalKind();
            }
            if (logical == TIME || converted == 7 || converted == 8 || converted == 21) {
                throw other("of times of day or intervals");
            }
            return switch (type) {
                case 0 -> ColumnKind.TRUTH;
                case 1 -> wholeKind();
                case 2 -> longKind();
                case 4 -> ColumnKind.FLOAT;
                case 5 -> ColumnKind.DOUBLE;
                case 6 -> isText() ? ColumnKind.TEXT : ColumnKind.BYTES;
                case 7 ->
                        fixedKind(
                                logical == HALF && length == 2
                                        ? ColumnKind.HALF
                                        : ColumnKind.FIXED_BYTES);
                default -> throw other("of an old kind of times");
            };
        }

        private ColumnKind decimalKind() {
            return switch (type) {
                case 1 -> ColumnKind.DECIMAL_INT;
                case 2 -> ColumnKind.DECIMAL_LONG;
                case 6 -> ColumnKind.DECIMAL_BYTES;
                case 7 -> fixedKind(ColumnKind.DECIMAL_FIXED);
                default -> throw other("of decimals that are no whole numbers");
            };
        }

        private ColumnKind wholeKind() {
            if (logical == DATE || converted == 6) {
                return ColumnKind.DATE;
            }
            boolean unsigned = !signed || (converted >= 11 && converted <= 13);
            return unsigned ? ColumnKind.UNSIGNED_INT : ColumnKind.INT;
        }

        private ColumnKind longKind() {
            if (logical == TIMESTAMP || converted == 9 || converted == 10) {
                return switch (unit > 0 ? unit : converted - 8) {
                    case 1 -> ColumnKind.MILLIS;
                    case 2 -> ColumnKind.MICROS;
                    default -> ColumnKind.NANOS;
                };
            }
            return !signed || converted == 14 ? ColumnKind.UNSIGNED_LONG : ColumnKind.LONG;
        }

        /** Also those of a fixed list of words, and JSON. */
        private boolean isText() {
            return switch (converted) {
                case 0, 4, 19 -> true;
                default -> logical == STRING;
            };
        }

        private ColumnKind fixedKind(ColumnKind kind) {
            if (length == 0) {
                throw other("of nothing");
            }
            return kind;
        }

        private RondoException other(String what) {
            return ParquetErrors.unsupported("a column " + what).at(shown(name));
        }

        private static String shown(String name) {
            return name.length() > 60 ? name.substring(0, 60) + "…" : name;
        }
    }
}
