package dev.rondo.cli;

/** A model version as it is written on the command line: {@code NAME/VERSION}. */
record ModelReference(String name, int version) {
    static ModelReference parse(String text) {
        int slash = text.lastIndexOf('/');
        try {
            if (slash > 0) {
                return new ModelReference(
                        text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
            }
        } catch (NumberFormatException e) {
            // The one message below serves both.
        }
        throw new picocli.CommandLine.TypeConversionException(
                "'" + text + "' is no model version; write NAME/VERSION, such as churn/3");
    }
}
