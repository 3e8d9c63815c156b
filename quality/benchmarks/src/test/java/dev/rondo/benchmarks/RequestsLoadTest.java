package dev.rondo.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestsLoadTest {
    @Test
    void aLineIsARequest() {
        var requests =
                RequestsLoad.requests(List.of("GET /a?b=c", "POST /d {\"text\": \"grün x\"}"));
        assertThat(new String(requests.get(0), StandardCharsets.UTF_8))
                .startsWith("GET /a?b=c HTTP/1.1\r\n");
        assertThat(new String(requests.get(1), StandardCharsets.UTF_8))
                .startsWith("POST /d HTTP/1.1\r\n")
                .endsWith("\r\n\r\n{\"text\": \"grün x\"}");
    }

    @Test
    void anotherMethodIsRefused() {
        assertThatThrownBy(() -> RequestsLoad.requests(List.of("PUT /a x")))
                .hasMessage("not GET or POST: PUT");
    }
}
