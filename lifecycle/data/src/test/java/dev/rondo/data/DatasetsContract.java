package dev.rondo.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import dev.rondo.store.Blob;
import dev.rondo.store.BlobContent;
import dev.rondo.store.BlobEntry;
import dev.rondo.store.Blobs;
import dev.rondo.store.Db;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link Datasets} does, on any database. */
abstract class DatasetsContract {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-25T13:00:00Z"));

    @TempDir Path folder;
    private Db db;
    private Blobs blobs;
    private Datasets datasets;

    abstract Db open(Path folder);

    @BeforeEach
    void start() {
        db = open(folder);
        blobs = Blobs.files(folder.resolve("blobs"));
        datasets = new Datasets(db, blobs, CLOCK);
    }

    @AfterEach
    void stop() {
        db.close();
    }

    @Test
    void aFileBecomesVersionOneWithAllThatIsKnownOfIt() {
        var version = ingest(csv(300, 1), "y");
        assertThat(version.name()).isEqualTo("people");
        assertThat(version.version()).isEqualTo(1);
        assertThat(version.digest()).startsWith("sha256:");
        assertThat(version.rows()).isEqualTo(300);
        assertThat(version.bytes()).isPositive();
        assertThat(version.createdAt()).isEqualTo(1_795_611_600_000_000L);
        assertThat(version.target()).isEqualTo("y");
        assertThat(version.lineage()).containsExactly(Map.entry("from", "a test"));
        assertThat(version.schema())
                .extracting(Column::type)
                .containsExactly(
                        ColumnType.NUMBER,
                        ColumnType.NUMBER,
                        ColumnType.CATEGORY,
                        ColumnType.CATEGORY);
        assertThat(datasets.get("people", 1)).isEqualTo(version);
        assertThat(datasets.latest("people")).contains(version);
        var table = datasets.read("people", 1);
        assertThat(table).isEqualTo(CsvFiles.table(csv(300, 1), Map.of()).table());
        assertThat(datasets.profile("people", 1)).isEqualTo(Profile.of(table));
        assertThat(datasets.suite("people", 1)).isEqualTo(Suites.infer(Profile.of(table), table));
    }

    @Test
    void equalContentMakesNoNewVersion() {
        var first = ingest(csv(300, 1), "y");
        var windows = csv(300, 1).replace("\n", "\r\n");
        assertThat(ingest(windows, "y")).isEqualTo(first);
        assertThat(ingest(windows, null)).isEqualTo(first);
        var table = datasets.read("people", 1);
        assertThat(datasets.write("people", table, null, Map.of())).isEqualTo(first);
        assertThat(datasets.versions("people")).hasSize(1);
        var other = ingest(csv(300, 1), "city");
        assertThat(other.version()).isEqualTo(2);
        assertThat(other.digest()).isEqualTo(first.digest());
    }

    @Test
    void versionsFollowOneAnother() {
        ingest(csv(300, 1), "y");
        ingest(csv(300, 2), "y");
        var third = ingest(csv(300, 1), "y");
        assertThat(third.version()).isEqualTo(3);
        assertThat(datasets.versions("people"))
                .extracting(DatasetVersion::version)
                .containsExactly(3, 2, 1);
        assertThat(third.digest()).isEqualTo(datasets.get("people", 1).digest());
        datasets.write("a.set", datasets.read("people", 2), null, Map.of());
        assertThat(datasets.list())
                .extracting(v -> v.name() + " " + v.version())
                .containsExactly("a.set 1", "people 3");
    }

    @Test
    @DisplayName("a table comes back with equal content and an equal digest")
    void tablesRoundTrip() {
        for (int seed : RandomTables.seeds(10)) {
            var table = new RandomTables(new Random(seed)).table();
            var version = datasets.write("t" + seed, table, null, Map.of());
            assertThat(datasets.read("t" + seed, 1)).isEqualTo(table);
            assertThat(datasets.write("t" + seed, datasets.read("t" + seed, 1), null, Map.of()))
                    .isEqualTo(version);
        }
    }

    @Test
    @DisplayName("rule 3.4: a damaged file is refused whole, and the version before stays")
    void aDamagedFileIsRefusedWithItsRows() {
        var first = ingest(csv(1_000, 1), "y");
        var damaged = csv(1_000, 2).lines().toList().toArray(String[]::new);
        damaged[7] = "\"two\nlines\",1,Rome,no";
        damaged[9] = damaged[9].replaceFirst("^[^,]*", "999999");
        damaged[10] = damaged[10].replaceFirst("^([^,]*),[^,]*", "$1,many");
        var error = refused(String.join("\n", damaged));
        assertThat(error.code()).isEqualTo("dataset.unexpected");
        assertThat(error.where()).isEqualTo("people.csv, line 8, column age");
        assertThat(error.why())
                .contains("\n  line 8, age: \"two\\nlines\" is no number")
                .contains("\n  line 12, income: \"many\" is no number")
                .doesNotContain("999999");
        assertThat(error.nextStep()).contains("validate=false");
        assertThat(datasets.versions("people")).containsExactly(first);
        assertThat(datasets.read("people", 1).rows()).isEqualTo(1_000);
    }

