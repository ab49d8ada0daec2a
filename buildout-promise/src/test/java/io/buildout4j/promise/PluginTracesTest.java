package io.buildout4j.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plugins share processes as long as that cannot be seen. */
class PluginTracesTest extends PluginFixture {
    /** What a plugin can see of its process, but for its number. */
    private static final String WITNESS = """
            from slapos.grid.promise.generic import GenericPromise
            import gc, logging, os, resource, signal, socket, sys, threading, time, warnings
            class RunPromise(GenericPromise):
                def sense(self):
                    root = logging.getLogger()
                    umask = os.umask(0o22)
                    os.umask(umask)
                    self.logger.info(repr((
                        time.time() > 1e9, len(open(__file__).read()) > 0, os.environ.get('LEFT'), os.getcwd(), umask,
                        threading.active_count(), len(os.listdir('/proc/self/fd')), signal.getsignal(signal.SIGUSR1),
                        signal.getsignal(signal.SIGTERM), signal.getitimer(signal.ITIMER_REAL), len(sys.path),
                        len(sys.meta_path), 'json' in sys.modules, 'beside' in sys.modules, hasattr(GenericPromise, 'left'),
                        len(root.handlers), root.level, root.manager.disable, socket.getdefaulttimeout(),
                        sys.getrecursionlimit(), gc.isenabled(), resource.getrlimit(resource.RLIMIT_NOFILE),
                        len(warnings.filters), sys.stdout.closed, getattr(logging, 'LEFT', None),
                        logging.getLevelName(logging.INFO))))
            """;

    private static final String[] TRACES = {
        "import time; time.time = lambda: 0",
        "import builtins; builtins.open = None",
        "import os; os.environ['LEFT'] = 'x'",
        "import os; os.chdir('/tmp')",
        "import os; os.umask(0)",
        "import threading, time; threading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
        "import subprocess; subprocess.Popen(['/bin/sleep', '60'])",
        "import os; os.fork() or __import__('time').sleep(60)",
        "import os; os.fork()",
        "import os; os.open('/dev/null', os.O_RDONLY)",
        "import signal; signal.signal(signal.SIGUSR1, lambda *a: None)",
        "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)",
        "import signal; signal.setitimer(signal.ITIMER_REAL, 50)",
        "import sys; sys.path.append('/left'); sys.meta_path.append(None)",
        "import sys; del sys.modules['json']",
        "import sys; sys.modules.clear()",
        "import sys; sys.stdout.close()",
        "import sys; sys.setrecursionlimit(123)",
        "import beside",
        "GenericPromise.left = True",
        "import logging; logging.getLogger().addHandler(logging.NullHandler()); logging.getLogger().setLevel(1)",
        "import logging; logging.disable(logging.CRITICAL)",
        "import logging; logging.addLevelName(logging.INFO, 'LEFT')",
        "import logging; logging.LEFT = 1",
        "import socket; socket.setdefaulttimeout(1)",
        "import gc; gc.disable()",
        "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (100, 100))",
        "import warnings; warnings.simplefilter('error')",
        "raise SystemExit(0)",
        "import os; os._exit(0)",
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "import os; os.closerange(3, 100)",
    };

    private PromiseRunner runner;

    @BeforeEach
    void start() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "this system does not tell of its processes");
        runner = runner(Duration.ofSeconds(60));
    }

    @Test
    void pluginsThatLeaveNothingBehindShareAProcess() throws Exception {
        String text = """
                from slapos.grid.promise.generic import GenericPromise
                import os
                class RunPromise(GenericPromise):
                    def sense(self):
                        print("to nobody")
                        self.logger.info(str(os.getpid()))
                """;
        plugin("a.py", text);
        plugin("b.py", text);

        assertThat(run("b.py")).isEqualTo(run("a.py"));
    }

    @Test
    void moreProcessesThanAreKeptEndWithoutAPluginInThem() throws Exception {
        for (int i = 0; i < 60; i++) {
            plugin("p%02d.py".formatted(i), """
                    from slapos.grid.promise.generic import GenericPromise
                    import time
                    class RunPromise(GenericPromise):
                        def sense(self):
                            time.sleep(%s)
                            self.logger.info("fine")
                    """.formatted(i < 20 ? "0.3" : "0"));
        }

        for (int i = 0; i < 3; i++) {
            assertThat(runner.run(Sweep.test().force()).results())
                    .extracting(PromiseResult::message)
                    .containsOnly("fine");
        }
    }

    @Test
    void noPluginFindsWhatAnotherOneLeft() throws Exception {
        Files.createDirectories(partition.resolve("etc/plugin"));
        Files.writeString(partition.resolve("etc/plugin/beside.py"), "");
        plugin("witness.py", WITNESS);
        String alone = run("witness.py");
        assertThat(alone).startsWith("(True, True, None, ").endsWith("'INFO')");

        for (String trace : TRACES) {
            plugin("leaves.py", """
                    from slapos.grid.promise.generic import GenericPromise
                    class RunPromise(GenericPromise):
                        def sense(self):
                            %s
                    """.formatted(trace));
            run("leaves.py");

            assertThat(run("witness.py")).as(trace).isEqualTo(alone);
        }
    }

    private String run(String name) throws Exception {
        return runner.run(Sweep.test().force().only(Set.of(name)))
                .results()
                .get(0)
                .message();
    }
}
