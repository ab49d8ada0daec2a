package io.buildout4j.engine.install;

import io.buildout4j.install.Cancellation;
import io.buildout4j.install.InstallListener;
import java.time.Duration;
import java.util.List;

/**
 * On what terms a host wants a plan executed.
 *
 * @param parallelism how many parts may be worked on at once; at least 1
 * @param keepGoing whether parts that do not need a failed one are made all the same
 * @param patience how long to wait for another run on the same directory
 * @param listeners who hears of it
 * @param cancellation how it may be stopped
 */
public record Terms(
        int parallelism,
        boolean keepGoing,
        Duration patience,
        List<InstallListener> listeners,
        Cancellation cancellation) {

    public Terms {
        listeners = List.copyOf(listeners);
    }
}
