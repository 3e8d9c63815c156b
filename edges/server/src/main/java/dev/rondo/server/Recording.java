package dev.rondo.server;

import dev.rondo.hosting.InferenceInterceptor;
import dev.rondo.journal.FileLayer;
import dev.rondo.journal.Journal;
import dev.rondo.journal.JournalOptions;
import java.time.InstantSource;

/**
 * What a server of model files has open to record what it is asked.
 *
 * @param directory locked against a second server
 */
record Recording(
        DataDirectory directory, Journal journal, InferenceRecorder recorder, Expiry expiry)
        implements AutoCloseable {
    /**
     * Opens or creates the journal.
     *
     * @param files under the journal
     * @param next answers
     * @throws dev.rondo.base.RondoException of kind CONFLICT when another server has the directory,
     *     UNAVAILABLE when it cannot be written
     */
    static Recording open(RecordingOptions options, FileLayer files, InferenceInterceptor next) {
        var directory = DataDirectory.open(options.data());
        try {
            var usual = JournalOptions.of(options.durability());
            var journals = new JournalOptions(usual.durability(), usual.segmentBytes(), files);
            var journal = Journal.open(DataDirectory.served(options.data()), journals);
            var recorder =
                    new InferenceRecorder(journal, options.policy(), next, InstantSource.system());
            var expiry = new Expiry(journal, options.retention(), InstantSource.system());
            return new Recording(directory, journal, recorder, expiry);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    @Override
    public void close() {
        expiry.close();
        journal.close();
        directory.close();
    }
}
