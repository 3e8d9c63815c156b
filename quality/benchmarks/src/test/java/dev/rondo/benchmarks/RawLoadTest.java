package dev.rondo.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RawLoadTest {
    @Test
    void requestsFollowTheirLengths() {
        var file = "\0\0\0\2ab\0\0\0\0\0\0\0\3cde".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(RawLoad.requests(file))
                .extracting(request -> new String(request, StandardCharsets.ISO_8859_1))
                .containsExactly("ab", "", "cde");
    }
}
