package dev.rondo.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.base.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WindowCountsTest {
    private final World world = new World(12, -1, 5);
    private final Reference reference = world.reference(500, 500, 1);
    private final Rows rows = world.people(300, 2);

    private void add(WindowCounts counts, int row) {
        boolean acted = world.policy.decide(rows.scores[row]);
        counts.add(reference, rows.batch(), row, rows.scores[row], acted, row);
        counts.addOutcome(reference, rows.scores[row], acted, rows.positive[row]);
    }

    private WindowCounts of(List<Integer> order) {
        var counts = WindowCounts.empty(reference);
        order.forEach(row -> add(counts, row));
        return counts;
    }

    @Test
    @DisplayName("rule 5.4: any order and any division into parts gives the same state")
    void mergeable() {
        var order = new ArrayList<Integer>();
        for (int row = 0; row < 300; row++) {
            order.add(row);
        }
        var whole = Json.write(of(order));
        var random = new Random(3);
        for (int run = 0; run < 20; run++) {
            Collections.shuffle(order, random);
            int cut = random.nextInt(301);
            var merged = of(order.subList(0, cut));
            merged.merge(of(order.subList(cut, 300)));
            assertThat(Json.write(merged)).isEqualTo(whole);
        }
        assertThat(Json.write(Json.read(whole, WindowCounts.class))).isEqualTo(whole);
    }

    @Test
    @DisplayName("rule 6.1: realised figures agree with their plain definitions")
    void quality() {
        var counts = rows.counts(reference);
        counts.addFailure();
        var quality = WindowJudge.judge(reference, Bed.spec(), 0, counts, true).quality();
        double logLoss = 0;
        double money = 0;
        double pairs = 0;
        double ordered = 0;
        int acted = 0;
        for (int i = 0; i < 300; i++) {
            double score = rows.scores[i];
            logLoss -= Math.log(rows.positive[i] ? score : 1 - score);
            money += world.policy.gains().gain(world.policy.decide(score), rows.positive[i]);
            acted += world.policy.decide(score) ? 1 : 0;
            for (int j = 0; rows.positive[i] && j < 300; j++) {
                if (!rows.positive[j]) {
                    pairs++;
                    ordered += score > rows.scores[j] ? 1 : 0;
                }
            }
        }
        assertThat(quality.outcomes()).isEqualTo(300);
        assertThat(quality.coverage()).isEqualTo(1);
        assertThat(quality.logLoss()).isCloseTo(logLoss / 300, within(1e-9));
        assertThat(quality.moneyPerDecision()).isCloseTo(money / 300, within(1e-9));
        // Scores within one of 200 bins count as ties.
        assertThat(quality.rocAuc()).isCloseTo(ordered / pairs, within(0.005));
        assertThat(quality.decisionRate()).isEqualTo(acted / 300.0);
        assertThat(quality.expectedMoneyPerDecision())
                .isEqualTo(quality.estimatedMoneyPerDecision());
        assertThat(counts.failures()).isEqualTo(1);
    }
}
