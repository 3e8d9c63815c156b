package dev.rondo.server;

import dev.rondo.monitoring.Alert;
import dev.rondo.monitoring.Incident;
import dev.rondo.monitoring.Monitoring;
import dev.rondo.pipelines.StepContext;
import java.util.Optional;

/** What the loop asks monitoring: is there still something wrong, and up to when is all seen. */
final class Incidents {
    private final Monitoring monitoring;

    Incidents(Monitoring monitoring) {
        this.monitoring = monitoring;
    }

    Optional<Incident> open(String endpoint) {
        return monitoring.openIncident(endpoint);
    }

    /** Whether the run is for an incident that is open no more. */
    boolean isOver(StepContext context) {
        var id = context.parameters().path("incident_id").asText("");
        return !id.isEmpty()
                && open(LoopRuns.endpoint(context))
                        .filter(incident -> incident.id().equals(id))
                        .isEmpty();
    }

    boolean alertSince(String endpoint, long time) {
        return monitoring.alerts(endpoint).stream()
                .map(Alert::firedAt)
                .anyMatch(fired -> fired != null && fired > time);
    }

    /** Event time up to which all is seen; the beginning of time before the first window closed. */
    long watermark(String endpoint) {
        var status = monitoring.status(endpoint).orElse(null);
        var watermark = status == null ? null : status.watermark();
        return watermark == null ? Long.MIN_VALUE : watermark;
    }
}
