package dev.rondo.registry;

import dev.rondo.base.RondoException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds the addresses of a host, and tells those of the public internet from others: IANA's
 * special-purpose registries for IPv4 and IPv6 (RFC 6890 and its updates).
 */
final class PublicAddresses {
    private static final int LOOK_UP_SECONDS = 10;

    private static final List<Block> SPECIAL =
            Block.list(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/3",
                    "64:ff9b:1::/48",
                    "2001::/23",
                    "2001:db8::/32",
                    "3fff::/20");
    private static final Block GLOBAL_IPV6 = Block.of("2000::/3");
    private static final Block NAT64 = Block.of("64:ff9b::/96");
    private static final Block SIX_TO_FOUR = Block.of("2002::/16");

    private record Block(byte[] prefix, int bits) {
        static Block of(String text) {
            int slash = text.indexOf('/');
            var address = InetAddress.ofLiteral(text.substring(0, slash));
            return new Block(
                    address.getAddress(), Integer.parseInt(text, slash + 1, text.length(), 10));
        }

        static List<Block> list(String... texts) {
            return Arrays.stream(texts).map(Block::of).toList();
        }

        boolean holds(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private PublicAddresses() {}

    /**
     * The addresses of a host.
     *
     * @param publicOnly whether it is an error if one of them is not public
     * @throws RondoException of kind USER {@code webhook.address} when one is not public, of kind
     *     UNAVAILABLE when the host cannot be found
     */
    static List<InetAddress> of(String host, boolean publicOnly) {
        var addresses = lookUp(host);
        for (var address : addresses) {
            if (publicOnly && !isPublic(address.getAddress())) {
                throw RondoException.user(
                        "webhook.address",
                        "Webhook URL must not resolve to a non-public IP address. '%s' resolves to %s."
                                .formatted(host, address.getHostAddress()));
            }
        }
        return addresses;
    }

    /** On a thread of its own: the system's look-up cannot be interrupted, and may take long. */
    private static List<InetAddress> lookUp(String host) {
        var task = new FutureTask<>(() -> List.of(InetAddress.getAllByName(host)));
        Thread.ofPlatform().daemon().name("webhook-look-up").start(task);
        try {
            return task.get(LOOK_UP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            var reason =
                    e.getCause() instanceof UnknownHostException
                            ? "the name is not known"
                            : String.valueOf(e.getCause());
            throw unresolved(host, reason).causedBy(e);
        } catch (TimeoutException e) {
            throw unresolved(host, "no answer came in %d s".formatted(LOOK_UP_SECONDS)).causedBy(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unresolved(host, "the server is stopping").causedBy(e);
        }
    }

    private static RondoException unresolved(String host, String reason) {
        return RondoException.unavailable(
                "webhook.host",
                "Cannot resolve Webhook URL hostname '%s': %s".formatted(host, reason));
    }

    static boolean isPublic(byte[] address) {
        if (address.length == 4) {
            return SPECIAL.stream().noneMatch(block -> block.holds(address));
        }
        if (NAT64.holds(address)) {
            return isPublic(Arrays.copyOfRange(address, 12, 16));
        }
        if (SIX_TO_FOUR.holds(address)) {
            return isPublic(Arrays.copyOfRange(address, 2, 6));
        }
        return GLOBAL_IPV6.holds(address)
                && SPECIAL.stream().noneMatch(block -> block.holds(address));
    }
}
