package dev.rondo.http;

import java.nio.charset.StandardCharsets;

/**
 * How a call that failed ends.
 *
 * @param code the number of a {@link GrpcCode}
 * @param message percent-encoded, as gRPC wants it: a header takes no other bytes
 */
record GrpcStatus(String code, String message) {
    static final String CODE = "grpc-status";
    static final String MESSAGE = "grpc-message";
    private static final int LONGEST_MESSAGE = 2_000;

    static GrpcStatus of(Throwable failure) {
        var known = Failures.told(failure);
        return new GrpcStatus(
                Integer.toString(GrpcCode.of(known).number),
                encoded(String.valueOf(known.getMessage())));
    }

    private static String encoded(String message) {
        var text =
                message.length() > LONGEST_MESSAGE
                        ? message.substring(0, LONGEST_MESSAGE)
                        : message;
        var encoded = new StringBuilder(text.length());
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            if (each >= 0x20 && each < 0x7f && each != '%') {
                encoded.append((char) each);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit((each >> 4) & 15, 16)))
                        .append(Character.toUpperCase(Character.forDigit(each & 15, 16)));
            }
        }
        return encoded.toString();
    }
}
