package dev.rondo.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.Json;
import dev.rondo.monitoring.Finding.ConceptDrift;
import dev.rondo.monitoring.Finding.CovariateShift;
import dev.rondo.monitoring.Finding.DataFault;
import dev.rondo.monitoring.Finding.Fault;
import dev.rondo.monitoring.Finding.Inconclusive;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Diagnosis on evidence made by hand: a pure function, so every case is a line. */
class DiagnosisTest {
    private static final ConceptEvidence SAME = concept(0.05, 0.4);
    private static final ConceptEvidence DRIFTED = concept(0.4, 1e-9);

    private static ConceptEvidence concept(double effect, double p) {
        var bin = new ConceptEvidence.ScoreBin(Double.NEGATIVE_INFINITY, 1000, 0.3, 500, 0.5);
        return new ConceptEvidence(List.of(bin), 500, 500, 9, 9, p, effect, 0.15, -1, -0.5);
    }

    /** A column whose values moved with this PSI, of which 0.05 would be noise. */
    private static ColumnEvidence moved(String name, double psi, @Nullable Repair repair) {
        return new ColumnEvidence(name, true, 1000, psi, psi, 0.05, 0, 0, 0, 0, repair);
    }

    private static ColumnEvidence missing(String name, double share, double before, double rest) {
        return new ColumnEvidence(name, true, 1000, 0.5, rest, 0.05, share, before, 0, 0, null);
    }

    private static ColumnEvidence unknown(String name, boolean numeric, double share) {
        return new ColumnEvidence(name, numeric, 1000, 0.5, 0.5, 0.05, 0, 0, share, 0.01, null);
    }

    private static Repair unit(double support, double psi) {
        return new Repair.Unit(100, 0, 1, support, psi);
    }

    private static DiagnosisResult diagnose(ConceptEvidence concept, ColumnEvidence... columns) {
        return Diagnosis.diagnose(new Evidence(List.of(columns), concept, true, "bought"));
    }

    private static void blames(DiagnosisResult result, Fault fault) {
        assertThat(result.blocksRetraining()).as(result.message()).isTrue();
        assertThat(result.complete()).isTrue();
        assertThat(result.findings().getFirst())
                .isInstanceOfSatisfying(
                        DataFault.class, found -> assertThat(found.fault()).isEqualTo(fault));
    }

    @Test
    @DisplayName("rule 9.3: broken data is named first and explains what the outcomes do")
    void dataFirst() {
        blames(diagnose(DRIFTED, moved("x", 6, unit(0, 0.01))), Fault.UNIT);
        blames(diagnose(SAME, moved("x", 0.3, unit(0, 0.01))), Fault.UNIT);
        blames(diagnose(SAME, missing("x", 0.3, 0.1, 0.02)), Fault.MISSING);
        blames(diagnose(SAME, unknown("x", true, 0.2)), Fault.OUT_OF_RANGE);
        blames(diagnose(SAME, unknown("x", false, 0.2)), Fault.UNSEEN_LEVELS);
        assertThat(diagnose(DRIFTED, moved("x", 6, unit(0, 0.01))).findings()).hasSize(1);
    }

    @Test
    @DisplayName("a repair counts only if it leaves noise and the other columns do not contradict")
    void repairs() {
        moves(diagnose(SAME, moved("x", 6, unit(0, 0.06))), "x");
        moves(diagnose(SAME, moved("x", 6, unit(-0.2, 0.01))), "x");
        moves(diagnose(SAME, moved("x", 6, null)), "x");
        blames(diagnose(SAME, moved("x", 6, unit(0.2, 0.06))), Fault.UNIT);
        moves(diagnose(SAME, moved("x", 6, unit(0.2, 0.11))), "x");
    }

    private static ColumnEvidence swapped(double share, double support, double psi) {
        var swap = new Repair.Swap("no", "yes", share, support, psi);
        return new ColumnEvidence("x", false, 1000, 1, 1, 0.05, 0.04, 0.04, 0, 0, swap);
    }

    @Test
    @DisplayName(
            "rule 9.3: two levels that fit exchanged are a fault only if something else says so")
    void swapOrAnotherMix() {
        moves(diagnose(SAME, swapped(0.96, 0, 0.01)), "x");
        moves(diagnose(SAME, swapped(0.92, 0.1, 0.01)), "x");
        moves(diagnose(SAME, swapped(0.96, -0.2, 0.01)), "x");
        blames(diagnose(SAME, swapped(0.96, 0.2, 0.01)), Fault.SWAPPED_LEVELS);
        blames(diagnose(SAME, swapped(0.90, 0, 0.01)), Fault.SWAPPED_LEVELS);
        moves(diagnose(SAME, swapped(0.90, -0.2, 0.01)), "x");
        assertThat(diagnose(SAME, swapped(0.96, 0, 0.01)).message())
                .contains("as if its two levels had been exchanged", "check its feed");
        assertThat(diagnose(SAME, swapped(0.96, 0, 0.2)).message()).doesNotContain("exchanged");
    }

