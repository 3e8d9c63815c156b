package dev.rondo.tracking;

import dev.rondo.base.Digests;
import dev.rondo.base.RondoException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Parts one after the other as one stream. Each is compared with its digest, so that a file is
 * never made of what was not sent; where one differs, reading ends with USER {@code
 * upload.changed}.
 */
final class JoinedParts extends InputStream {
    private final IntFunction<InputStream> opener;
    private final List<String> digests;
    private int part;
    private @Nullable InputStream current;
    private MessageDigest digest = Digests.sha256();

    /**
     * The parts 1, 2, 3, …
     *
     * @param opener opens a part when its turn comes
     */
    JoinedParts(IntFunction<InputStream> opener, List<String> digests) {
        this.opener = opener;
        this.digests = List.copyOf(digests);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (true) {
            if (current == null) {
                if (part == digests.size()) {
                    return -1;
                }
                part++;
                current = opener.apply(part);
            }
            int count = current.read(target, offset, length);
            if (count > 0) {
                digest.update(target, offset, count);
                return count;
            }
            endPart();
        }
    }

    private void endPart() throws IOException {
        close();
        var found = Digests.text(digest);
        digest = Digests.sha256();
        if (!found.equals(digests.get(part - 1))) {
            throw RondoException.user(
                            "upload.changed", "part " + part + " is not what its digest says")
                    .next("send the part again");
        }
    }

    @Override
    public void close() throws IOException {
        var open = current;
        current = null;
        if (open != null) {
            open.close();
        }
    }
}
