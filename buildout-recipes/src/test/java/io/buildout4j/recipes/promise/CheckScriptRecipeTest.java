package io.buildout4j.recipes.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.process.Command;
import io.buildout4j.process.Outcome;
import io.buildout4j.recipe.testkit.RecipeHarness;
import io.buildout4j.recipes.StandardRecipes;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckScriptRecipeTest {

    @TempDir
    Path directory;

    private RecipeHarness harness;

    @BeforeEach
    void begin() {
        harness = RecipeHarness.in(directory).recipes(new StandardRecipes());
    }

    @Test
    void theScriptConnectsToThePort() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
            harness.part(
                    "check",
                    "recipe = slapos.cookbook:check_port_listening",
                    "path = check",
                    "hostname = 127.0.0.1",
                    "port = " + port);
            harness.install();
            assertThat(run().exitCode()).isZero();
        }
        assertThat(run().exitCode()).isEqualTo(127);
        assertThat(run().output().text()).isEqualTo("127.0.0.1 on " + port + " isn't listening\n");
    }

    @Test
    void theScriptFetchesThePage() throws Exception {
        Assumptions.assumeTrue(Command.in(directory, "curl", "--version").run().succeeded(), "there is no curl");
        var server = com.sun.net.httpserver.HttpServer.create(
                new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/ok") ? 200 : 401, -1);
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        try {
            check(url + "/ok");
            assertThat(run().exitCode()).isZero();
            check(url + "/secured");
            assertThat(run().exitCode()).isEqualTo(2);
            assertThat(run().output().text())
                    .isEqualTo(url + "/secured is not available (returned 401, expected 200).\n");
            check(url + "/secured", "check-secure = 1");
            assertThat(run().exitCode()).isZero();
        } finally {
            server.stop(0);
        }
        check(url + "/ok");
        assertThat(run().exitCode()).isEqualTo(1);
        assertThat(run().output().text()).isEqualTo(url + "/ok is not available (server not reachable).\n");
    }

    private void check(String url, String... more) {
        harness.clear()
                .part(
                        "check",
                        "recipe = slapos.cookbook:check_url_available",
                        "path = check",
                        "url = " + url,
                        String.join("\n", more));
        harness.install();
    }

    @Test
    void theScriptRepeatsTheVerdictOnAValue() throws Exception {
        parameter("value = a", "expected-value = a");
        assertThat(run().exitCode()).isZero();
        parameter("value = it's", "expected-value = b");
        assertThat(run().exitCode()).isEqualTo(127);
        assertThat(run().output().text()).isEqualTo("FAIL: it's != b\n");
        parameter("value = a", "expected-not-value = a");
        assertThat(run().output().text()).isEqualTo("FAIL: a == a\n");
        parameter("value = ::1", "expected-type = ipv6");
        assertThat(run().exitCode()).isZero();
        parameter("value = ::1", "expected-type = ipv4");
        assertThat(run().exitCode()).isEqualTo(127);
    }

    private void parameter(String... lines) {
        harness.clear()
                .part("check", "recipe = slapos.cookbook:check_parameter", "path = check", String.join("\n", lines));
        harness.install();
    }

    private Outcome run() throws Exception {
        return Command.in(directory, directory.resolve("check").toString()).run();
    }

    @Test
    void theScriptIsRunAndThePageFetchedByThePrograms() throws Exception {
        Path curl = directory.resolve("mycurl");
        Files.writeString(curl, "#!/bin/sh\nprintf '%s\\n' \"$@\" >" + directory.resolve("asked") + "\necho 204\n");
        assertThat(curl.toFile().setExecutable(true)).isTrue();
        Files.writeString(directory.resolve("limit"), "7");
        check(
                "https://example.invalid/",
                "curl_path = " + curl,
                "dash_path = /bin/sh",
                "http_code = 204",
                "timeout-file-path = " + directory.resolve("limit"),
                "ca-cert-file = ca",
                "cert-file = cert",
                "key-file = key");
        assertThat(harness.tree().get("check")).startsWith("#!/bin/sh");
        Outcome outcome = run();
        assertThat(outcome.exitCode()).as(outcome.output().text()).isZero();
        assertThat(directory.resolve("asked"))
                .content()
                .contains("https://example.invalid/", "--cacert\n", "--cert\n", "--key\n", "7");
        check("https://example.invalid/", "curl_path = " + curl);
        assertThat(run().exitCode()).isEqualTo(2);
    }
}
