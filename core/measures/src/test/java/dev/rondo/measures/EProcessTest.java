package dev.rondo.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.base.Json;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EProcessTest {
    /** By hand: the shares are 0.001 * 990^(k/29); staking all on +1 multiplies by 1 + share. */
    @Test
    void betsOnTheGrid() {
        double once = 0;
        double twice = 0;
        for (int k = 0; k < 30; k++) {
            double factor = 1 + 0.001 * Math.pow(990, k / 29.0);
            once += factor / 30;
            twice += factor * factor / 30;
        }
        var first = EProcess.start().update(7, -7);
        Golden.same("once", first.e(), once);
        Golden.same("twice", first.update(2, -2).e(), twice);
        Golden.same("log", first.logE(), Math.log(once));
        assertThat(EProcess.start().e()).isEqualTo(1);
    }

    /** All 2^16 sequences of a fair coin: the mean of e is 1, and few ever pass 1/alpha. */
    @Test
    @DisplayName("rule 7.3: under the null e is a martingale, and Ville's bound holds, exactly")
    void fairCoin() {
        int tosses = 16;
        double mean = 0;
        int passed = 0;
        for (int sequence = 0; sequence < 1 << tosses; sequence++) {
            var process = EProcess.start();
            for (int toss = 0; toss < tosses; toss++) {
                process = process.update((sequence >> toss & 1) == 1 ? 1 : -1, -1);
            }
            mean += process.e() / (1 << tosses);
            passed += process.peak() >= 5 ? 1 : 0;
        }
        Golden.same("mean of e", mean, 1);
        assertThat(passed / (double) (1 << tosses)).isBetween(0.01, 0.2);
    }

    @Test
    void peakIsTheGreatestSoFar() {
        var up = EProcess.start().update(1, -1).update(1, -1);
        var down = up.update(-1, -1);
        assertThat(down.e()).isLessThan(up.e());
        assertThat(down.peak()).isEqualTo(up.e());
        assertThat(EProcess.start().update(-1, -1).peak()).isEqualTo(1);
    }

    @Test
    void extremesStayNumbers() {
        var high = EProcess.start();
        var low = EProcess.start();
        for (int i = 0; i < 5_000; i++) {
            high = high.update(1e6, -1);
            low = low.update(-1, -1);
        }
        assertThat(high.e()).isCloseTo(1e300, within(1e288));
        assertThat(low.e()).isBetween(0.0, 0.01);
        assertThat(high.update(-1, -1).e()).isLessThan(high.e());
    }

    @Test
    void comesBackFromJsonToTheLastBit() {
        var random = new Random(1);
        var process = EProcess.start();
        for (int i = 0; i < 1_000; i++) {
            process = process.update(random.nextGaussian() - 0.1, -10);
        }
        var back = Json.read(Json.write(process), EProcess.class);
        assertThat(back).isEqualTo(process);
        assertThat(back.update(0.3, -1)).isEqualTo(process.update(0.3, -1));
        assertThat(process.toString()).contains("steps=1000");
    }

    @Test
    void isImmutable() {
        var process = EProcess.start();
        Arrays.fill(process.wealth(), 9);
        assertThat(process).isEqualTo(EProcess.start()).hasSameHashCodeAs(EProcess.start());
    }

    @Test
    @DisplayName("rule 7.3: a payoff below its stated bound would void the guarantee: refused")
    void bounds() {
        var start = EProcess.start();
        assertThatIllegalArgumentException().isThrownBy(() -> start.update(-2, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> start.update(Double.NaN, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> start.update(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new EProcess(new double[] {1}, 0, 1));
        var negative = start.wealth();
        negative[3] = -1;
        assertThatIllegalArgumentException().isThrownBy(() -> new EProcess(negative, 0, 1));
    }
}
