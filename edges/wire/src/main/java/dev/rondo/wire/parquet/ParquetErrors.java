package dev.rondo.wire.parquet;

import dev.rondo.base.RondoException;
import dev.rondo.wire.rows.Table;

/** What can be wrong with a table in Parquet. */
final class ParquetErrors {
    private ParquetErrors() {}

    static RondoException broken(String why) {
        return Table.error("the body is not valid Parquet")
                .because(why)
                .next("send what pandas.DataFrame.to_parquet() writes");
    }

    static RondoException unsupported(String what) {
        return Table.error("the Parquet file has " + what + ", which is not read here")
                .next("write flat columns with compression snappy, gzip, lz4 or none");
    }
}
