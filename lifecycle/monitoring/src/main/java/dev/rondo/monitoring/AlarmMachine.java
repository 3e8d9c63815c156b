package dev.rondo.monitoring;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * M of N with hysteresis (rule 5.3). Pure: the state follows from the windows, not from when they
 * came.
 */
final class AlarmMachine {
    private AlarmMachine() {}

    /**
     * The state of one alert after a window was judged, or judged again.
     *
     * @param state before; null if there was no open alert
     * @param judged starts of the latest N judged windows, ascending
     * @param bad starts of the windows that were bad since the alert began
     * @param m so many bad ones of those N make it fire; so many good ones in a row resolve it
     * @return null if there is nothing to tell
     */
    static @Nullable AlertState next(
            @Nullable AlertState state, List<Long> judged, Set<Long> bad, int m) {
        long recentlyBad = judged.stream().filter(bad::contains).count();
        if (recentlyBad >= m) {
            return AlertState.FIRING;
        }
        if (state != AlertState.FIRING) {
            return recentlyBad > 0 ? AlertState.PENDING : null;
        }
        var latest = judged.subList(Math.max(0, judged.size() - m), judged.size());
        return latest.stream().anyMatch(bad::contains) ? AlertState.FIRING : AlertState.RESOLVED;
    }
}
