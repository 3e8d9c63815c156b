package dev.rondo.store;

import dev.rondo.base.RondoException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A database's address, read from text. Errors never show a password (rule 11.3). */
sealed interface DatabaseUrl {
    /** A database in a file. */
    record Sqlite(Path file) implements DatabaseUrl {}

    /**
     * A database of a server.
     *
     * @param jdbc the driver's form, without user and password of the authority
     */
    record Postgres(String jdbc, @Nullable String user, @Nullable String password)
            implements DatabaseUrl {
        /** The address without its parameters, for messages. */
        String shown() {
            return jdbc.replaceFirst("\\?.*", "");
        }

        @Override
        public String toString() {
            return shown();
        }
    }

    static DatabaseUrl parse(String url) {
        var plain = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
        if (plain.startsWith("sqlite:")) {
            return sqlite(plain.substring("sqlite:".length()));
        }
        if (plain.startsWith("postgresql://") || plain.startsWith("postgres://")) {
            return postgres(plain.replaceFirst("^postgres:", "postgresql:"));
        }
        throw invalid("it names neither SQLite nor PostgreSQL");
    }

    private static DatabaseUrl sqlite(String file) {
        if (file.isEmpty() || file.startsWith(":") || file.contains("?")) {
            throw invalid("SQLite needs the path of a file, without parameters");
        }
        try {
            return new Sqlite(Path.of(file.replaceFirst("^//+", "/")).toAbsolutePath());
        } catch (InvalidPathException e) {
            throw invalid("SQLite needs the path of a file").causedBy(e);
        }
    }

    private static DatabaseUrl postgres(String url) {
        try {
            var uri = new URI(url);
            if (uri.getHost() == null || uri.getPath() == null || uri.getPath().length() < 2) {
                throw invalid("PostgreSQL needs a host and a database's name");
            }
            var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            var jdbc = "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query;
            var login =
                    uri.getRawUserInfo() == null
                            ? new String[0]
                            : uri.getRawUserInfo().split(":", 2);
            return new Postgres(jdbc, part(login, 0), part(login, 1));
        } catch (URISyntaxException _) {
            throw invalid("it is no URL; a special character in a password is written as %XX");
        }
    }

    private static @Nullable String part(String[] login, int index) {
        return index < login.length
                ? URLDecoder.decode(login[index].replace("+", "%2B"), StandardCharsets.UTF_8)
                : null;
    }

    private static RondoException invalid(String reason) {
        return RondoException.user("store.url", "the database's URL cannot be used")
                .because(reason)
                .next(
                        "give sqlite:/path/rondo.db or postgresql://user:password@host:5432/database");
    }
}
