package dev.rondo.registry;

import static java.util.stream.Collectors.joining;

import dev.rondo.base.RondoException;
import java.util.Arrays;

/** Where a version stands in its life, as older clients of MLflow see it; aliases replace it. */
public enum Stage {
    NONE("None"),
    STAGING("Staging"),
    PRODUCTION("Production"),
    ARCHIVED("Archived");

    private final String text;

    Stage(String text) {
        this.text = text;
    }

    /** The name that is stored and shown, such as {@code Production}. */
    public String text() {
        return text;
    }

    /** Whether versions can be on duty in it, so that a newcomer may archive those before it. */
    public boolean isActive() {
        return this == STAGING || this == PRODUCTION;
    }

    /**
     * Reads a name in any case.
     *
     * @throws RondoException of kind USER {@code model.stage}
     */
    public static Stage parse(String name) {
        return Arrays.stream(values())
                .filter(stage -> stage.text.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() ->
                        RondoException.user(
                                "model.stage",
                                "Invalid Model Version stage: %s. Value must be one of %s."
                                        .formatted(
                                                Checks.shown(name),
                                                Arrays.stream(values())
                                                        .map(Stage::text)
                                                        .collect(joining(", ")))));
    }
}
