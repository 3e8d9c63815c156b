package dev.rondo.wire.mlflow;

import java.util.HashMap;
import java.util.Map;

/** The constants of one of MLflow's enums, by their names and by their numbers. */
record Choices<T>(Map<String, T> byName, Map<Long, T> byNumber) {
    Choices {
        byName = Map.copyOf(byName);
        byNumber = Map.copyOf(byNumber);
    }

    /**
     * For an enum whose constants MLflow numbers from 1 in the same order.
     *
     * @param prefix what MLflow's names have before ours
     */
    static <E extends Enum<E>> Choices<E> of(Class<E> type, String prefix) {
        var byName = new HashMap<String, E>();
        var byNumber = new HashMap<Long, E>();
        for (var constant : type.getEnumConstants()) {
            byName.put(prefix + constant.name(), constant);
            byNumber.put(constant.ordinal() + 1L, constant);
        }
        return new Choices<>(byName, byNumber);
    }
}
