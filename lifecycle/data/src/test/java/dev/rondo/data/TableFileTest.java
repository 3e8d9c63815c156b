package dev.rondo.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class TableFileTest {
    @Test
    void aTableComesBackEqualWithAnEqualDigest() throws IOException {
        for (int seed : RandomTables.seeds(300)) {
            var table = new RandomTables(new Random(seed)).table();
            var bytes = new ByteArrayOutputStream();
            var digest = TableFile.write(table, bytes);
            var back = TableFile.read(new ByteArrayInputStream(bytes.toByteArray()), digest);
            assertThat(back).isEqualTo(table);
            assertThat(TableFile.write(back, new ByteArrayOutputStream())).isEqualTo(digest);
        }
    }

    @Test
    @DisplayName("equal content has equal bytes, however it came about")
    void equalContentHasEqualDigests() throws IOException {
        for (int seed : RandomTables.seeds(100)) {
            var tables = new RandomTables(new Random(seed));
            var table = tables.table();
            var order = tables.shuffled(table.rows());
            var back = new int[order.length];
            for (int i = 0; i < order.length; i++) {
                back[order[i]] = i;
            }
            var detour = table.select(order).select(back);
            assertThat(digest(detour)).isEqualTo(digest(table));
            if (table.rows() > 1) {
                assertThat(digest(table.select(new int[] {0}))).isNotEqualTo(digest(table));
            }
        }
    }

    @Test
    void everyDamagedByteIsNoticed() throws IOException {
        var table = new RandomTables(new Random(4)).table();
        var bytes = new ByteArrayOutputStream();
        var digest = TableFile.write(table, bytes);
        var sound = bytes.toByteArray();
        for (int at = 0; at < sound.length; at++) {
            var damaged = sound.clone();
            damaged[at] ^= 0x10;
            assertDamaged(damaged, digest);
            assertDamaged(java.util.Arrays.copyOf(sound, at), digest);
        }
        assertDamaged(sound, digest.replace('0', '1'));
    }

    /** A table with other content is damage too; damage to what only packs it is none. */
    private static void assertDamaged(byte[] bytes, String digest) throws IOException {
        Table read;
        try {
            read = TableFile.read(new ByteArrayInputStream(bytes), digest);
        } catch (IOException | RuntimeException e) {
            return;
        }
        assertThat(digest(read)).isEqualTo(digest);
    }

    @Test
    void anotherFileIsNoTable() {
        var bytes = HexFormat.of().parseHex("00112233445566778899");
        assertThatThrownBy(() -> TableFile.read(new ByteArrayInputStream(bytes), "sha256:0"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not begin as a table");
    }

    private static String digest(Table table) throws IOException {
        return TableFile.write(table, new ByteArrayOutputStream());
    }
}
