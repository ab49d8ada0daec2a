package io.buildout4j.promise;

import io.buildout4j.promise.history.LogEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the promises of a host left: the last result of each, and its history. May be used by several threads. */
interface Ledger extends RunContext.Past, AutoCloseable {

    /** The last result of a promise, if it is one of the host's. */
    Optional<PromiseResult> find(String title);

    /** The last results of the host's promises, by title. */
    Map<String, PromiseResult> all();

    /** Takes down what a run left; it is safe after {@link #keep()}. */
    void record(PromiseResult result, List<LogEntry> entries);

    /** Remembers how far back a promise looks: so much has to be kept. */
    void asked(String title, Threshold window);

    /** Adds to the log of a promise after its run. */
    void append(String title, List<LogEntry> entries);

    /**
     * Makes safe what was taken down.
     *
     * @return what went wrong with which promise, or, under the empty text, with all
     */
    Map<String, String> keep();

    /** Makes it safe from the end of the process at once, and from that of the machine in about a second. */
    void keepSoon();

    @Override
    void close();
}
