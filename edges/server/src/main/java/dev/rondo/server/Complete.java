package dev.rondo.server;

import dev.rondo.base.RondoException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds what a body has left out that a room's record must have. */
final class Complete {
    private Complete() {}

    /**
     * @throws RondoException of kind USER that names the first component which is null and may not
     *     be, in this record or in one that it holds
     */
    static <T> T check(T value) {
        check("", value);
        return value;
    }

    private static void check(String place, @Nullable Object value) {
        if (value instanceof Record record) {
            for (var component : record.getClass().getRecordComponents()) {
                var name = place + component.getName();
                var part = part(record, component);
                if (part == null
                        && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                    throw RondoException.user("json.missing_field", "the field is missing")
                            .at(name)
                            .next("add it");
                }
                check(name + ".", part);
            }
        } else if (value instanceof Collection<?> items) {
            items.forEach(item -> check(place, item));
        }
    }

    private static @Nullable Object part(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
