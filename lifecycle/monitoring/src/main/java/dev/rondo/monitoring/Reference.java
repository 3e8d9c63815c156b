package dev.rondo.monitoring;

import dev.rondo.base.Column;
import dev.rondo.base.Digests;
import dev.rondo.base.Json;
import dev.rondo.base.RondoException;
import dev.rondo.inference.Batch;
import dev.rondo.inference.DecisionPolicy;
import dev.rondo.inference.Signature;
import dev.rondo.inference.Target;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model version's traffic is measured against (rule 5.1): per input fixed bins with exact
 * counts, and how outcomes follow the score. Immutable; its id is the digest of its content.
 */
public final class Reference {
    private static final int SAMPLE_ROWS = 2000;

    private final Content content;
    private final String id;
    private final Signature signature;

    /**
     * @param source what the rows are, such as a dataset's version and digest
     */
    record Content(
            Target target,
            DecisionPolicy policy,
            String source,
            long rows,
            List<ColumnReference> columns,
            ScoreReference scores) {
        Content {
            columns = List.copyOf(columns);
        }
    }

    private Reference(Content content, String json) {
        this.content = content;
        this.id = Digests.of(json);
        this.signature = lenient(content.columns());
    }

    /**
     * Builds the reference of a version.
     *
     * @param inputs rows as they come in while nothing is wrong, such as those it was trained on
     * @param heldOut scores and outcomes of rows that it was not trained on; they need not be among
     *     the inputs
     * @param source what the rows are, such as a dataset's version and digest
     */
    public static Reference build(
            Batch inputs, ScoredRows heldOut, Target target, DecisionPolicy policy, String source) {
        if (inputs.rows() == 0) {
            throw RondoException.user("reference.no_rows", "a reference needs rows")
                    .next("build it from the rows that the model was trained on");
        }
        var sample = sampleRows(inputs.rows());
        var columns = new ArrayList<ColumnReference>();
        for (int i = 0; i < inputs.signature().inputs().size(); i++) {
            var column = inputs.signature().inputs().get(i);
            columns.add(
                    column.type().numeric()
                            ? NumberReferences.build(column, inputs.numbers(i), sample)
                            : CategoryReferences.build(column, inputs.texts(i), sample));
        }
        return of(
                new Content(
                        target,
                        policy,
                        source,
                        inputs.rows(),
                        columns,
                        ScoreReference.build(heldOut, policy.threshold())));
    }

    static Reference of(Content content) {
        return new Reference(content, Json.write(content));
    }

    /** Reads what {@link #toJson()} wrote. */
    public static Reference fromJson(String json) {
        return new Reference(Json.read(json, Content.class), json);
    }

    public String toJson() {
        return Json.write(content);
    }

    /** The digest of the content. */
    public String id() {
        return id;
    }

    public Target target() {
        return content.target();
    }

    public DecisionPolicy policy() {
        return content.policy();
    }

    public String source() {
        return content.source();
    }

    /** How many rows the inputs' bins rest on. */
    public long rows() {
        return content.rows();
    }

    Content content() {
        return content;
    }

    List<ColumnReference> columns() {
        return content.columns();
    }

    ScoreReference scores() {
        return content.scores();
    }

    /** The inputs, all nullable: a missing value is something to count, not an error. */
    Signature signature() {
        return signature;
    }

    private static Signature lenient(List<ColumnReference> columns) {
        return new Signature(
                columns.stream()
                        .map(ColumnReference::column)
                        .map(column -> new Column(column.name(), column.type(), true))
                        .toList());
    }

    /** Rows evenly over the whole, always the same ones. */
    private static int[] sampleRows(int rows) {
        var sample = new int[Math.min(rows, SAMPLE_ROWS)];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = (int) ((long) i * rows / sample.length);
        }
        return sample;
    }
}
