package dev.rondo.pipelines;

import com.fasterxml.jackson.databind.JsonNode;

/** An output of a step, and the run and task that made it (rule 9.2). */
record CacheEntry(String step, String key, String runId, String task, JsonNode output) {}
