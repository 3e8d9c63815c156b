package dev.rondo.wire.tfserving;

import dev.rondo.base.RondoException;
import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.http.GrpcMethod;

/** A call about one model, which is named in field 1 of its message. */
record TfMethod(ModelCatalogue models, Call call) implements GrpcMethod.Unary {
    /** Bytes of a message in, bytes out. */
    interface Call {
        byte[] answer(byte[] message);
    }

    @Override
    public boolean immediate(byte[] message) {
        try {
            var spec = ModelSpec.of(message);
            return models.immediate(spec.name(), spec.version(models));
        } catch (RondoException e) {
            return false;
        }
    }

    @Override
    public byte[] answer(byte[] message) {
        return call.answer(message);
    }
}
