package dev.rondo.server;

import dev.rondo.base.RondoException;
import dev.rondo.hosting.OnDemandModels;
import dev.rondo.registry.ModelVersion;
import dev.rondo.registry.Registry;
import dev.rondo.registry.RegistryQuery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The registry's models as those that a request may load; an alias is a label. */
final class RegistryShelf implements OnDemandModels.Shelf {
    private static final int PAGE = 200;

    private final Registry registry;

    RegistryShelf(Registry registry) {
        this.registry = registry;
    }

    @Override
    public long number(String name, @Nullable String version) {
        if (version == null || version.isEmpty()) {
            return registry.versions().of(name).stream()
                    .mapToInt(ModelVersion::version)
                    .max()
                    .orElseThrow(
                            () -> unknown("there is no model of this name, or it has no version"));
        }
        try {
            return registry.versions().get(name, Integer.parseInt(version)).version();
        } catch (NumberFormatException e) {
            throw unknown("a version is the text of a number").causedBy(e);
        }
    }

    private static RondoException unknown(String what) {
        return RondoException.notFound("model.not_found", what)
                .next("name an endpoint, or a registered model and its version");
    }

    @Override
    public Path folder(String name, long version) {
        return registry.directory(name, (int) version);
    }

    @Override
    public String labelled(String name, String label) {
        return Integer.toString(registry.versions().byAlias(name, label).version());
    }

    @Override
    public List<OnDemandModels.Key> all() {
        var all = new ArrayList<OnDemandModels.Key>();
        String token = null;
        do {
            var page = registry.versions().search(new RegistryQuery("", PAGE, List.of(), token));
            page.items()
                    .forEach(each -> all.add(new OnDemandModels.Key(each.name(), each.version())));
            token = page.nextToken();
        } while (token != null);
        all.sort(
                Comparator.comparing(OnDemandModels.Key::name)
                        .thenComparingLong(OnDemandModels.Key::version));
        return all;
    }
}
