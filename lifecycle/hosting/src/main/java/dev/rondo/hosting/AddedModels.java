package dev.rondo.hosting;

import dev.rondo.base.RondoException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Models that requests add, by names of theirs, from below one directory; none at the start.
 *
 * <pre>{@code
 * var added = new AddedModels(Path.of("/opt/ml/models"), 0);
 * var models = new ModelRepository(added, TensorModels::load, ControlMode.EXPLICIT);
 * models.start();
 * added.load("churn", "/opt/ml/models/churn/model", models);
 * }</pre>
 */
public final class AddedModels implements ModelSource {
    private record Place(String url, SortedMap<Long, ModelFile> versions) {}

    private final Path root;
    private final int most;
    private final ConcurrentSkipListMap<String, Place> places = new ConcurrentSkipListMap<>();

    /** Held by who adds or removes: of two that add one name, the second finds it there. */
    private final ReentrantLock changing = new ReentrantLock();

    /**
     * Adds nothing yet.
     *
     * @param root what lies elsewhere is never looked at; need not be there yet
     * @param most how many models there is room for; 0 for as many as one repository may hold
     */
    public AddedModels(Path root, int most) {
        this.root = root.toAbsolutePath().normalize();
        this.most = most == 0 ? ModelsOnDisk.MAX_MODELS : most;
    }

    /**
     * Adds a model to a repository that has this source; returns when it is ready.
     *
     * @param url the path of a model file, or of a folder that holds one model; it is looked at
     *     once, and what changes there later is not seen
     * @throws RondoException of kind CONFLICT for one that is loaded, of kind LIMIT and code {@code
     *     model.no_room} when there is no room for another one, of kind USER or NOT_FOUND for a
     *     path that is not below the root, or holds no model; else why it cannot be loaded
     */
    public void load(String name, String url, ModelCatalogue models) {
        ModelsOnDisk.checkName(name);
        changing.lock();
        try {
            checkRoom(name, models);
            var source = ModelsOnDisk.at(below(url), null);
            if (source.single() == null) {
                throw RondoException.user("model.no_model", "there is not one model at the url")
                        .next("let it hold one model file, or an MLflow model directory");
            }
            places.put(name, new Place(url, ModelsOnDisk.model(name, source.path())));
            models.load(name);
        } catch (RondoException e) {
            if (places.containsKey(name) && !isReady(name, models)) {
                forget(name, models);
            }
            throw e.getCause() instanceof OutOfMemoryError ? noRoom().causedBy(e) : e;
        } finally {
            changing.unlock();
        }
    }

    private void checkRoom(String name, ModelCatalogue models) {
        if (isReady(name, models)) {
            throw RondoException.conflict("model.loaded", "a model of this name is loaded already")
                    .next("unload it first, or take another name");
        }
        if (places.size() >= most && !places.containsKey(name)) {
            throw noRoom();
        }
    }

    private static RondoException noRoom() {
        return RondoException.limit("model.no_room", "there is no room for another model")
                .next("unload one, or give the server more room");
    }

    private Path below(String url) {
        try {
            var path = Path.of(url);
            var plain = path.normalize();
            if (!path.isAbsolute() || !plain.startsWith(root)) {
                throw elsewhere();
            }
            var real = plain.toRealPath();
            if (!real.startsWith(root.toRealPath())) {
                throw elsewhere();
            }
            return real;
        } catch (InvalidPathException e) {
            throw elsewhere();
        } catch (NoSuchFileException e) {
            throw RondoException.notFound("model.no_such_path", "there is nothing at the url")
                    .next("put the model there first");
        } catch (IOException e) {
            throw RondoException.user("model.unreadable", "the url cannot be read")
                    .next("let the server's user read it")
                    .causedBy(e);
        }
    }

    private RondoException elsewhere() {
        return RondoException.user("model.elsewhere", "the url is no path that may be read")
                .next("give the path of a model below " + root);
    }

    /**
     * Takes a model out of service and forgets it; requests at work are answered.
     *
     * @throws RondoException of kind NOT_FOUND for one that is not there
     */
    public void unload(String name, ModelCatalogue models) {
        changing.lock();
        try {
            if (!places.containsKey(name)) {
                throw ModelShelf.unknown();
            }
            forget(name, models);
        } finally {
            changing.unlock();
        }
    }

    private void forget(String name, ModelCatalogue models) {
        places.remove(name);
        models.unload(name);
    }

    private boolean isReady(String name, ModelCatalogue models) {
        return places.containsKey(name) && loaded(models).containsKey(name);
    }

    /** The models that are ready: what was given as their urls, by name. */
    public SortedMap<String, String> loaded(ModelCatalogue models) {
        var loaded = new TreeMap<String, String>();
        for (var each : models.index()) {
            var place = places.get(each.name());
            if (place != null && each.state() == ModelState.READY) {
                loaded.put(each.name(), place.url());
            }
        }
        return loaded;
    }

    @Override
    public SortedMap<String, SortedMap<Long, ModelFile>> scan() {
        var found = new TreeMap<String, SortedMap<Long, ModelFile>>();
        places.forEach((name, place) -> found.put(name, place.versions()));
        return found;
    }

    @Override
    public @Nullable String single() {
        return null;
    }
}
