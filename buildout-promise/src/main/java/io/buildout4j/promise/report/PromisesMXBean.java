package io.buildout4j.promise.report;

import java.util.Map;

/** The promises of a runner as a management console sees them; the names are those JMX asks for. */
public interface PromisesMXBean {

    /** Whether all promises held when they were run last. */
    boolean isKept();

    /** How many promises have a result. */
    int getCount();

    /** How many of them were broken when they were run last. */
    int getBroken();

    /** The messages of the broken ones, by title. */
    Map<String, String> getFailures();

    /** When each was run last, in UTC, by title. */
    Map<String, String> getLastRuns();

    /** How long each took when it was run last, in seconds, by title. */
    Map<String, Double> getExecutionSeconds();

    /**
     * The newest runs of a promise, the newest first, one a line.
     *
     * @param title the promise
     * @param runs at most so many
     */
    String[] history(String title, int runs);

    /** Tests all promises now and tells in one line what came of it. */
    String test();
}
