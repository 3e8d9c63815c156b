package dev.rondo.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.store.Blobs;
import dev.rondo.store.TestDatabases;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A long file of twenty columns, made while it is read; {@code -Ddata.rows=500000} for the size
 * that is promised. The tests run with 1 GiB of heap.
 */
final class LargeTableTest {
    private static final int ROWS = Integer.getInteger("data.rows", 20_000);
    private static final String HEADER =
            "id,name,n1,n2,n3,n4,n5,n6,n7,n8,c1,c2,c3,c4,c5,since,flag,i1,i2,y\n";

    @TempDir Path folder;

    @Test
    void aLongFileIsTakenInAndReadBack() {
        try (var db = TestDatabases.sqlite(folder)) {
            var datasets =
                    new Datasets(db, Blobs.files(folder.resolve("blobs")), InstantSource.system());
            var options = new IngestOptions("long.csv", "y", true, Map.of());
            var version = datasets.ingest("long", csv(), options);
            assertThat(version.rows()).isEqualTo(ROWS);
            var table = datasets.read("long", 1);
            assertThat(table.rows()).isEqualTo(ROWS);
            assertThat(table.texts("id").get(ROWS - 1)).isEqualTo("C" + (ROWS - 1));
            assertThat(datasets.ingest("long", csv(), options)).isEqualTo(version);
        }
    }

    private static InputStream csv() {
        var random = new Random(8);
        var rows = IntStream.range(0, ROWS).mapToObj(row -> line(row, random));
        return new Lines(Stream.concat(Stream.of(HEADER), rows).iterator());
    }

    private static final class Lines extends InputStream {
        private final Iterator<String> lines;
        private ByteArrayInputStream line = new ByteArrayInputStream(new byte[0]);

        Lines(Iterator<String> lines) {
            this.lines = lines;
        }

        @Override
        public int read() {
            var single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0];
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (line.available() == 0 && lines.hasNext()) {
                line = new ByteArrayInputStream(lines.next().getBytes(StandardCharsets.UTF_8));
            }
            return line.read(bytes, offset, length);
        }
    }

    private static String line(int row, Random random) {
        var line = new StringBuilder("C").append(row).append(",user ").append(random.nextInt());
        for (int i = 0; i < 8; i++) {
            line.append(',').append(i == 3 && row % 10 == 0 ? "" : random.nextGaussian());
        }
        for (int i = 0; i < 5; i++) {
            line.append(",level ").append(random.nextInt(3 + 20 * i));
        }
        line.append(",20").append(10 + random.nextInt(15)).append("-03-17 12:30:00");
        line.append(',').append(random.nextBoolean()).append(',').append(random.nextInt(100));
        line.append(',').append(random.nextInt(100_000));
        return line.append(random.nextInt(5) == 0 ? ",Yes\n" : ",No\n").toString();
    }
}
