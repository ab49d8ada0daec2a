package io.buildout4j.recipes.node.supervise;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How a service is.
 *
 * @param service which one
 * @param pid of its process, while it runs
 * @param exitCode how it ended last, where that is known
 * @param restarts how often it was started again since this supervisor knows it
 */
public record ServiceState(Service service, OptionalLong pid, OptionalInt exitCode, int restarts) {

    /** Whether it runs. */
    public boolean runs() {
        return pid.isPresent();
    }
}
