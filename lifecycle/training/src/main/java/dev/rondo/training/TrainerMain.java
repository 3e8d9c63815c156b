package dev.rondo.training;

import dev.rondo.base.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The child process: reads the request and the matrices from the work folder, trains, and leaves
 * model, margins and result there. Everything that XGBoost may do to its process (crash, leak,
 * hang) ends with it.
 *
 * <p>Standard input is a life line: when the parent dies, it ends, and the child with it. On
 * standard output a line that starts with {@link #ROUND} is a {@link BoostingRound} in JSON; all
 * other lines are a log for people.
 */
final class TrainerMain {
    static final String ROUND = "@round ";
    static final int PARENT_GONE = 86;

    private TrainerMain() {}

    public static void main(String[] arguments) throws Exception {
        Thread.ofPlatform().daemon().name("life-line").start(TrainerMain::endWithParent);
        var files = new TrainerFiles(Path.of(arguments[0]));
        var request = Json.read(Files.readString(files.request()), TrainerRequest.class);
        try (var boosting = new Boosting(request, files)) {
            var result = boosting.run(round -> System.out.println(ROUND + Json.write(round)));
            Files.write(files.model(), boosting.model());
            MatrixFile.writeFloats(files.validationMargins(), boosting.validationMargins());
            // The result is written last: where it stands, the other files are whole.
            Files.writeString(files.result(), Json.write(result));
        }
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // The parent sends nothing; only the end counts.
            }
        } catch (IOException e) {
            // A broken life line is an ended one.
        }
        Runtime.getRuntime().halt(PARENT_GONE);
    }
}
