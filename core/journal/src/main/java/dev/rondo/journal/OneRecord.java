package dev.rondo.journal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes one record of a scan; damage beside it is none of its business. */
final class OneRecord implements Journal.Visitor {
    private final long wanted;
    private byte @Nullable [] payload;

    OneRecord(long wanted) {
        this.wanted = wanted;
    }

    @Override
    public boolean accept(long sequence, byte[] record) {
        payload = record;
        return false;
    }

    @Override
    public void damaged(Damage damage) {
        if (damage.from() <= wanted && wanted < damage.to()) {
            throw damage.error();
        }
    }

    Optional<byte[]> found() {
        return Optional.ofNullable(payload);
    }
}
