package io.buildout4j.promise.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.buildout4j.promise.Finding;
import io.buildout4j.promise.PromiseRunner;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagementBeanTest {
    private final MBeanServer server = MBeanServerFactory.newMBeanServer();

    @TempDir
    Path partition;

    @Test
    void aConsoleSeesWhatIsBrokenAndMayTestAgain() throws Exception {
        AtomicBoolean up = new AtomicBoolean();
        try (PromiseRunner runner = PromiseRunner.builder(partition)
                        .promise("web", context -> up.get() ? Finding.ok("up") : Finding.failed("down"))
                        .promise("db", context -> Finding.ok("fine"))
                        .build();
                ManagementBean bean = ManagementBean.register(server, runner, "part=0, \"x\"")) {
            runner.run();
            ObjectName name = bean.name();
            assertThat(server.getAttribute(name, "Kept")).isEqualTo(false);
            assertThat(server.getAttribute(name, "Count")).isEqualTo(2);
            assertThat(server.getAttribute(name, "Broken")).isEqualTo(1);
            TabularData failures = (TabularData) server.getAttribute(name, "Failures");
            assertThat(failures.get(new Object[] {"web"}).get("value")).isEqualTo("down");

            up.set(true);
            assertThat(server.invoke(name, "test", new Object[0], new String[0]))
                    .isEqualTo("2 promises kept");
            assertThat(server.getAttribute(name, "Kept")).isEqualTo(true);
            String[] history = (String[]) server.invoke(
                    name, "history", new Object[] {"web", 5}, new String[] {String.class.getName(), "int"});
            assertThat(history).hasSize(2);
            assertThat(history[0]).endsWith(" holds: up");
            assertThat(history[1]).endsWith(" broken: down");
        }
        assertThat(server.queryNames(null, null))
                .noneMatch(name -> name.getDomain().equals("io.buildout4j"));
    }

    @Test
    void aNameIsTakenOnce() {
        try (PromiseRunner runner = PromiseRunner.builder(partition).inMemory().build();
                ManagementBean first = ManagementBean.register(server, runner, "a")) {
            assertThatThrownBy(() -> ManagementBean.register(server, runner, "a"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("promises called 'a' are shown already");
            assertThat(first.name().toString()).isEqualTo("io.buildout4j:type=Promises,name=\"a\"");
        }
    }
}
