package dev.rondo.wire.tfserving;

import dev.rondo.base.ProtoReader;
import dev.rondo.base.ProtoWriter;
import dev.rondo.base.RondoException;
import dev.rondo.wire.shared.BadRequest;

/**
 * Which model a request is for.
 *
 * @param version empty for the newest
 */
record ModelSpec(String name, String version) {
    /** The {@code model_spec} of a request, which is in field 1 of every one. */
    static ModelSpec of(byte[] message) {
        var in = new ProtoReader(message);
        while (in.next()) {
            if (in.field() == 1) {
                return read(in.part());
            }
            in.skip();
        }
        throw BadRequest.of("the request has no model_spec");
    }

    private static ModelSpec read(ProtoReader in) {
        var name = "";
        var version = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = in.text();
                case 2 -> version = number(in.part());
                case 3 -> signature(in.text());
                case 4 ->
                        throw RondoException.notFound(
                                "model.unknown_label", "the model has no such label");
                default -> in.skip();
            }
        }
        return new ModelSpec(name, version);
    }

    private static String number(ProtoReader in) {
        long number = 0;
        while (in.next()) {
            if (in.field() == 1) {
                number = in.varint();
            } else {
                in.skip();
            }
        }
        return Long.toString(number);
    }

    private static void signature(String name) {
        if (!name.isEmpty() && !name.equals("serving_default")) {
            throw BadRequest.of("the model has no such signature")
                    .next("leave it out, or send serving_default");
        }
    }

    static ProtoWriter write(String name, String version) {
        return new ProtoWriter()
                .text(1, name)
                .message(2, new ProtoWriter().varint(1, Long.parseLong(version)))
                .text(3, "serving_default");
    }
}
