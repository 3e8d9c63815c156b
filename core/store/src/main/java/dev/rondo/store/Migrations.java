package dev.rondo.store;

import dev.rondo.base.RondoException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Brings a room's tables up to date. A room keeps its migrations as resources {@code
 * /db/ROOM/V1__what.sql}, {@code V2__…} beside its classes; every table's name starts with {@code
 * ROOM_}. A statement ends with {@code ;} at a line's end. Types are TEXT, BIGINT, DOUBLE PRECISION
 * (exact for every double, NaN and -0.0 included; NaN sorts last and equals itself) and {@code
 * ${blob}}; a flag is a BIGINT of 0 or 1.
 *
 * <p>Each migration runs once, in the order of the numbers, and is recorded in {@code
 * store_migrations} with its digest. One that was edited after it ran is refused, and so is a
 * database that a newer program has migrated.
 */
public final class Migrations {
    private static final String TABLE =
            """
            CREATE TABLE IF NOT EXISTS store_migrations (
                room TEXT NOT NULL,
                version BIGINT NOT NULL,
                digest TEXT NOT NULL,
                applied_at TEXT NOT NULL,
                PRIMARY KEY (room, version))
            """;
    private static final Pattern CREATED =
            Pattern.compile(
                    "(?i)CREATE\\s+(?:UNIQUE\\s+)?(?:TABLE|INDEX)\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?(\\w+)");

    private Migrations() {}

    /**
     * Applies what the database does not have yet.
     *
     * @param anchor a class of the room; the migrations come from its folder or jar
     */
    public static void apply(Db db, String room, Class<?> anchor) {
        apply(db, room, MigrationFile.all(room, anchor));
    }

    static void apply(Db db, String room, List<MigrationFile> files) {
        db.execute(tx -> {
            tx.lock("store_migrations");
            tx.update(TABLE);
            var applied = applied(tx, room);
            compare(room, files, applied);
            for (var file : files.subList(applied.size(), files.size())) {
                run(tx, db.dialect(), room, file);
            }
        });
    }

    private static List<String> applied(Tx tx, String room) {
        return tx.query(
                "SELECT digest FROM store_migrations WHERE room = ? ORDER BY version",
                row -> row.text("digest"),
                room);
    }

    private static void compare(String room, List<MigrationFile> files, List<String> applied) {
        if (applied.size() > files.size()) {
            throw RondoException.conflict(
                            "store.newer", "the database was written by a newer version of Rondo")
                    .because(
                            "its room %s has version %d, this program knows %d"
                                    .formatted(room, applied.size(), files.size()))
                    .next("start the newer version, or restore the backup from before it");
        }
        for (int i = 0; i < applied.size(); i++) {
            if (!files.get(i).digest().equals(applied.get(i))) {
                throw RondoException.internal(
                                "store.edited_migration",
                                "a migration was edited after this database had run it")
                        .at("db/" + room + "/" + files.get(i).name())
                        .next("restore the file and put the change into a new migration");
            }
        }
    }

    private static void run(Tx tx, Dialect dialect, String room, MigrationFile file) {
        for (var statement : file.statements(dialect)) {
            requirePrefix(room, file, statement);
            tx.update(statement);
        }
        tx.update(
                "INSERT INTO store_migrations (room, version, digest, applied_at)"
                        + " VALUES (?, ?, ?, CAST(CURRENT_TIMESTAMP AS TEXT))",
                room,
                file.version(),
                file.digest());
    }

    private static void requirePrefix(String room, MigrationFile file, String statement) {
        var created = CREATED.matcher(statement);
        if (created.lookingAt() && !created.group(1).startsWith(room + "_")) {
            throw new IllegalStateException(
                    "%s of room %s makes %s: its name must start with %s_"
                            .formatted(file.name(), room, created.group(1), room));
        }
    }
}
