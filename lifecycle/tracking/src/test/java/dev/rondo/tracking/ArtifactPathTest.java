package dev.rondo.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactPathTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a/b.txt | a/b.txt",
                "a//b/./c/ | a/b/c",
                "'' | ''",
                "naïve 日本.txt | naïve 日本.txt",
                "p%q.txt | p%q.txt",
                "100%25 | 100%25",
                "plot #1.png | plot #1.png",
                "a..b/...c | a..b/...c",
                "CC:/x | CC:/x"
            })
    void aPathIsNormalisedAndItsEscapesStay(String path, String plain) {
        assertThat(ArtifactPath.normalise(path)).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "a/../b",
                "a/..",
                "%2e%2e/x",
                "%2E./x",
                "%252e%252e/x",
                "a%2f..%2f..%2fb",
                "/etc/x",
                "%2fetc/x",
                "a\\b",
                "a%5cb",
                "..\\x",
                "C:/x",
                "c:",
                "C%3a/x",
                "a\0b",
                "a%00b",
                "\\\\host\\share",
                "%25252525252525252525252e%2e/x"
            })
    void aPathThatCouldLeaveItsRootIsRefused(String path) {
        assertThatThrownBy(() -> ArtifactPath.normalise(path)).hasMessage("Invalid path");
    }
}
