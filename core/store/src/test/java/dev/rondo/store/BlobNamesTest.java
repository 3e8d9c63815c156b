package dev.rondo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.RondoException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobNamesTest {
    @Test
    void plainNamesStayAsTheyAre() {
        assertThat(BlobNames.encode("model/MLmodel")).isEqualTo("model/MLmodel");
        assertThat(BlobNames.encode("a_b.c@d+e-1")).isEqualTo("a_b.c@d+e-1");
    }

    @Test
    void otherCharactersAreWrittenInHexadecimal() {
        assertThat(BlobNames.encode("my plots/é=1.png")).isEqualTo("my=20plots/=C3=A9=3D1.png");
    }

    @Test
    void everyPathComesBack() {
        var random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            var path =
                    random.ints(12, 1, 0x2000)
                            .filter(c -> c != '/')
                            .collect(
                                    StringBuilder::new,
                                    StringBuilder::appendCodePoint,
                                    StringBuilder::append)
                            .toString();
            var key = BlobNames.encode("x" + path + "/y");
            assertThat(BlobNames.decode(key)).isEqualTo("x" + path + "/y");
            assertThat(BlobKeys.check(key)).isEqualTo(key);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b"})
    void aPathOutOfItsRootIsRefused(String path) {
        assertThatThrownBy(() -> BlobNames.encode(path))
                .isInstanceOfSatisfying(
                        RondoException.class, e -> assertThat(e.code()).isEqualTo("blob.path"));
    }
}
