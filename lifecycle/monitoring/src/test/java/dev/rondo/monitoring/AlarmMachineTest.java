package dev.rondo.monitoring;

import static dev.rondo.monitoring.AlertState.FIRING;
import static dev.rondo.monitoring.AlertState.PENDING;
import static dev.rondo.monitoring.AlertState.RESOLVED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlarmMachineTest {
    /** Windows as letters, g good and b bad; states as n none, p pending, f firing, r resolved. */
    @ParameterizedTest(name = "{0} of {1}: {2} gives {3}")
    @CsvSource({
        "2, 3, gggg, nnnn",
        "2, 3, gbgg, nppp",
        "2, 3, gbbg, npff",
        "2, 3, gbgb, nppf",
        "2, 3, bbgg, pffr",
        "2, 3, bbgbgg, pffffr",
        "2, 3, bbggg, pffrn",
        "2, 3, bbggb, pffrp",
        "2, 3, bbggbb, pffrpf",
        "1, 1, gbg, nfr",
        "3, 3, bbgbbb, pppppf",
        "3, 5, bgbgb, ppppf",
    })
    @DisplayName("rule 5.3: M of the last N windows, and M good ones in a row to resolve")
    void statesFollow(int m, int n, String windows, String expected) {
        assertThat(states(m, n, windows)).isEqualTo(expected);
    }

    private static String states(int m, int n, String windows) {
        var text = new StringBuilder();
        var judged = new ArrayList<Long>();
        Set<Long> bad = new HashSet<>();
        @Nullable AlertState state = null;
        for (long window = 0; window < windows.length(); window++) {
            judged.add(window);
            if (windows.charAt((int) window) == 'b') {
                bad.add(window);
            }
            var latest = judged.subList(Math.max(0, judged.size() - n), judged.size());
            state = AlarmMachine.next(state, latest, bad, m);
            text.append(letter(state));
            if (state == null || state == RESOLVED) {
                state = null;
                bad.clear();
            }
        }
        return text.toString();
    }

    private static char letter(@Nullable AlertState state) {
        return switch (state) {
            case null -> 'n';
            case PENDING -> 'p';
            case FIRING -> 'f';
            case RESOLVED -> 'r';
        };
    }

    @Test
    @DisplayName("rule 5.5: a window that turns out good does not unsay an alarm by itself")
    void revisions() {
        var judged = List.of(1L, 2L, 3L);
        assertThat(AlarmMachine.next(PENDING, judged, Set.of(2L, 3L), 2)).isEqualTo(FIRING);
        assertThat(AlarmMachine.next(FIRING, judged, Set.of(3L), 2)).isEqualTo(FIRING);
        assertThat(AlarmMachine.next(FIRING, judged, Set.of(1L), 2)).isEqualTo(RESOLVED);
        assertThat(AlarmMachine.next(PENDING, judged, Set.of(), 2)).isNull();
    }
}
