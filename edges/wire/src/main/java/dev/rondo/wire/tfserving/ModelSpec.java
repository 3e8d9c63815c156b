package dev.rondo.wire.tfserving;

import dev.rondo.base.ProtoReader;
import dev.rondo.base.ProtoWriter;
import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.wire.shared.BadRequest;

/**
 * Which model a request is for.
 *
 * @param version the version's number; empty for the newest
 * @param label stands for a version; empty for none
 * @param signature empty for the only one
 */
record ModelSpec(String name, String version, String label, String signature) {
    /** The {@code model_spec} of a request, which is in field 1 of most. */
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

    static ModelSpec read(ProtoReader in) {
        var name = "";
        var version = "";
        var label = "";
        var signature = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = in.text();
                case 2 -> version = number(in.part());
                case 3 -> signature = in.text();
                case 4 -> label = in.text();
                default -> in.skip();
            }
        }
        if (name.isEmpty()) {
            throw BadRequest.of("model_spec names no model");
        }
        if (!version.isEmpty() && !label.isEmpty()) {
            throw BadRequest.of("model_spec has both a version and a label");
        }
        return new ModelSpec(name, version, label, signature);
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

    /** The number of the version that is meant; empty for the newest. */
    String version(ModelCatalogue models) {
        return label.isEmpty() ? version : models.labelled(name, label);
    }

    /** The one signature that there is goes by the name that TensorFlow gives to one. */
    void checkSignature() {
        if (!signature.isEmpty() && !signature.equals(Signatures.NAME)) {
            throw BadRequest.of("the model has no such signature")
                    .next("leave it out, or send " + Signatures.NAME);
        }
    }

    static ProtoWriter write(String name, String version) {
        return new ProtoWriter()
                .text(1, name)
                .message(2, new ProtoWriter().varint(1, Long.parseLong(version)))
                .text(3, Signatures.NAME);
    }
}
