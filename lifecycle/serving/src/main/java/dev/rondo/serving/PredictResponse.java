package dev.rondo.serving;

import java.util.List;

/** One answer per instance, in the request's order. */
public record PredictResponse(String traceId, List<Answer> answers) {
    public PredictResponse {
        answers = List.copyOf(answers);
    }
}
