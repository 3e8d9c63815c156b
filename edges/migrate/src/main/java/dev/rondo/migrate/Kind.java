package dev.rondo.migrate;

import java.util.Locale;

/** The kinds of things that are counted and compared. */
enum Kind {
    EXPERIMENTS,
    EXPERIMENT_TAGS,
    RUNS,
    PARAMS,
    TAGS,
    MEASUREMENTS,
    DATASETS,
    MODEL_LINKS,
    FILES,
    LOGGED_MODELS,
    LOGGED_MODEL_VALUES,
    MODELS,
    MODEL_TAGS,
    VERSIONS,
    VERSION_TAGS,
    ALIASES;

    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
