package dev.rondo.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.Json;
import dev.rondo.base.RondoException;
import org.junit.jupiter.api.Test;

class MonitorSpecTest {
    @Test
    void usualSettingsComeBackFromJson() {
        var spec = MonitorSpec.of("shop", 3_600_000_000L);
        assertThat(Json.read(Json.write(spec), MonitorSpec.class)).isEqualTo(spec);
    }

    @Test
    void nonsenseIsRefused() {
        refused(() -> MonitorSpec.of("shop", 0));
        refused(() -> MonitorSpec.of("no/name", 1));
        refused(() -> of(-1, 2, 3, 0.1, 0.01, 100, 0.8));
        refused(() -> of(0, 0, 3, 0.1, 0.01, 100, 0.8));
        refused(() -> of(0, 4, 3, 0.1, 0.01, 100, 0.8));
        refused(() -> of(0, 2, 3, 0, 0.01, 100, 0.8));
        refused(() -> of(0, 2, 3, 0.1, 1, 100, 0.8));
        refused(() -> of(0, 2, 3, 0.1, Double.NaN, 100, 0.8));
        refused(() -> of(0, 2, 3, 0.1, 0.01, 0, 0.8));
        refused(() -> of(0, 2, 3, 0.1, 0.01, 100, 1.1));
    }

    private static MonitorSpec of(
            long lateness, int m, int n, double psi, double alpha, long rows, double coverage) {
        return new MonitorSpec("shop", 1, lateness, m, n, psi, alpha, rows, coverage, 1, 1);
    }

    private static void refused(Runnable making) {
        assertThatThrownBy(making::run).isInstanceOf(RondoException.class);
    }
}
