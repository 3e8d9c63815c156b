package dev.rondo.server;

import dev.rondo.hosting.HostingOptions;
import dev.rondo.python.PythonOptions;
import org.jspecify.annotations.Nullable;

/**
 * How a server of model files is started.
 *
 * @param python the interpreter for models that only Python can run; null for none
 * @param recording where and how predictions are recorded; null for no records
 */
public record ModelServerOptions(
        ModelPlace place,
        ModelDoors doors,
        HostingOptions hosting,
        @Nullable PythonOptions python,
        @Nullable RecordingOptions recording) {
    /** With what is usual. */
    public ModelServerOptions(ModelPlace place, ModelDoors doors) {
        this(place, doors, HostingOptions.STANDARD, null, null);
    }
}