    @Test
    void unitsSwapsAndColumnsAreRefusedUnlessTheCheckIsLeftOut() {
        ingest(csv(1_000, 1), "y");
        var cents = csv(1_000, 2).replaceAll("(?m)^(\\d+),(\\d+)", "$1,$200");
        assertThat(refused(cents).why()).contains("line 2, income: ").contains("usual range");
        var swapped = csv(1_000, 2).replaceAll("(?m)^(\\d+),(\\d+)", "$2,$1");
        assertThat(refused(swapped).why()).contains("line 2, age: ").contains("line 2, income: ");
        var renamed = csv(1_000, 2).replace("city", "town");
        assertThat(refused(renamed).why())
                .contains("columns are missing: city; columns are new: town");
        var unchecked = new IngestOptions("people.csv", "y", false, Map.of());
        assertThat(datasets.ingest("people", stream(cents), unchecked).version()).isEqualTo(2);
    }

    @Test
    void aColumnKeepsItsTypeFromVersionToVersion() {
        ingest("code,n\n" + "x7,1\n17,2\n".repeat(50), null);
        var numbers = "code,n\n" + "17,1\n18,2\n".repeat(50);
        assertThat(refused(numbers).why()).contains("not among the 2 values known");
        ingest("code,n\n" + "17,1\n17,2\n".repeat(50), null);
        assertThat(datasets.get("people", 2).schema().getFirst().type())
                .isEqualTo(ColumnType.CATEGORY);
        assertThat(datasets.profile("people", 2).column("code").notes()).hasSize(1);
    }

    @Test
    void columnsAreDeclaredNullableWithoutAMissingValue() {
        var declared = new IngestOptions("people.csv", "y", true, Map.of(), Set.of("income"));
        var version = datasets.ingest("people", stream(csv(300, 1)), declared);
        assertThat(version.schema())
                .extracting(Column::nullable)
                .containsExactly(false, true, false, false);
        assertThat(datasets.read("people", 1).schema()).isEqualTo(version.schema());
        assertThat(ingest(csv(300, 1), "y").version()).isEqualTo(2);
        var unknown = new IngestOptions("people.csv", "y", true, Map.of(), Set.of("z"));
        assertThatThrownBy(() -> datasets.ingest("people", stream(csv(300, 1)), unknown))
                .hasMessageContaining("people.csv")
                .hasMessageContaining("there is no column \"z\"");
    }

    @Test
    void unknownNamesVersionsAndTargetsAreErrorsOfTheirKind() {
        ingest(csv(300, 1), "y");
        notFound(() -> datasets.versions("nothing"));
        notFound(() -> datasets.get("people", 2));
        notFound(() -> datasets.read("people", 0));
        notFound(() -> datasets.profile("people", 2));
        notFound(() -> datasets.suite("nothing", 1));
        assertThat(datasets.latest("nothing")).isEmpty();
        assertThatThrownBy(() -> ingest(csv(300, 2), "z"))
                .hasMessageContaining("there is no column \"z\"")
                .hasMessageContaining("target");
        assertThatThrownBy(() -> datasets.write("../up", table(1), null, Map.of()))
                .hasMessageContaining("cannot name a dataset");
        assertThatThrownBy(() -> datasets.write("none", table(0), null, Map.of()))
                .hasMessageContaining("no rows");
    }

