package io.buildout4j.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Which Python runs plugins, and what it has to offer. */
class PluginInterpreterTest extends PluginFixture {

    @Test
    void anInterpreterThatEndedWhenItWasAskedIsReplaced() throws Exception {
        Path python = partition.resolve("python");
        Files.writeString(python, """
                #!/bin/sh
                mkdir "%s/started" 2>/dev/null && exit 0
                exec %s "$@"
                """.formatted(partition, PYTHON));
        assertThat(python.toFile().setExecutable(true)).isTrue();
        plugin("check.py", """
                from slapos.grid.promise.generic import GenericPromise
                class RunPromise(GenericPromise):
                    def sense(self):
                        self.logger.info("fine")
                """);
        try (PromiseRunner runner =
                PromiseRunner.builder(partition).python(python.toString()).build()) {
            assertThat(runner.run().results().get(0).message()).isEqualTo("fine");
        }
        assertThat(partition.resolve("started")).isDirectory();
    }

    /** As the real zope.interface does, these decorators take no class for an interface. */
    @Test
    void theMarkerIsAnInterfaceOfTheKindThatIsInstalled() throws Exception {
        Path zope = Files.createDirectories(partition.resolve("site/zope/interface"));
        Files.writeString(zope.resolve("__init__.py"), """
                class InterfaceClass(object):
                    def __init__(self, name, bases=(), attributes=None):
                        self.__name__ = name
                Interface = InterfaceClass('Interface')
                def implementer(*interfaces):
                    assert all(isinstance(interface, InterfaceClass) for interface in interfaces)
                    return lambda cls: cls
                """);
        Path python = partition.resolve("python");
        Files.writeString(python, "#!/bin/sh\nPYTHONPATH=%s/site exec %s -S \"$@\"\n".formatted(partition, PYTHON));
        assertThat(python.toFile().setExecutable(true)).isTrue();
        plugin("check.py", """
                from zope.interface import implementer, InterfaceClass
                from slapos.grid.promise import interface
                from slapos.grid.promise.generic import GenericPromise
                @implementer(interface.IPromise)
                class RunPromise(GenericPromise):
                    def sense(self):
                        self.logger.info(interface.IPromise.__name__)
                """);
        try (PromiseRunner runner =
                PromiseRunner.builder(partition).python(python.toString()).build()) {
            assertThat(runner.run().results().get(0).message()).isEqualTo("IPromise");
        }
    }

    @Test
    void manyPluginsShareOneInterpreter() throws Exception {
        for (int i = 0; i < 40; i++) {
            plugin("p%02d.py".formatted(i), """
                    from slapos.grid.promise.generic import GenericPromise
                    import os
                    class RunPromise(GenericPromise):
                        def sense(self):
                            self.logger.info(str(os.getppid()))
                    """);
        }
        PromiseReport report = runner().run();

        assertThat(report.results()).hasSize(40);
        assertThat(report.results().stream().map(PromiseResult::message).distinct())
                .hasSize(1);
    }
}
