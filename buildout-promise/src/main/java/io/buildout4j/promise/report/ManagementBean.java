package io.buildout4j.promise.report;

import io.buildout4j.promise.PromiseResult;
import io.buildout4j.promise.PromiseRunner;
import io.buildout4j.promise.Sweep;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Shows the promises of a runner to management consoles while it is open.
 *
 * <pre>{@code
 * try (var shown = ManagementBean.register(ManagementFactory.getPlatformMBeanServer(), runner, "web-1")) { … }
 * }</pre>
 */
public final class ManagementBean implements AutoCloseable {
    private final MBeanServer server;
    private final ObjectName name;

    private ManagementBean(MBeanServer server, ObjectName name) {
        this.server = server;
        this.name = name;
    }

    /**
     * Registers {@code io.buildout4j:type=Promises,name=…}.
     *
     * @throws IllegalArgumentException if something has that name already
     */
    public static ManagementBean register(MBeanServer server, PromiseRunner runner, String title) {
        try {
            ObjectName name = new ObjectName("io.buildout4j:type=Promises,name=" + ObjectName.quote(title));
            server.registerMBean(new Promises(runner), name);
            return new ManagementBean(server, name);
        } catch (InstanceAlreadyExistsException e) {
            throw new IllegalArgumentException("promises called '" + title + "' are shown already", e);
        } catch (JMException e) {
            throw new IllegalStateException("promises called '" + title + "' cannot be shown: " + e.getMessage(), e);
        }
    }

    /** The name it is registered under. */
    public ObjectName name() {
        return name;
    }

    /** Takes it out again. */
    @Override
    public void close() {
        try {
            server.unregisterMBean(name);
        } catch (JMException e) {
            throw new IllegalStateException(name + " is not registered any more", e);
        }
    }

    private record Promises(PromiseRunner runner) implements PromisesMXBean {

        @Override
        public boolean isKept() {
            return getBroken() == 0;
        }

        @Override
        public int getCount() {
            return runner.lastResults().size();
        }

        @Override
        public int getBroken() {
            return getFailures().size();
        }

        @Override
        public Map<String, String> getFailures() {
            SortedMap<String, String> failures = new TreeMap<>();
            runner.lastResults().stream()
                    .filter(PromiseResult::failed)
                    .forEach(result -> failures.put(result.title(), result.message()));
            return failures;
        }

        @Override
        public Map<String, String> getLastRuns() {
            return byTitle(PromiseResult::dateText);
        }

        @Override
        public Map<String, Double> getExecutionSeconds() {
            return byTitle(PromiseResult::seconds);
        }

        private <T> Map<String, T> byTitle(Function<PromiseResult, T> value) {
            SortedMap<String, T> values = new TreeMap<>();
            runner.lastResults().forEach(result -> values.put(result.title(), value.apply(result)));
            return values;
        }

        @Override
        public String[] history(String title, int runs) {
            return runner.history(title, runs).stream()
                    .map(entry -> entry.date() + (entry.failed() ? " broken: " : " holds: ") + entry.message())
                    .toArray(String[]::new);
        }

        @Override
        public String test() {
            return runner.run(Sweep.test().force()).summary();
        }
    }
}
