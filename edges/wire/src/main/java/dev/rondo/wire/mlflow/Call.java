package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** What one of MLflow's calls does: reads the request's fields and writes those of the answer. */
@FunctionalInterface
interface Call {
    void answer(Fields in, JsonGenerator out) throws IOException;
}