    private static void notFound(Callable<?> call) {
        assertThatThrownBy(call::call)
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.NOT_FOUND));
    }

    @Test
    @DisplayName("rule 3.4: a crash between blob and commit leaves nothing that a reader sees")
    void aFaultBeforeTheCommitLeavesNoOrphanVisible() {
        var first = ingest(csv(300, 1), "y");
        var fault = new FaultyBlobs(blobs, true);
        var crashing = new Datasets(db, fault, CLOCK);
        assertThatThrownBy(() -> crashing.ingest("people", stream(csv(300, 2)), options("y")))
                .hasMessage("crash after the blob");
        assertThatThrownBy(() -> crashing.write("new", table(5), null, Map.of()))
                .hasMessage("crash after the blob");
        assertThat(blobs.list("datasets/people")).hasSize(2);
        assertThat(datasets.versions("people")).containsExactly(first);
        assertThat(datasets.list()).containsExactly(first);
        assertThat(datasets.read("people", 1).rows()).isEqualTo(300);
        var second = ingest(csv(300, 2), "y");
        assertThat(second.version()).isEqualTo(2);
        assertThat(datasets.read("people", 2).rows()).isEqualTo(300);
        assertThat(blobs.list("datasets/people")).hasSize(2);
    }

    @Test
    @DisplayName("rule 3.4: an upload of the content that fails leaves the version before")
    void aFaultInTheBlobLeavesNothing() {
        var first = ingest(csv(300, 1), "y");
        var crashing = new Datasets(db, new FaultyBlobs(blobs, false), CLOCK);
        assertThatThrownBy(() -> crashing.ingest("people", stream(csv(300, 2)), options("y")))
                .hasMessage("crash before the blob");
        assertThat(datasets.versions("people")).containsExactly(first);
        assertThat(blobs.list("datasets/people")).hasSize(1);
    }

    @Test
    void aDamagedOrLostFileOfAVersionIsAFaultOfOurs() {
        ingest(csv(300, 1), "y");
        var key = blobs.list("datasets/people").getFirst().key();
        blobs.put(key, stream("RONDOTB1 and then something else"));
        assertThatThrownBy(() -> datasets.read("people", 1))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> assertThat(e.code()).isEqualTo("dataset.damaged"));
        blobs.delete(key);
        assertThatThrownBy(() -> datasets.read("people", 1)).hasMessageContaining("backup");
    }

    @Test
    void writersOfOneDatasetGetVersionsOfTheirOwn() throws Exception {
        var tasks =
                IntStream.range(0, 8)
                        .mapToObj(i ->
                                (Callable<DatasetVersion>)
                                        () ->
                                                datasets.write(
                                                        "people",
                                                        table(20 + i % 4),
                                                        null,
                                                        Map.of()))
                        .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(tasks)) {
                assertThat(done.get().version()).isPositive();
            }
        }
        var versions = datasets.versions("people");
        assertThat(versions)
                .extracting(DatasetVersion::version)
                .isEqualTo(
                        IntStream.rangeClosed(1, versions.size())
                                .map(i -> versions.size() + 1 - i)
                                .boxed()
                                .toList());
        assertThat(versions.size()).isBetween(4, 8);
        for (var version : versions) {
            assertThat(datasets.read("people", version.version()).rows())
                    .isEqualTo((int) version.rows());
        }
    }

    @Test
    void aVersionThatAppearsDuringTheCheckIsAConflict() {
        ingest(csv(300, 1), "y");
        var overtaking = new Datasets(db, new OvertakingBlobs(), CLOCK);
        assertThatThrownBy(() -> overtaking.ingest("people", stream(csv(300, 2)), options("y")))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT));
        assertThat(datasets.versions("people")).hasSize(2);
    }

    private DatasetVersion ingest(String csv, @Nullable String target) {
        return datasets.ingest("people", stream(csv), options(target));
    }

    private RondoException refused(String csv) {
        var error = catchThrowableOfType(RondoException.class, () -> ingest(csv, null));
        assertThat(error).isNotNull();
        assertThat(error.kind()).isEqualTo(ErrorKind.USER);
        return error;
    }

    private static IngestOptions options(@Nullable String target) {
        return new IngestOptions("people.csv", target, true, Map.of("from", "a test"));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Table table(int rows) {
        return Table.of(
                List.of(new Column("n", ColumnType.NUMBER, false)),
                IntStream.range(0, rows).asDoubleStream().toArray());
    }

    private static String csv(int rows, int seed) {
        var random = new Random(seed);
        var csv = new StringBuilder("age,income,city,y\n");
        for (int row = 0; row < rows; row++) {
            csv.append(18 + random.nextInt(60)).append(',');
            csv.append(1_000 + random.nextInt(4_000)).append(',');
            csv.append(random.nextInt(3) == 0 ? "Rome" : "\"Ulm\"").append(',');
            csv.append(random.nextInt(4) == 0 ? "yes" : "no").append('\n');
        }
        return csv.toString();
    }

    /** Fails before or after the content is stored, as a process that dies there. */
    private static class FaultyBlobs implements Blobs {
        private final Blobs real;
        private final boolean after;

        FaultyBlobs(Blobs real, boolean after) {
            this.real = real;
            this.after = after;
        }

        @Override
        public Blob put(String key, InputStream content) {
            if (!after) {
                throw new IllegalStateException("crash before the blob");
            }
            real.put(key, content);
            throw new IllegalStateException("crash after the blob");
        }

        @Override
        public InputStream open(String key) {
            return real.open(key);
        }

        @Override
        public BlobContent read(String key) {
            return real.read(key);
        }

        @Override
        public boolean exists(String key) {
            return real.exists(key);
        }

        @Override
        public void delete(String key) {
            real.delete(key);
        }

        @Override
        public void deleteAll(String key) {
            real.deleteAll(key);
        }

        @Override
        public List<BlobEntry> list(String prefix) {
            return real.list(prefix);
        }

        @Override
        public Path localCopy(String key) {
            return real.localCopy(key);
        }
    }

    /** Lets another writer in just before the content is stored. */
    private final class OvertakingBlobs extends FaultyBlobs {
        OvertakingBlobs() {
            super(blobs, true);
        }

        @Override
        public Blob put(String key, InputStream content) {
            datasets.write("people", table(30), null, Map.of());
            return blobs.put(key, content);
        }
    }
}
