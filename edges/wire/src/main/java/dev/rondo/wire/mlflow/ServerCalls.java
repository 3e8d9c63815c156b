package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** What clients and pages ask about the server itself before they do anything. */
final class ServerCalls {
    /** The version of MLflow whose answers ours are. */
    static final String VERSION = "3.17.2";

    private ServerCalls() {}

    /** With another store type than this one the pages hide what it has. */
    static void info(Fields in, JsonGenerator out) throws IOException {
        out.writeStringField("store_type", "SqlStore");
        out.writeBooleanField("workspaces_enabled", false);
        out.writeBooleanField("trace_archival_enabled", false);
        out.writeBooleanField("multipart_uploads_enabled", true);
        // Clients would ask for an address before each file, however small; they may if they like.
        out.writeBooleanField("multipart_downloads_enabled", false);
        out.writeBooleanField("presigned_upload_run_id_supported", false);
        out.writeBooleanField("presigned_upload_model_id_supported", false);
        out.writeObjectFieldStart("features_enabled");
        out.writeBooleanField("gateway", false);
        out.writeEndObject();
    }

    /** Nothing that people do on the pages is told to anybody. */
    static void telemetry(Fields in, JsonGenerator out) throws IOException {
        out.writeBooleanField("disable_ui_telemetry", true);
        out.writeArrayFieldStart("disable_ui_events");
        out.writeEndArray();
        out.writeNumberField("ui_rollout_percentage", 0);
    }

    static void noTelemetry(Fields in, JsonGenerator out) throws IOException {
        out.writeStringField("status", "disabled");
    }

    /** The page of runs asks for the gateway's endpoints at each visit and shows a failure. */
    static void gateway(Fields in, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("endpoints");
        out.writeEndArray();
    }
}
