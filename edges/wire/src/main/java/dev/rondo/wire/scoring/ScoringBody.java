package dev.rondo.wire.scoring;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rondo.base.RondoException;
import dev.rondo.http.Request;
import dev.rondo.inference.MlflowSignature;
import dev.rondo.wire.parquet.ParquetTable;
import dev.rondo.wire.rows.CsvTable;
import dev.rondo.wire.rows.RowForm;
import dev.rondo.wire.rows.RowJson;
import dev.rondo.wire.rows.Table;
import dev.rondo.wire.rows.TableReader;
import dev.rondo.wire.shared.ModelFailures;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The table and the parameters of a request, in one of MLflow's four JSON forms, as CSV or as
 * Parquet.
 *
 * @param params as parsed JSON
 */
record ScoringBody(Table table, RowForm form, Map<String, @Nullable Object> params) {
    private static final String FORMS =
            "The input must be a JSON dictionary with exactly one of the input fields"
                    + " dataframe_split, dataframe_records, instances, inputs";

    /**
     * Reads a body by its content type.
     *
     * @param signature of the model, which says what is a text in a CSV; null where there is none
     */
    static ScoringBody read(Request request, @Nullable MlflowSignature signature) {
        return switch (mediaType(request.headers().get("Content-Type"))) {
            case "application/json" -> json(request.body(), signature == null);
            case "text/csv" ->
                    new ScoringBody(
                            CsvTable.read(request.body(), signature), RowForm.FRAME, Map.of());
            case "application/vnd.apache.parquet", "application/x-parquet", "application/parquet" ->
                    new ScoringBody(
                            ParquetTable.read(request.body(), request.memory()),
                            RowForm.FRAME,
                            Map.of());
            default -> throw mediaTypeError("the body is neither JSON nor CSV nor Parquet");
        };
    }

    private static String mediaType(@Nullable String header) {
        var parts = (header == null ? "" : header).toLowerCase(Locale.ROOT).split(";", 10);
        for (int i = 1; i < parts.length; i++) {
            var parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                throw mediaTypeError("The scoring server only supports UTF-8");
            }
            if (!parameter.isEmpty() && !parameter.startsWith("charset=")) {
                throw mediaTypeError("Unrecognized content type parameters");
            }
        }
        return parts[0].strip();
    }

    private static RondoException mediaTypeError(String what) {
        return ModelFailures.mediaType(what)
                .next(
                        "send application/json or text/csv in UTF-8, or application/vnd.apache.parquet");
    }

    private static ScoringBody json(byte[] bytes, boolean singles) {
        var fields = new Fields(singles);
        RowJson.read(bytes, fields::take);
        if (fields.body == null) {
            throw Table.error(FORMS);
        }
        return new ScoringBody(fields.body, fields.form, fields.params);
    }

    private static final class Fields {
        private final boolean singles;
        private @Nullable Table body;
        private RowForm form = RowForm.FRAME;
        private Map<String, @Nullable Object> params = Map.of();

        Fields(boolean singles) {
            this.singles = singles;
        }

        void take(String field, JsonParser in) throws IOException {
            switch (field) {
                case "dataframe_split" -> only(RowForm.FRAME, reader(in).split());
                case "dataframe_records" -> only(RowForm.FRAME, records(in));
                case "instances" -> only(RowForm.INSTANCES, reader(in).rows());
                case "inputs" -> only(RowForm.FRAME, reader(in).columns());
                case "params", "parameters" -> params(in);
                default -> in.skipChildren();
            }
        }

        private TableReader reader(JsonParser in) {
            return new TableReader(in, singles);
        }

        private Table records(JsonParser in) throws IOException {
            if (in.currentToken() != JsonToken.START_ARRAY) {
                throw Table.error("Dataframe records format must be a list of records");
            }
            return reader(in).rows();
        }

        private void only(RowForm read, Table table) {
            if (body != null) {
                throw Table.error(FORMS).because("the request has more than one of them");
            }
            body = table;
            form = read;
        }

        private void params(JsonParser in) throws IOException {
            if (in.currentToken() == JsonToken.VALUE_NULL) {
                return;
            }
            if (in.currentToken() != JsonToken.START_OBJECT) {
                throw RondoException.user("signature.params", "Parameters must be a dictionary");
            }
            params = RowJson.object(in);
        }
    }
}
