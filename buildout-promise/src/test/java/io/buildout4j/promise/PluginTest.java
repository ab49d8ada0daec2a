package io.buildout4j.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PluginTest extends PluginFixture {
    @Test
    void aPluginAsTheTutorialWritesItRunsUnchanged() throws Exception {
        plugin("check_flask.py", """
                from slapos.grid.promise.generic import GenericPromise
                class RunPromise(GenericPromise):
                    def sense(self):
                        self.logger.info("Checking %s" % self.getConfig('partition-folder', 'folder'))
                        self.logger.error("port " + self.getConfig('port', 'none'))
                """);

        PromiseReport report = runner().run();

        PromiseResult result = report.results().get(0);
        assertThat(result.title()).isEqualTo("check_flask");
        assertThat(result.name()).isEqualTo("check_flask.py");
        assertThat(result.message()).isEqualTo("Checking folder\nport none");
        assertThat(result.failed()).isTrue();
        assertThat(Files.readString(partition.resolve(".slapgrid/promise/log/check_flask.log")))
                .matches(
                        "(?s)\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d - INFO - \\d+-\\d{3} - Checking folder\n.* - ERROR - .* - port none\n");
    }

    @Test
    void thePublishedMarkersAndSettersAreThere() throws Exception {
        plugin("check.py", """
                from zope.interface import implementer
                from slapos.grid.promise import interface
                from slapos.grid.promise.generic import GenericPromise, TestResult, AnomalyResult
                extra_config_dict = {'frequency': '5'}
                @implementer(interface.IPromise)
                class RunPromise(GenericPromise):
                    def __init__(self, config):
                        super(RunPromise, self).__init__(config)
                        self.setPeriodicity(minute=float(self.getConfig('frequency')))
                    def sense(self):
                        assert self.getPartitionFolder() and self.getLogFile() and self.getLogFolder()
                        assert self.getName() == 'check.py' and self.getTitle() == 'check'
                        self.logger.info("every %s", self.getPeriodicity())
                    def anomaly(self):
                        return AnomalyResult(problem=True, message="own words")
                """);
        PromiseRunner runner = runner();

        assertThat(runner.run().results().get(0).message()).isEqualTo("every 5.0");
        assertThat(Files.readString(partition.resolve(".slapgrid/promise/cache/check")))
                .contains("\"periodicity\":5");
        PromiseReport anomaly = runner.run(Sweep.anomaly().force());
        assertThat(anomaly.results().get(0).message()).isEqualTo("own words");
        assertThat(anomaly.bangs()).containsExactly("Promise check is failing");
        assertThat(Files.readString(partition.resolve(".slapgrid/promise/log/check.log")))
                .endsWith("Bang with message 'Promise check is failing'.\n");
    }

    @Test
    void theHistoryCountsOverRuns() throws Exception {
        plugin("check.py", """
                from slapos.grid.promise.generic import GenericPromise
                class RunPromise(GenericPromise):
                    def sense(self):
                        self.logger.error("down")
                    def anomaly(self):
                        return self._anomaly(result_count=3, failure_amount=3)
                """);
        PromiseRunner runner = runner();

        List<Boolean> kept = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            kept.add(runner.run(Sweep.anomaly().force()).kept());
        }

        assertThat(kept).containsExactly(true, true, false);
        assertThat(banged).containsExactly("Promise check is failing");
    }

    @Test
    void aBrokenPluginTellsItsCauseAndTheOthersRun() throws Exception {
        String head = "from slapos.grid.promise.generic import GenericPromise\n";
        plugin("a_syntax.py", "def (:\n");
        plugin("b_none.py", "x = 1\n");
        plugin("c_class.py", "class RunPromise(object):\n  pass\n");
        plugin("d_sense.py", head + "class RunPromise(GenericPromise):\n  pass\n");
        plugin("e_import.py", "import no_such_module_here\n");
        plugin(
                "f_exit.py",
                head + "import os\nclass RunPromise(GenericPromise):\n  def sense(self):\n    os._exit(3)\n");
        plugin(
                "g_good.py",
                head + "class RunPromise(GenericPromise):\n  def sense(self):\n    self.logger.info('ok')\n");
        plugin(
                "h_extra.py",
                "extra_config_dict = {'path': 'x'}\n" + head
                        + "class RunPromise(GenericPromise):\n  def sense(self):\n    pass\n");
        plugin("0bad.py", head);

        PromiseReport report = runner().run();

        assertThat(report.results())
                .extracting(PromiseResult::message)
                .satisfiesExactly(
                        m -> assertThat(m)
                                .isEqualTo(
                                        "Error: No output returned by the promise: ValueError: Promise plugin name '0bad.py' is not valid"),
                        m -> assertThat(m)
                                .startsWith("Error: No output returned by the promise: SyntaxError: ")
                                .contains("a_syntax.py, line 1"),
                        m -> assertThat(m).endsWith("AttributeError: Class RunPromise not found in promise b_none.py"),
                        m -> assertThat(m).endsWith("RunPromise class is not a subclass of GenericPromise class."),
                        m -> assertThat(m).contains("TypeError: ").contains("sense"),
                        m -> assertThat(m).endsWith("ModuleNotFoundError: No module named 'no_such_module_here'"),
                        m -> assertThat(m).endsWith("its process exited with status 3"),
                        m -> assertThat(m).isEqualTo("ok"),
                        m -> assertThat(m).contains("Extra parameter name 'path' cannot be used."));
        assertThat(report.results().stream().filter(result -> !result.failed())).hasSize(1);
    }

    @Test
    void aHangingPluginIsStoppedAndHoldsUpNobody() throws Exception {
        String head = "from slapos.grid.promise.generic import GenericPromise\nimport time, signal, subprocess\n";
        plugin("a_hangs.py", head + "class RunPromise(GenericPromise):\n  def sense(self):\n    time.sleep(60)\n");
        plugin(
                "b_stubborn.py",
                head + "class RunPromise(GenericPromise):\n  def sense(self):\n"
                        + "    signal.signal(signal.SIGTERM, signal.SIG_IGN)\n    time.sleep(60)\n");
        plugin(
                "c_spawns.py",
                head + "class RunPromise(GenericPromise):\n  def sense(self):\n"
                        + "    p = subprocess.Popen(['setsid', 'sleep', '60'])\n"
                        + "    open(self.getPartitionFolder() + '/pid', 'w').write(str(p.pid))\n    p.wait()\n");
        plugin(
                "d_good.py",
                head + "class RunPromise(GenericPromise):\n  def sense(self):\n    self.logger.info('ok')\n");

        long start = System.nanoTime();
        PromiseReport report = runner(Duration.ofSeconds(1)).run();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        assertThat(report.results())
                .extracting(PromiseResult::message)
                .containsExactly(
                        "Error: Promise timed out after 1 seconds",
                        "Error: Promise timed out after 1 seconds",
                        "Error: Promise timed out after 1 seconds",
                        "ok");
        long pid = Long.parseLong(Files.readString(partition.resolve("pid")));
        assertThat(ProcessHandle.of(pid).filter(PluginTest::runs)).isEmpty();
    }

    @Test
    void aModuleBesideTheProfileIsFoundEvenUnderThePluginsOwnName() throws Exception {
        Path profile = Files.createDirectories(partition.resolve("profile"));
        Files.writeString(profile.resolve("check_app.py"), """
                from slapos.grid.promise.generic import GenericPromise
                class RunPromise(GenericPromise):
                    def sense(self):
                        self.logger.info("from the module: " + self.getConfig('port'))
                """);
        plugin("check_app.py", """
                import sys
                sys.path[0:0] = ()
                extra_config_dict = {'port': '8080'}
                for module in list(sys.modules):
                  if 'slapos' in module or 'pkg_resources' in module:
                    del sys.modules[module]
                from check_app import RunPromise
                """);
        PromiseRunner runner = PromiseRunner.builder(partition)
                .python(PYTHON.toString())
                .pythonPath(profile)
                .build();
        runners.add(runner);

        assertThat(runner.run().results().get(0).message()).isEqualTo("from the module: 8080");
        Files.delete(profile.resolve("check_app.py"));
        assertThat(runner.run(Sweep.test().force()).results().get(0).message())
                .contains("No module named 'check_app' beside the plugin of that name");
    }

    @Test
    void aJavaPromiseOfTheHostStandsInForAModule() throws Exception {
        plugin("check_app.py", "extra_config_dict = {'port': '81'}\nfrom check_app import RunPromise\n");
        PromiseRunner runner = PromiseRunner.builder(partition)
                .python("/nonexistent/python")
                .module("check_app", parameters -> {
                    int port = parameters.asInt("port", 80);
                    return context -> Finding.ok("port " + port);
                })
                .build();

        assertThat(runner.run().results()).extracting(PromiseResult::message).containsExactly("port 81");
    }

    @Test
    void aClassNamedByAPluginFileIsMadeWithItsParameters() throws Exception {
        plugin(
                "check.py",
                "extra_config_dict = {'word': 'hello'}\nfrom " + Greeting.class.getPackageName()
                        + ".checks import Greeting as RunPromise\n");
        plugin(
                "other.py",
                "extra_config_dict = {'word': 'bye'}\nfrom io.buildout4j.promise.Greeting import RunPromise\n");

        PromiseReport report = PromiseRunner.builder(partition)
                .python("/nonexistent/python")
                .build()
                .run();

        assertThat(report.results().get(0).message()).contains("no Python to run it");
        assertThat(report.results().get(1).message()).isEqualTo("bye");
    }

    @Test
    void aTestLessPluginSaysNothingInATest() throws Exception {
        plugin("check.py", """
                from slapos.grid.promise.generic import GenericPromise
                class RunPromise(GenericPromise):
                    def __init__(self, config):
                        GenericPromise.__init__(self, config)
                        self.setTestLess()
                    def sense(self):
                        self.logger.error("down")
                """);
        PromiseRunner runner = runner();

        PromiseReport test = runner.run();
        PromiseReport anomaly = runner.run(Sweep.anomaly());

        assertThat(test.kept()).isTrue();
        assertThat(test.results().get(0).verdict().type()).isEqualTo(Verdict.Type.EMPTY);
        assertThat(anomaly.results().get(0).message()).isEqualTo("down");
        assertThat(anomaly.kept()).isFalse();
    }

    @Test
    void aPluginThatChangedIsRunAsItIsNow() throws Exception {
        String text = """
                from slapos.grid.promise.generic import GenericPromise
                class RunPromise(GenericPromise):
                    def sense(self):
                        self.logger.info("version %s of " + __file__.split('/')[-1])
                """;
        plugin("check.py", text.formatted("1"));
        PromiseRunner runner = runner();
        runner.run(Sweep.test().force());
        plugin("check.py", text.formatted("2"));
        PromiseReport report = runner.run(Sweep.test().force());

        assertThat(report.results().get(0).message()).isEqualTo("version 2 of check.py");
    }

    @Test
    void runsWithinASecondStayApart() throws Exception {
        plugin("check.py", """
                from slapos.grid.promise.generic import GenericPromise
                class RunPromise(GenericPromise):
                    def sense(self):
                        self.logger.info("fine")
                """);
        PromiseRunner runner = runner();
        for (int i = 0; i < 200; i++) {
            assertThat(runner.run(Sweep.test().force()).results().get(0).message())
                    .isEqualTo("fine");
        }
    }

    @Test
    void whatAPluginLogsIsOneEntryWhateverItHolds() throws Exception {
        String text = """
                from slapos.grid.promise.generic import GenericPromise
                class RunPromise(GenericPromise):
                    def sense(self):
                        %s
                """;
        plugin("a.py", text.formatted("self.logger.error('no text: \\udcff')"));
        plugin("b.py", text.formatted("self.logger.info('fine\\n2030-01-01 00:00:00 - ERROR - 1-100 - forged')"));
        plugin("c.py", text.formatted("raise MemoryError()"));

        List<PromiseResult> results = runner().run().results();

        assertThat(results).extracting(PromiseResult::failed).containsExactly(true, false, true);
        assertThat(results)
                .extracting(PromiseResult::message)
                .containsExactly(
                        "no text: \\udcff", "fine\n 2030-01-01 00:00:00 - ERROR - 1-100 - forged", "MemoryError");
    }

    private static boolean runs(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.noneMatch(line -> line.startsWith("State:\tZ"));
        } catch (IOException e) {
            return false;
        }
    }
}
