package io.buildout4j.recipes.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.recipe.testkit.RecipeHarness;
import io.buildout4j.recipes.StandardRecipes;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.apache.commons.codec.digest.Sha2Crypt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValueRecipesTest {

    @TempDir
    Path directory;

    private RecipeHarness harness;

    @BeforeEach
    void begin() {
        harness = RecipeHarness.in(directory).recipes(new StandardRecipes());
    }

    @Test
    void aPortThatIsTakenIsPassedOver() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();
            harness.part(
                    "port",
                    "recipe = slapos.cookbook:free_port",
                    "ip = 127.0.0.1",
                    "minimum = " + port,
                    "maximum = " + (port + 2));
            assertThat(harness.value("port", "port").asInt()).isIn(port + 1, 0);
        }
        harness.clear()
                .part("none", "recipe = slapos.cookbook:free_port", "ip = no address", "minimum = 1", "maximum = 9");
        assertThat(harness.value("none", "port").text()).isEqualTo("0");
    }

    @Test
    void thePortOfTheLastRunIsKeptThoughItIsTakenNow() throws Exception {
        harness.part(
                "port", "recipe = slapos.cookbook:free_port", "ip = 127.0.0.1", "minimum = 20000", "maximum = 30000");
        int port = harness.value("port", "port").asInt();
        try (ServerSocket service = new ServerSocket(port, 5, InetAddress.getByName("127.0.0.1"))) {
            assertThat(harness.value("port", "port").asInt()).isEqualTo(service.getLocalPort());
        }
    }

    @Test
    void equalBoundsAreThePort() {
        harness.part("port", "recipe = slapos.cookbook:free_port", "minimum = 80", "maximum = 80");
        assertThat(harness.value("port", "port").text()).isEqualTo("80");
    }

    @Test
    void aRandomNumberStaysInItsBoundsAndTheSame() {
        harness.part("number", "recipe = slapos.cookbook:random.integer", "minimum = -3", "maximum = 1000000")
                .part("one", "recipe = slapos.cookbook:random.integer", "minimum = 5", "maximum = 5")
                .part("time", "recipe = slapos.cookbook:random.time");
        int number = harness.value("number", "value").asInt();
        assertThat(number).isBetween(-3, 1000000);
        assertThat(harness.value("number", "value").asInt()).isEqualTo(number);
        assertThat(harness.value("one", "value").asInt()).isEqualTo(5);
        assertThat(harness.value("time", "time").text()).matches("([0-9]|1[0-9]|2[0-3]):[0-5][0-9]");
    }

    @Test
    void aMacAddressIsKeptInItsFile() {
        harness.part("mac", "recipe = slapos.cookbook:generate.mac", "storage-path = mac");
        String address = harness.value("mac", "mac-address").text();
        assertThat(address).matches("fe(:[0-9a-f]{2}){5}");
        assertThat(harness.tree()).isEqualTo(Map.of("mac", address));
        assertThat(harness.value("mac", "mac-address").text()).isEqualTo(address);
    }

    @Test
    void aPasswordIsDrawnOnceKeptAndOutOfTheState() throws Exception {
        harness.part("pass", "recipe = slapos.cookbook:generate.password", "bytes = 20");
        String password = harness.value("pass", "passwd").text();
        assertThat(password).matches("[A-Za-z0-9]{20}");
        assertThat(harness.value("pass", "passwd").text()).isEqualTo(password);
        assertThat(harness.tree().get("parts/pass")).startsWith("{\"\": \"" + password + "\", ");
        assertThat(mode(directory.resolve("parts/pass"))).isEqualTo("rw-------");
        assertThat(Files.readString(directory.resolve(".installed.cfg"))).doesNotContain(password);
        harness.uninstall();
        assertThat(directory.resolve("parts/pass")).exists();
    }

    @Test
    void hashedFormsBelongToThePassword() {
        harness.part("pass", "recipe = slapos.cookbook:generate.password", "passwd = secret", "storage-path = p");
        String hash = harness.value("pass", "passwd-sha256-crypt").text();
        assertThat(Sha2Crypt.sha256Crypt("secret".getBytes(), hash)).isEqualTo(hash);
        assertThat(harness.value("pass", "passwd-sha256-crypt").text()).isEqualTo(hash);
    }

    @Test
    void aPlainFileIsTakenOverAndAFileThatIsNotCreatedOnceGoes() throws Exception {
        Files.writeString(directory.resolve("p"), "old password\n");
        harness.part("pass", "recipe = slapos.cookbook:generate.password", "storage-path = p", "create-once = false");
        assertThat(harness.value("pass", "passwd").text()).isEqualTo("old password");
        harness.uninstall();
        assertThat(harness.tree()).doesNotContainKey("p");
    }

    @Test
    void anEmptyStoragePathKeepsNothing() {
        harness.part("pass", "recipe = slapos.cookbook:generate.password", "storage-path =");
        assertThat(harness.value("pass", "passwd").text()).hasSize(16);
        assertThat(harness.tree()).isEmpty();
    }

    @Test
    void aUrlIsTakenApart() {
        harness.part(
                "url",
                "recipe = slapos.cookbook:urlparse",
                "url = HTTPS://user:p%40s@[FE80::1]:8443/a/b/;v=1?q=x&y#top");
        assertThat(pieces("scheme", "username", "password", "host", "port", "path", "params", "query", "fragment"))
                .containsExactly("https", "user", "p%40s", "fe80::1", "8443", "a/b", "v=1", "q=x&y", "top");
        harness.clear().part("url", "recipe = slapos.cookbook:urlparse", "url = //Example.org");
        assertThat(pieces("scheme", "username", "password", "host", "port", "path", "params", "query", "fragment"))
                .containsExactly("", "", "", "example.org", "", "", "", "", "");
    }

    private java.util.List<String> pieces(String... options) {
        return java.util.stream.Stream.of(options)
                .map(option -> harness.value("url", option).text())
                .toList();
    }

    @Test
    void theUserIsTheOneWhoRunsThis() {
        harness.part("user", "recipe = slapos.cookbook:userinfo");
        assertThat(harness.value("user", "pw-name").text()).isEqualTo(System.getProperty("user.name"));
        assertThat(harness.value("user", "pw-dir").text()).startsWith("/");
        assertThat(harness.value("user", "gr-gid").text())
                .isEqualTo(harness.value("user", "pw-gid").text());
    }

    @Test
    void theFirstLineOfAFileIsRead() throws Exception {
        harness.part("line", "recipe = slapos.cookbook:readline", "storage-path = f");
        assertThat(harness.failure().diagnostic().problem())
                .isEqualTo(
                        "option 'storage-path' of part line names a file that is not there, and there is no when-absent");
        Files.writeString(directory.resolve("f"), "first\nsecond\n");
        assertThat(harness.value("line", "readline").text()).isEqualTo("first\n");
        harness.clear().part("line", "recipe = slapos.cookbook:readline", "storage-path = none", "when-absent = x");
        assertThat(harness.value("line", "readline").text()).isEqualTo("x");
    }

    @Test
    void optionsBecomeSortedJson() throws Exception {
        harness.part("dump", "recipe = slapos.cookbook:jsondump", "json-output = out.json", "b = é \"q\"", "a = 1");
        harness.install();
        assertThat(harness.tree())
                .isEqualTo(Map.of("out.json", "{\n  \"a\": \"1\",\n  \"b\": \"\\u00e9 \\\"q\\\"\"\n}"));
        assertThat(mode(directory.resolve("out.json"))).isEqualTo("rw-------");
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void thePortOfTheLastRunIsKeptWithoutSayingThatItsRangeIsNotUsed() {
        harness.part(
                "port", "recipe = slapos.cookbook:free_port", "minimum = 4000", "maximum = 4000", "ip = 127.0.0.1");
        harness.install();
        assertThat(harness.install().warnings()).isEmpty();
        assertThat(harness.value("port", "port").text()).isEqualTo("4000");
    }

    @Test
    void aPortThatCannotBeIsRefusedInAUrl() {
        harness.part("url", "recipe = slapos.cookbook:urlparse", "url = http://h:65536/");
        assertThat(harness.failure().diagnostic().problem()).contains("has no valid host and port");
    }
}