    private static void moves(DiagnosisResult result, String... columns) {
        assertThat(result.blocksRetraining()).isFalse();
        assertThat(result.findings())
                .singleElement()
                .isInstanceOfSatisfying(
                        CovariateShift.class,
                        shift -> assertThat(shift.columns()).containsExactly(columns));
    }

    @Test
    @DisplayName("what the world could do too is a fault only if it explains every moved column")
    void worldMovesColumnsTogether() {
        moves(diagnose(SAME, moved("x", 0.3, unit(0, 0.01)), moved("y", 0.4, null)), "y", "x");
        moves(diagnose(SAME, missing("x", 0.3, 0.1, 0.02), moved("y", 0.6, null)), "y", "x");
        moves(diagnose(SAME, missing("x", 0.3, 0.1, 0.2)), "x");
        blames(
                diagnose(SAME, missing("x", 0.3, 0.1, 0.02), moved("y", 4, unit(0, 0.01))),
                Fault.MISSING);
    }

    @Test
    @DisplayName(
            "what the world cannot do is a fault whatever else moves, and the rest is told too")
    void sureFaults() {
        for (var fault :
                List.of(
                        moved("x", 6, unit(0.5, 0.01)),
                        missing("x", 0.3, 0, 0.2),
                        unknown("x", false, 0.1))) {
            var result = diagnose(SAME, fault, moved("y", 0.4, null));
            assertThat(result.blocksRetraining()).isTrue();
            assertThat(result.findings())
                    .hasExactlyElementsOfTypes(DataFault.class, CovariateShift.class);
            assertThat(result.message()).contains("\"x\"", "y (PSI 0.40)");
        }
    }

    @Test
    @DisplayName("rule 9.3: covariate shift, concept drift, or both, or not to be said yet")
    void worldChanges() {
        moves(diagnose(SAME, moved("x", 0.4, null), moved("y", 0.5, null)), "y", "x");
        assertThat(diagnose(DRIFTED).findings()).hasExactlyElementsOfTypes(ConceptDrift.class);
        assertThat(diagnose(DRIFTED, moved("x", 1, null)).findings())
                .hasExactlyElementsOfTypes(CovariateShift.class, ConceptDrift.class);
        assertThat(diagnose(SAME).findings()).hasExactlyElementsOfTypes(Inconclusive.class);
        for (var none : new ConceptEvidence[] {null, SAME}) {
            var result =
                    Diagnosis.diagnose(
                            new Evidence(List.of(moved("x", 1, null)), none, false, "bought"));
            assertThat(result.complete()).isFalse();
            assertThat(result.findings())
                    .hasExactlyElementsOfTypes(CovariateShift.class, Inconclusive.class);
        }
    }

    @Test
    void messagesSayWhatAndWhatToDo() {
        assertThat(diagnose(SAME, moved("tenure", 6, unit(0, 0.01))).message())
                .isEqualTo(
                        "Column \"tenure\" arrives in another unit: its values look multiplied by"
                                + " 100. Undone, PSI falls from 6.00 to 0.010. Mend the feed that"
                                + " fills it; retraining is blocked until then.");
        assertThat(diagnose(DRIFTED).message())
                .isEqualTo(
                        "The outcome \"bought\" no longer follows the score: for scores from 0 it"
                                + " comes in 50 % of cases instead of 30 % (500 outcomes, p ="
                                + " 1.0e-09); money per decision is -1.00 instead of -0.50."
                                + " Retrain on recent data.");
    }

    @Test
    void comesBackFromJson() {
        var swap = new Repair.Swap("a", "b", 0.5, 0.2, 0.01);
        var evidence =
                new Evidence(
                        List.of(moved("x", 1, swap), unknown("y", false, 0.4)),
                        DRIFTED,
                        true,
                        "bought");
        assertThat(Json.read(Json.write(evidence), Evidence.class)).isEqualTo(evidence);
        for (var concept : List.of(SAME, DRIFTED)) {
            var result = Diagnosis.diagnose(new Evidence(List.of(), concept, true, "bought"));
            assertThat(Json.read(Json.write(result), DiagnosisResult.class)).isEqualTo(result);
        }
        var result = Diagnosis.diagnose(evidence);
        assertThat(Json.read(Json.write(result), DiagnosisResult.class)).isEqualTo(result);
    }
}
