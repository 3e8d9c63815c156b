package dev.rondo.serving;

import dev.rondo.inference.LoadedModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Loaded models. Whoever routes to a model keeps it, so a rollback finds it warm (rule 7.6); beside
 * those, the last few that were asked for stay.
 */
final class ModelCache {
    private static final int KEPT = 16;

    private final Function<ModelRef, LoadedModel> loader;

    private final Map<ModelRef, WarmModel> kept =
            new LinkedHashMap<>(32, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<ModelRef, WarmModel> eldest) {
                    return size() > KEPT;
                }
            };

    ModelCache(Function<ModelRef, LoadedModel> loader) {
        this.loader = loader;
    }

    /**
     * @throws dev.rondo.base.RondoException of kind NOT_FOUND or USER when there is no such
     *     version, or its files are not right
     */
    synchronized WarmModel get(ModelRef ref) {
        var model = kept.get(ref);
        if (model == null) {
            model = new WarmModel(ref, loader.apply(ref));
            kept.put(ref, model);
        }
        return model;
    }
}
