package io.buildout4j.recipes.node.supervise;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Has the services of partitions running. Safe for several threads. */
public interface Supervisor extends AutoCloseable {

    /**
     * Makes these the services of a partition, and no others: those that run already and did not change stay as they
     * are, the others are started, and what is not named any more is stopped.
     *
     * @return the names of those that were started, or are to be
     * @throws IOException if a file cannot be written, or a program cannot be started
     * @throws InterruptedException if this thread was interrupted while it waited for a service to end
     */
    List<String> apply(Path partition, List<Service> services) throws IOException, InterruptedException;

    /** Stops all services of a partition, with all processes they started; returns when they are gone. */
    default void stop(Path partition) throws IOException, InterruptedException {
        apply(partition, List.of());
    }

    /** How the services of a partition are, as far as it is known here. */
    List<ServiceState> states(Path partition);

    /** Ends the supervision. The services go on. */
    @Override
    void close();

    /** One that starts nothing: for hosts that only want files, or run the services by themselves. */
    static Supervisor none() {
        return new Supervisor() {
            @Override
            public List<String> apply(Path partition, List<Service> services) {
                return List.of();
            }

            @Override
            public List<ServiceState> states(Path partition) {
                return List.of();
            }

            @Override
            public void close() {
                // Nothing was begun.
            }
        };
    }
}
