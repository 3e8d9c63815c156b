package dev.rondo.inference;

import dev.rondo.base.RondoException;
import java.util.List;
import java.util.stream.Collectors;

/** The inputs of a request, held against what a model takes. */
public final class TensorInputs {
    /** So many names are listed in an error. */
    private static final int SHOWN = 20;

    private TensorInputs() {}

    /**
     * The inputs in the model's order.
     *
     * @throws RondoException of kind USER for a name that is missing, unknown or given twice, and
     *     for another type or shape, which says what would fit
     */
    public static Tensor[] inOrder(List<TensorSpec> specs, List<Tensor> given) {
        var ordered = new Tensor[specs.size()];
        for (var tensor : given) {
            int place = place(specs, tensor.name());
            if (place < 0) {
                throw wrong("there is no such input", tensor.name()).next(takes(specs));
            }
            if (ordered[place] != null) {
                throw wrong("an input is given twice", tensor.name());
            }
            check(specs.get(place), tensor);
            ordered[place] = tensor;
        }
        for (int i = 0; i < ordered.length; i++) {
            if (ordered[i] == null) {
                throw wrong("an input is missing", specs.get(i).name()).next(takes(specs));
            }
        }
        return ordered;
    }

    private static int place(List<TensorSpec> specs, String name) {
        for (int i = 0; i < specs.size(); i++) {
            if (specs.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static void check(TensorSpec spec, Tensor tensor) {
        if (tensor.type() != spec.type()) {
            throw wrong("an input has another type than the model takes", tensor.name())
                    .next("send " + spec.type() + ", not " + tensor.type());
        }
        boolean fits = tensor.shape().length == spec.shape().size();
        for (int i = 0; fits && i < tensor.shape().length; i++) {
            long size = spec.shape().get(i);
            fits = size < 0 || size == tensor.shape()[i];
        }
        if (!fits) {
            throw wrong("an input has another shape than the model takes", tensor.name())
                    .next("give it the shape " + spec.shape() + ", where -1 is any size");
        }
    }

    private static String takes(List<TensorSpec> specs) {
        return "send "
                + specs.stream()
                        .limit(SHOWN)
                        .map(spec -> spec.name() + " (" + spec.type() + " " + spec.shape() + ")")
                        .collect(Collectors.joining(", "))
                + (specs.size() > SHOWN ? " and " + (specs.size() - SHOWN) + " more" : "");
    }

    private static RondoException wrong(String what, String name) {
        var shown = name.length() > 60 ? name.substring(0, 60) + "…" : name;
        return RondoException.user("inference.bad_input", what).at(shown);
    }
}
