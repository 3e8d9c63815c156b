package dev.rondo.inference;

import dev.rondo.base.RondoException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a model file of LightGBM says, read but not yet believed. It is text: lines {@code
 * key=value}, first of the model, then of each tree after a line {@code Tree=}, up to {@code end of
 * trees}.
 */
final class LightgbmFile {
    private static final Set<String> VERSIONS = Set.of("v2", "v3", "v4");
    private static final int MAX_FIELDS = 1000;

    /** The model's own lines by key. */
    private final Map<String, String> fields = new HashMap<>();

    final List<LightgbmTree> trees = new ArrayList<>();

    private final TextLines lines;

    private LightgbmFile(byte[] bytes) {
        lines = new TextLines(bytes);
    }

    static LightgbmFile read(byte[] bytes) {
        if (bytes.length > XgboostFile.MAX_BYTES) {
            throw RondoException.limit(
                    "model.too_large", "a model file may have 256 MiB, this one is larger");
        }
        var file = new LightgbmFile(bytes);
        try {
            file.readHeader();
            file.readTrees();
        } catch (RondoException e) {
            throw e.where() == null ? e.at(file.lines.place()) : e;
        }
        return file;
    }

    private void readHeader() {
        if (!lines.next() || !lines.key().equals("tree")) {
            throw ModelErrors.unsupported("the file is no text model of LightGBM");
        }
        next();
        while (!lines.key().equals("Tree") && !isEnd()) {
            if (!lines.isBlank()) {
                take(fields);
            }
            next();
        }
        if (!VERSIONS.contains(text("version", ""))) {
            throw ModelErrors.unsupported("this version of the text format is not read")
                    .next("save the model with LightGBM 3 or 4");
        }
    }

    private void readTrees() {
        while (!isEnd()) {
            if (!lines.key().equals("Tree")) {
                throw ModelErrors.invalid("a tree is missing");
            }
            readTree();
            while (lines.isBlank()) {
                next();
            }
        }
    }

    private void readTree() {
        var place = "tree " + trees.size();
        var tree = new HashMap<String, String>();
        next();
        while (!lines.isBlank() && !isEnd()) {
            take(tree);
            next();
        }
        try {
            trees.add(LightgbmTree.of(tree));
        } catch (RondoException e) {
            throw ModelErrors.within(place, e);
        }
    }

    private boolean isEnd() {
        return lines.key().equals("end of trees");
    }

    private void next() {
        if (!lines.next()) {
            throw ModelErrors.invalid("the file ends before its trees do");
        }
    }

    private void take(Map<String, String> into) {
        if (into.put(lines.key(), lines.value()) != null) {
            throw ModelErrors.invalid("a field comes twice");
        }
        if (into.size() > MAX_FIELDS) {
            throw RondoException.limit("model.too_many_fields", "more than 1000 fields");
        }
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    String text(String field, String otherwise) {
        return fields.getOrDefault(field, otherwise);
    }

    /** A field that is a whole number from 0 on. */
    int whole(String field) {
        var text = text(field, "");
        if (!text.matches("[0-9]{1,9}")) {
            throw ModelErrors.invalid(field + " is no whole number");
        }
        return Integer.parseInt(text);
    }
}
