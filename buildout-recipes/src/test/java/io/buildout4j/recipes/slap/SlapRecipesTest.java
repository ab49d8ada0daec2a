package io.buildout4j.recipes.slap;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.recipe.testkit.RecipeHarness;
import io.buildout4j.recipes.StandardRecipes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlapRecipesTest {

    @TempDir
    Path directory;

    private RecipeHarness harness;

    @BeforeEach
    void begin() {
        harness = RecipeHarness.in(directory).recipes(new StandardRecipes());
    }

    private final InMemoryConnectionParameters published = new InMemoryConnectionParameters();
    private final InMemoryInstanceRequests requests = new InMemoryInstanceRequests();

    @BeforeEach
    void offer() {
        harness.service(ConnectionParameters.class, published).service(InstanceRequests.class, requests);
    }

    @Test
    void optionsArePublishedUnlessTheyBeginWithADash() {
        harness.section("base", "url = base", "host = h")
                .part("publish", "recipe = slapos.cookbook:publish", "-extends = base", "url = own", "-private = x");
        harness.install();
        assertThat(published.all()).isEqualTo(Map.of("", Map.of("url", "own", "host", "h")));
    }

    @Test
    void onlyChosenOptionsArePublishedToASharedInstance() {
        harness.part(
                "publish",
                "recipe = slapos.cookbook:publish.serialised",
                "-publish = a",
                "-slave-reference = SOFT-1",
                "a = 1",
                "b = 2");
        harness.install();
        assertThat(published.all()).isEqualTo(Map.of("SOFT-1", Map.of("_", "{\"a\": \"1\"}")));
    }

    @Test
    void anUnchangedPartPublishesAgainOnlyIfItExtends() {
        harness.section("base").part("plain", "recipe = slapos.cookbook:publish", "a = 1");
        harness.install();
        published.publish("", Map.of());
        harness.install();
        assertThat(published.published("")).isEmpty();
    }

    @Test
    void aFailureToPublishIsNotedInItsFile() throws Exception {
        harness.service(ConnectionParameters.class, new ConnectionParameters() {
            @Override
            public void publish(String reference, Map<String, String> parameters) throws java.io.IOException {
                throw new java.io.IOException("the master is away");
            }

            @Override
            public Map<String, String> published(String reference) {
                return Map.of();
            }
        });
        harness.part(
                "publish",
                "recipe = slapos.cookbook:publish_failsafe",
                "a = 1",
                "-error-status-file = ${buildout:directory}/status");
        harness.install();
        assertThat(harness.tree()).isEqualTo(Map.of("status", "the master is away\n"));
        harness.service(ConnectionParameters.class, published);
        harness.install();
        assertThat(harness.tree()).isEmpty();
        assertThat(published.published("")).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void aUrlIsPutTogether() {
        harness.part(
                "url",
                "recipe = slapos.cookbook:publishurl",
                "scheme = https",
                "host = fe80::1",
                "port = 8443",
                "username = u",
                "password = p",
                "path = a/b",
                "query = q");
        harness.install();
        assertThat(published.published("")).isEqualTo(Map.of("url", "https://u:p@[fe80::1]:8443/a/b?q"));
        harness.clear().part("url", "recipe = slapos.cookbook:publishurl", "scheme = https");
        assertThat(harness.failure().diagnostic().problem()).isEqualTo("part url: has no host specified");
    }

    @Test
    void anEarlyPublishedValueStaysTheSame() {
        harness.section("secret", "recipe = slapos.cookbook:generate.password", "storage-path =")
                .part(
                        "early",
                        "recipe = slapos.cookbook:publish-early",
                        "-init =",
                        "  password secret:passwd",
                        "  given secret:passwd",
                        "given = g");
        String password = harness.value("early", "password").text();
        assertThat(password).hasSize(16);
        assertThat(published.published("")).isEqualTo(Map.of("_", "{\"password\": \"" + password + "\"}"));
        assertThat(harness.value("early", "password").text()).isEqualTo(password);
    }

    @Test
    void whatWasPublishedEarlyIsGivenToTheSectionThatMadeIt() throws IOException {
        published.publish("", Map.of("_", "{\"password\": \"kept\"}"));
        harness.section("secret", "recipe = slapos.cookbook:generate.password", "bytes = ${later:size}")
                .section("later", "size = 5")
                .part("early", "recipe = slapos.cookbook:publish-early", "-init = password secret:passwd");
        harness.install();
        assertThat(Files.readString(harness.directory().resolve("parts/secret")))
                .contains("\"kept\"");
        assertThat(published.published("")).isEqualTo(Map.of("_", "{\"password\": \"kept\"}"));
    }

    @Test
    void aSectionThatWasMadeBeforeCannotBeGivenWhatIsKept() {
        published.publish("", Map.of("_", "{\"password\": \"kept\"}"));
        harness.section("secret", "recipe = slapos.cookbook:generate.password", "storage-path =")
                .part(
                        "early",
                        "recipe = slapos.cookbook:publish-early",
                        "too-soon = ${secret:passwd}",
                        "-init = password secret:passwd");
        assertThat(harness.failure().diagnostic().problem())
                .startsWith("part early: section [secret] was made before this part could give it what is to be kept:"
                        + " passwd");
    }

    @Test
    void aRequestCarriesItsParametersAndAnswers() {
        harness.section("slap-connection", "requested-state = stopped")
                .part(
                        "db",
                        "recipe = slapos.cookbook:requestoptional",
                        "name = DB",
                        "software-url = http://x/software.cfg",
                        "config-size = 5",
                        "sla-computer_guid = C",
                        "sla-empty =",
                        "return = url user",
                        "server-url = http://master");
        harness.install();
        assertThat(requests.requests().get("DB"))
                .isEqualTo(new InstanceRequest(
                        "DB",
                        "http://x/software.cfg",
                        "default",
                        false,
                        "stopped",
                        Map.of("size", "5"),
                        Map.of("computer_guid", "C")));
        assertThat(harness.value("db", "connection-url").text()).isEmpty();
        requests.answer("DB", new RequestedInstance(Map.of("url", "u", "user", "me"), "SOFT-9", "started", "fine"));
        assertThat(harness.value("db", "connection-url").text()).isEqualTo("u");
        assertThat(harness.value("db", "instance-guid").text()).isEqualTo("SOFT-9");
        assertThat(harness.value("db", "requested-state").text()).isEqualTo("stopped");
    }

    @Test
    void aRequestThatMustBeReadyFailsUntilItIs() {
        harness.part(
                "db",
                "recipe = slapos.cookbook:request.serialised",
                "name = DB",
                "software-url = x",
                "config-a = 1",
                "return = url");
        assertThat(harness.failure().diagnostic().problem())
                .isEqualTo(
                        "part db: connection parameter url not found; status of requested instance is: not ready yet; if this error persists, check status of this instance");
        assertThat(requests.requests().get("DB").parameters()).isEqualTo(Map.of("_", "{\"a\": \"1\"}"));
        requests.answer("DB", new RequestedInstance(Map.of("_", "{\"url\": \"u\", \"n\": 1}"), "", "", ""));
        assertThat(harness.value("db", "connection-url").text()).isEqualTo("u");
    }

    @Test
    void obsoleteOptionsAreRefused() {
        harness.part("db", "recipe = slapos.cookbook:request", "name = DB", "software-url = x", "config = a");
        assertThat(harness.failure().diagnostic().problem())
                .isEqualTo("part db: 'config' & 'sla' options are obsolete; clean up your software release");
    }

    @Test
    void parametersAreReadWithWhatTheHostKnows() {
        harness.service(
                InstanceParameters.class,
                parameters(
                        Map.of("port", "80", "name", "n"),
                        Map.of("slap-software-type", "web"),
                        List.of("::1", "10.0.0.2", "10.0.0.1")));
        harness.part(
                "slap-configuration",
                "recipe = slapos.cookbook:slapconfiguration",
                "url = u",
                "computer = c",
                "partition = p");
        assertThat(value("configuration.port")).isEqualTo("80");
        assertThat(value("configuration")).isEqualTo("{\"name\": \"n\", \"port\": \"80\"}");
        assertThat(value("slap-software-type")).isEqualTo("web");
        assertThat(value("instance-title")).isEqualTo("UNKNOWN Instance");
        assertThat(value("ipv4")).isEqualTo("10.0.0.1 10.0.0.2");
        assertThat(value("ipv4-random")).isEqualTo("10.0.0.1");
        assertThat(value("ipv6-random")).isEqualTo("::1");
    }

    @Test
    void packedParametersAreUnpackedAndMayBeMissing() {
        harness.service(
                InstanceParameters.class,
                parameters(Map.of("_", "{\"port\": 80, \"deep\": {\"a\": [1]}}"), Map.of(), List.of()));
        harness.part("slap-configuration", "recipe = slapos.cookbook:slapconfiguration.serialised");
        assertThat(value("configuration.port")).isEqualTo("80");
        assertThat(value("configuration.deep")).isEqualTo("{\"a\":[1]}");
        harness.service(InstanceParameters.class, () -> Map.of());
        assertThat(value("configuration")).isEqualTo("{}");
        harness.service(InstanceParameters.class, () -> Map.of("_", "{"));
        assertThat(harness.failure().diagnostic().problem())
                .startsWith("part slap-configuration: reads instance parameters, and parameter '_' is not JSON: ");
    }

    @Test
    void theProfileOfTheSoftwareTypeIsInstalled() {
        Map<Path, Map<String, String>> installed = new LinkedHashMap<>();
        harness.service(SubBuildout.class, (at, profile, assignments) -> installed.put(profile, assignments));
        harness.section("slap-configuration", "slap-software-type = web")
                .section("web-profile", "output = web.cfg")
                .part("switch", "recipe = slapos.cookbook:switch-softwaretype", "web = web-profile:output");
        harness.install();
        assertThat(installed).containsOnlyKeys(directory.resolve("web.cfg"));
        assertThat(installed.get(directory.resolve("web.cfg")))
                .containsEntry("buildout:installed", ".installed-switch.cfg")
                .containsEntry("slap-configuration:slap-software-type", "web")
                .containsEntry("slap-configuration:recipe", "slapos.cookbook:switch-softwaretype.noop");
        harness.clear()
                .section("slap-configuration", "slap-software-type = mail")
                .part("switch", "recipe = slapos.cookbook:switch-softwaretype", "web = web-profile:output");
        assertThat(harness.failure().diagnostic().problem())
                .isEqualTo(
                        "part switch: this software type (mail) isn't mapped; 'default' is the default software type");
    }

    @Test
    void theProfileOfATypeMayBeOverridden() {
        Map<Path, Map<String, String>> installed = new LinkedHashMap<>();
        harness.service(SubBuildout.class, (at, profile, assignments) -> installed.put(profile, assignments));
        harness.section("slap-configuration", "slap-software-type = web")
                .section("web-profile", "output = web.cfg")
                .part(
                        "switch",
                        "recipe = slapos.cookbook:switch-softwaretype",
                        "override = !py!{'web': '/srv/other.cfg', 'mail': 'mail.cfg'}",
                        "web = web-profile:output");
        harness.install();
        assertThat(installed).containsOnlyKeys(Path.of("/srv/other.cfg"));
        assertThat(installed.get(Path.of("/srv/other.cfg")))
                .containsEntry("buildout:extends", directory.resolve("web.cfg").toString());
        harness.clear()
                .section("slap-configuration", "slap-software-type = web")
                .section("web-profile", "output = web.cfg")
                .part(
                        "switch",
                        "recipe = slapos.cookbook:switch-softwaretype",
                        "override = !py!{",
                        "web = web-profile:output");
        assertThat(harness.failure().diagnostic().problem())
                .startsWith("option 'override' of section [switch] is '!py!{', which cannot be read: ");
    }

    private String value(String option) {
        return harness.value("slap-configuration", option).text();
    }

    private static InstanceParameters parameters(
            Map<String, String> parameters, Map<String, String> attributes, List<String> addresses) {
        return new InstanceParameters() {
            @Override
            public Map<String, String> parameters() {
                return parameters;
            }

            @Override
            public Map<String, String> attributes() {
                return attributes;
            }

            @Override
            public List<String> addresses() {
                return addresses;
            }
        };
    }
}
