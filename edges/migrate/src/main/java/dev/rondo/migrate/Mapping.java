package dev.rondo.migrate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What ids, names and addresses of the other server are here; most are the same. */
final class Mapping {
    private final Map<String, String> experiments = new HashMap<>();
    private final Map<String, String> runs = new HashMap<>();
    private final Map<String, String> loggedModels = new HashMap<>();
    private final Map<String, String> models = new HashMap<>();
    private final Map<String, String> addresses = new HashMap<>();
    private final List<ImportReport.Mapped> mapped = new ArrayList<>();

    void experiment(String theirs, String ours) {
        put(experiments, "experiment", theirs, ours);
    }

    void run(String theirs, String ours) {
        put(runs, "run", theirs, ours);
    }

    void loggedModel(String theirs, String ours) {
        put(loggedModels, "logged model", theirs, ours);
    }

    void model(String theirs, String ours) {
        put(models, "model", theirs, ours);
    }

    private void put(Map<String, String> kind, String name, String theirs, String ours) {
        if (!theirs.equals(ours) && kind.put(theirs, ours) == null) {
            mapped.add(new ImportReport.Mapped(name, theirs, ours));
        }
    }

    String experiment(String theirs) {
        return experiments.getOrDefault(theirs, theirs);
    }

    String run(String theirs) {
        return runs.getOrDefault(theirs, theirs);
    }

    String loggedModel(String theirs) {
        return loggedModels.getOrDefault(theirs, theirs);
    }

    String model(String theirs) {
        return models.getOrDefault(theirs, theirs);
    }

    /** Files that were at the one address are now at the other. */
    void address(String theirs, String ours) {
        if (!theirs.isEmpty() && !theirs.equals(ours)) {
            addresses.put(theirs, ours);
        }
    }

    /** Where a version's files are now; an address that was not copied stays. */
    String address(String theirs) {
        if (theirs.startsWith("runs:/")) {
            return renamed("runs:/", theirs, runs);
        }
        if (theirs.startsWith("models:/")) {
            var model = renamed("models:/", theirs, loggedModels);
            return model.equals(theirs) ? renamed("models:/", theirs, models) : model;
        }
        for (int end = theirs.length(); end > 0; end = theirs.lastIndexOf('/', end - 1)) {
            var ours = addresses.get(theirs.substring(0, end));
            if (ours != null) {
                return ours + theirs.substring(end);
            }
        }
        return theirs;
    }

    private static String renamed(String scheme, String address, Map<String, String> names) {
        if (names.isEmpty()) {
            return address;
        }
        var rest = address.substring(scheme.length());
        int end = rest.indexOf('/') < 0 ? rest.length() : rest.indexOf('/');
        var name = rest.substring(0, end);
        return scheme + names.getOrDefault(name, name) + rest.substring(end);
    }

    List<ImportReport.Mapped> mapped() {
        return List.copyOf(mapped);
    }
}
