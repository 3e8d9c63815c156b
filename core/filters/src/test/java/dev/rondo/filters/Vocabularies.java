package dev.rondo.filters;

/** Vocabularies of the shape that the searches use. */
final class Vocabularies {
    static final Vocabulary RUNS =
            Vocabulary.worded(Wording.RUNS)
                    .keys("metric", ValueType.NUMBER, "metrics")
                    .keys("parameter", ValueType.OPTIONAL_TEXT, "param", "params", "parameters")
                    .keys("tag", ValueType.OPTIONAL_TEXT, "tags")
                    .attributes("attribute", "attributes", "attr", "run")
                    .attribute("run_id", ValueType.LISTED_TEXT)
                    .attribute("status", ValueType.TEXT)
                    .attribute("run_name", ValueType.TEXT, "run name")
                    .attribute("start_time", ValueType.NUMBER, "created", "Created")
                    .attributes("dataset", "datasets")
                    .attribute("name", ValueType.LISTED_TEXT)
                    .build();

    static final Vocabulary EXPERIMENTS =
            Vocabulary.worded(Wording.EXPERIMENTS)
                    .attributes("attribute")
                    .attribute("name", ValueType.LISTED_TEXT)
                    .attribute("experiment_id", ValueType.IDENTIFIER)
                    .attribute("creation_time", ValueType.INTEGER)
                    .keys("tag", ValueType.OPTIONAL_TEXT, "tags")
                    .build();

    static final Vocabulary VERSIONS =
            Vocabulary.worded(Wording.REGISTRY)
                    .attributes("attribute")
                    .attribute("name", ValueType.LISTED_TEXT)
                    .attribute("source_path", ValueType.TEXT)
                    .attribute("version_number", ValueType.QUOTABLE_INTEGER)
                    .keys("tag", ValueType.TEXT, "tags")
                    .build();

    static final Vocabulary LOGGED_MODELS =
            Vocabulary.worded(Wording.LOGGED_MODELS)
                    .attributes("attributes")
                    .attribute("name", ValueType.LISTED_TEXT)
                    .keys("metrics", ValueType.NUMBER)
                    .keys("params", ValueType.LISTED_TEXT)
                    .keys("tags", ValueType.LISTED_TEXT)
                    .build();

    static final Vocabulary RUN_ORDER =
            Vocabulary.worded(Wording.RUNS)
                    .keys("metric", ValueType.NUMBER, "metrics")
                    .attributes("attribute", "attributes")
                    .attribute("start_time", ValueType.NUMBER, "Created")
                    .attribute("status", ValueType.TEXT)
                    .refused("dataset", "datasets")
                    .build();

    private Vocabularies() {}
}
