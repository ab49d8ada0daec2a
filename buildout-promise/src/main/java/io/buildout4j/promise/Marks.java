package io.buildout4j.promise;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The marks by which a log tells one run from another: the second and a number of three digits. Those of 900 runs on end
 * differ; promises with logs of their own may share one.
 */
final class Marks {
    private static final int LEAST = 100;
    private static final int COUNT = 900;

    // Another process may just have written to the same logs.
    private int next = ThreadLocalRandom.current().nextInt(COUNT);

    /** The next mark, for a run that begins in that second. */
    synchronized String next(long second) {
        next = (next + 1) % COUNT;
        return second + "-" + (LEAST + next);
    }
}
