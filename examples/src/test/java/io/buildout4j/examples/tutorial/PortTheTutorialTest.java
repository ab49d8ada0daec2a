package io.buildout4j.examples.tutorial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.BuildoutException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PortTheTutorialTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void theApplicationIsDeployedFromTheTutorialsProfilesAndRecovers() {
        int status = run();

        assertThat(errors()).isEmpty();
        assertThat(status).isZero();
        assertThat(output())
                .contains("install app: is new", "install app-wrapper: is new", "install custom-recipe: is new")
                .contains("install app-config: is new", "install app-promise: is new")
                .contains("  | host = 127.0.0.1")
                .contains("published: {hostname=127.0.0.1, port=")
                .contains("answers: Hello, SlapOS!")
                .contains("as expected, the test fails at once")
                .contains("as expected, two failures are no anomaly")
                .contains("bang: Promise check_app is failing")
                .contains("as expected, no anomaly is left")
                .contains("as expected, nothing is to be installed in software")
                .contains("as expected, nothing is to be installed in partition")
                .contains("reinstall app-config: context.configuration.host was 127.0.0.1, is localhost (command line)")
                .contains("reinstall app-service: part app-config, which it refers to, is rebuilt")
                .contains("reinstall app-promise: config-host was 127.0.0.1, is localhost (instance.cfg.in:38")
                .contains("as expected, exactly the parts that depend on it are installed anew")
                .contains("published: {hostname=localhost, port=");
    }

    @Test
    void aMisspeltOptionOfTheTutorialIsPointedOut() {
        run();

        assertThat(output()).contains("rotatep-num").contains("did you mean").contains("rotate-num");
    }

    @Test
    void nothingIsLeftBehind() throws IOException {
        List<Path> before = leftovers();

        run();

        assertThat(leftovers()).isEqualTo(before);
        assertThat(ProcessHandle.current().children())
                .noneMatch(child -> child.info().commandLine().orElse("").contains("App.java"));
    }

    @Test
    void theTutorialsFlaskProgramIsPortedWhereAPythonHasFlask() throws Exception {
        assumeTrue(
                succeeds("python3", "-c", "import flask") || succeeds("/usr/bin/python3", "-c", "import flask"),
                "no python3 with Flask");
        assumeTrue(portIsFree(5000), "port 5000, which stands in the tutorial's program, is taken");

        int status = run("--app", "flask");

        assertThat(errors()).isEmpty();
        assertThat(status).isZero();
        assertThat(output()).contains("Flask is running on 127.0.0.1:5000.", "bang: Promise check_flask is failing");
    }

    @Test
    void aPortInUseIsNamedWithWhoAskedForIt(@TempDir Path directory) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> PortTheTutorial.walk(
                            Application.JAVA, port, directory, new PrintStream(out, true, StandardCharsets.UTF_8)))
                    .isInstanceOf(BuildoutException.class)
                    .hasMessage("command line: option 'configuration.port' of section [instance-parameter] is '" + port
                            + "', which is in use on 127.0.0.1\n  while starting etc/run-app");
        }
    }

    @Test
    void anUnknownApplicationIsWrongUsage() {
        assertThat(run("--app", "cobol")).isEqualTo(2);
        assertThat(errors()).isEqualTo("usage: tutorial.jar [--app java|flask]\n");
    }

    @Test
    void theProfilesNameTheChecksumsOfTheirApplications() throws Exception {
        for (Application application : Application.values()) {
            Path folder = Path.of("tutorial", application.folder());
            byte[] digest =
                    MessageDigest.getInstance("MD5").digest(Files.readAllBytes(folder.resolve(application.source())));

            assertThat(Files.readString(folder.resolve("software.cfg")))
                    .contains("md5sum = " + HexFormat.of().formatHex(digest));
        }
    }

    private int run(String... args) {
        return PortTheTutorial.run(
                List.of(args),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("buildout4j-tutorial"))
                    .sorted()
                    .toList();
        }
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean portIsFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("0.0.0.0"))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
