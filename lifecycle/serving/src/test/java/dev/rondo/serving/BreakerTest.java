package dev.rondo.serving;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BreakerTest {
    @Test
    @DisplayName("rule 7.4: 5 failures of the last 20 answers open it, once and for good")
    void opens() {
        var breaker = new Breaker();
        breaker.succeeded(1000);
        for (int i = 0; i < 4; i++) {
            assertThat(breaker.failed(1, "predict.failed")).isFalse();
            breaker.succeeded(3);
        }
        assertThat(breaker.open()).isFalse();
        assertThat(breaker.failed(1, "predict.failed")).isTrue();
        assertThat(breaker.cause()).contains("5 of its last 20").contains("predict.failed");
        breaker.succeeded(1000);
        assertThat(breaker.open()).isTrue();
        assertThat(breaker.failed(20, "predict.failed")).isFalse();
    }

    @Test
    void failuresThatAreLongAgoDoNotCount() {
        var breaker = new Breaker();
        for (int i = 0; i < 100; i++) {
            breaker.succeeded(4);
            assertThat(breaker.failed(1, "x")).isEqualTo(false);
            breaker.succeeded(20);
        }
        assertThat(breaker.open()).isFalse();
    }
}
