package dev.rondo.serving;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.base.Json;

/** What evidence is made of: JSON objects with names in snake case. */
final class Figures {
    private static final JsonMapper MAPPER =
            Json.MAPPER
                    .rebuild()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private Figures() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ObjectNode of(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** All that is known about a release under way, as its next step stores it. */
    static ObjectNode of(Release release, Progress progress, TrafficTotal traffic) {
        var figures = object();
        figures.put("candidate", release.candidate().toString());
        figures.put("control", String.valueOf(release.control()));
        figures.put("alpha", release.plan().alpha());
        figures.put("weight", release.weight());
        figures.set("shadow", of(GuardFigures.of(release, progress.shadow())));
        figures.set("canary", of(GuardFigures.of(release, progress.canary())));
        figures.put("outcomes_taken", progress.taken());
        figures.put("outcomes_unpaired", progress.unpaired());
        figures.put("outcomes_late", progress.late());
        figures.put("sample_ratio_evidence", traffic.ratioEvidence());
        figures.set("control_answers", of(traffic.control()));
        figures.set("canary_answers", of(traffic.canary()));
        figures.set("shadow_answers", of(traffic.shadow()));
        return figures;
    }
}
