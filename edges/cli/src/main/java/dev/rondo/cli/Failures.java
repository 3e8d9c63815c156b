package dev.rondo.cli;

import dev.rondo.base.RondoException;
import dev.rondo.client.RondoClientException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns a failure into one line on standard error and a typed exit status. */
final class Failures implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed)
            throws Exception {
        return switch (failure) {
            case RondoClientException e -> tell(command, e.kind(), String.valueOf(e.getMessage()));
            case RondoException e -> tell(command, e.kind().name(), String.valueOf(e.getMessage()));
            default -> throw failure;
        };
    }

    private static int tell(CommandLine command, String kind, String message) {
        command.getErr().println("rondo: " + message);
        return status(kind);
    }

    static int status(String kind) {
        return switch (kind) {
            case "USER" -> 2;
            case "NOT_FOUND" -> 3;
            case "CONFLICT" -> 4;
            case "LIMIT" -> 5;
            case "UNAVAILABLE" -> 6;
            default -> 1;
        };
    }
}
