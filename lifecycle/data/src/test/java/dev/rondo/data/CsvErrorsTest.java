package dev.rondo.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rule 11.1: a file that cannot be read is refused with line, reason and advice. */
@DisplayName("rule 11.1: what is wrong with a file, where, why, and what to do")
final class CsvErrorsTest {
    @Test
    void raggedRows() {
        refused(
                "a,b\n1,2\n3\n",
                "dataset.ragged_row",
                "data.csv, line 3",
                "1 fields, the header 2");
        refused("a,b\n1,2,3\n", "dataset.ragged_row", "data.csv, line 2", "3 fields");
        refused("a,b\n\"1\n1\",2\n3\n", "dataset.ragged_row", "data.csv, line 4", "1 fields");
    }

    @Test
    void headers() {
        refused("a,b,a\n1,2,3\n", "dataset.duplicate_column", "line 1", "columns 1 and 3");
        refused("a,b, a \n1,2,3\n", "dataset.duplicate_column", "line 1", "\"a\"");
        refused("a,,b\n1,2,3\n", "dataset.unnamed_column", "line 1", "column 2 has no name");
        refused(
                "a,\"b\nc\"\n1,2\n",
                "dataset.column_name",
                "line 1",
                "\"b\\nc\" cannot name column 2");
        refused("a," + "b".repeat(201) + "\n1,2\n", "dataset.column_name", "line 1", "column 2");
        refused("a;b\n1;2\n", "dataset.separator", "line 1", "no comma");
        refused("a\tb\n1\t2\n", "dataset.separator", "line 1", "no comma");
    }

    @Test
    void filesWithoutRows() {
        refused("", "dataset.empty", "data.csv", "empty");
        refused("\n\n", "dataset.empty", "data.csv", "empty");
        refused("a,b\n", "dataset.no_rows", "data.csv", "no rows");
        refused("a,b", "dataset.no_rows", "data.csv", "no rows");
        refused("a,b\n\n\n", "dataset.no_rows", "data.csv", "no rows");
    }

    @Test
    void quotes() {
        refused("a,b\n1,\"x\"y\n", "dataset.quote", "line 2", "not quoted well");
        refused("a,b\n1,x\n2,\"y\n3,z\n", "dataset.quote", "line 3", "ends within it");
        refused("a,b\n1,\"", "dataset.quote", "line 2", "ends within it");
        refused("a,\"b\n1,2\n", "dataset.quote", "line 1", "ends within it");
    }

    @Test
    void encodings() {
        var latin1 = "a,b\n1,2\n3,caf\u00e9\n4,x\n".getBytes(StandardCharsets.ISO_8859_1);
        refused(latin1, "dataset.encoding", "data.csv, line 3", "0xe9");
        for (var utf16 : new Charset[] {StandardCharsets.UTF_16, StandardCharsets.UTF_16LE}) {
            refused("a,b\n1,2\n".getBytes(utf16), "dataset.encoding", "line 1", "");
        }
        refused("a,b\r\n1,2\r\n3,\0\r\n", "dataset.encoding", "data.csv, line 3", "NUL");
        var cut = new byte[] {'a', '\n', (byte) 0xc3};
        refused(cut, "dataset.encoding", "line 2", "ends within a character");
    }

    @Test
    @DisplayName("rule 11.2: sizes have limits")
    void limits() {
        limit("a,b\n1," + "x".repeat(1_001) + "\n", "dataset.field_too_large", "line 2");
        limit("a,b\n1," + "x".repeat(100_000) + "\n", "dataset.field_too_large", "line 2");
        limit("a,b\n1,\"x\n" + "2,y\n".repeat(50_000), "dataset.field_too_large", "line 2");
        limit("a,b\n" + "1,2\n".repeat(300_000), "dataset.too_large", "data.csv");
        limit("a,b,c,d,e,f,g,h,i,j,k\n", "dataset.too_many_columns", "line 1");
        limit("a,b\n1,2,3,4,5,6,7,8,9,10,11\n", "dataset.too_many_columns", "line 2");
        limit("a,b\n" + "1,2\n".repeat(6_000), "dataset.too_large", "data.csv");
        var texts = new StringBuilder("a\n");
        for (int i = 0; i < 800; i++) {
            texts.append("text ").append(i).append('\n');
        }
        limit(texts.toString(), "dataset.too_large", "data.csv");
    }

    @Test
    void anUploadThatBreaksOffIsNoTable() {
        var broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("connection reset");
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) throws IOException {
                        return read();
                    }
                };
        Assertions.assertThatThrownBy(() -> Csv.read(broken, "data.csv"))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("connection reset");
    }

    @Test
    void noTemporaryFileRemains() throws IOException {
        long before = uploads();
        refused("a,b\n1\n", "dataset.ragged_row", "line 2", "");
        refused("a,\0", "dataset.encoding", "line 1", "");
        Csv.read(new ByteArrayInputStream("a\n1\n".getBytes(StandardCharsets.UTF_8)), "x");
        assertThat(uploads()).isEqualTo(before);
    }

    private static long uploads() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(f -> f.getFileName().toString().startsWith("rondo-upload")).count();
        }
    }

    private static void refused(String csv, String code, String place, String what) {
        refused(csv.getBytes(StandardCharsets.UTF_8), code, place, what);
    }

    private static void refused(byte[] csv, String code, String place, String what) {
        var error = error(csv, Limits.standard());
        assertThat(error.kind()).isEqualTo(ErrorKind.USER);
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.where()).contains(place);
        assertThat(error.what()).contains(what);
        assertThat(error.nextStep()).isNotNull();
    }

    private static void limit(String csv, String code, String place) {
        var error = error(csv.getBytes(StandardCharsets.UTF_8), CsvFiles.LIMITS);
        assertThat(error.kind()).isEqualTo(ErrorKind.LIMIT);
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.where()).contains(place);
        assertThat(error.nextStep()).isNotNull();
    }

    private static RondoException error(byte[] csv, Limits limits) {
        var error =
                catchThrowableOfType(
                        RondoException.class, () -> CsvFiles.table(csv, Map.of(), limits));
        assertThat(error).isNotNull();
        return error;
    }
}
