package dev.rondo.serving;

import dev.rondo.base.RondoException;

/** One version of a registered model; as text {@code name/version}, such as {@code churn/3}. */
public record ModelRef(String name, int version) {
    public ModelRef {
        if (name.isEmpty() || version < 1) {
            throw RondoException.user(
                            "model.invalid", "\"" + name + "/" + version + "\" is no model version")
                    .next("give a model's name and a version from 1 on");
        }
    }

    @Override
    public String toString() {
        return name + "/" + version;
    }
}
