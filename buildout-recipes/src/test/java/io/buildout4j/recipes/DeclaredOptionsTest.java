package io.buildout4j.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.buildout4j.BuildoutException;
import io.buildout4j.recipe.testkit.RecipeHarness;
import io.buildout4j.recipes.catalog.OptionDescription;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.slap.ConnectionParameters;
import io.buildout4j.recipes.slap.InMemoryConnectionParameters;
import io.buildout4j.recipes.slap.InMemoryInstanceRequests;
import io.buildout4j.recipes.slap.InstanceParameters;
import io.buildout4j.recipes.slap.InstanceRequests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every recipe keeps to what it declares: a part as short as it may be is taken, less or worse than that is refused. */
class DeclaredOptionsTest {

    /** The shortest part of each recipe. */
    private static final Map<String, List<String>> SHORTEST = Map.ofEntries(
            Map.entry("slapos.recipe.build", List.of("install = pass")),
            Map.entry("plone.recipe.command", List.of("command = true")),
            Map.entry("hexagonit.recipe.cmmi", List.of("url = a.tar")),
            Map.entry("slapos.recipe.cmmi", List.of("url = a.tar")),
            Map.entry("zc.recipe.cmmi", List.of("url = a.tar")),
            Map.entry("slapos.cookbook:symbolic.link", List.of("link-binary = a", "target-directory = b")),
            Map.entry("cns.recipe.symlink", List.of("symlink = a = b")),
            Map.entry("slapos.cookbook:mkdirectory", List.of()),
            Map.entry("slapos.recipe.build:download", List.of("url = a")),
            Map.entry("slapos.recipe.build:download-unpacked", List.of("url = a.tar")),
            Map.entry("slapos.recipe.build:gitclone", List.of("repository = a")),
            Map.entry("hexagonit.recipe.download", List.of("url = a.tar")),
            Map.entry(
                    "slapos.cookbook:logrotate.d",
                    List.of("logrotate-entries = d", "name = n", "log = l", "backup = b")),
            Map.entry(
                    "slapos.cookbook:logrotate",
                    List.of("logrotate-entries = d", "conf = c", "state-file = s", "logrotate-binary = l")),
            Map.entry("slapos.cookbook:check_port_listening", List.of("path = p", "hostname = 127.0.0.1", "port = 1")),
            Map.entry("slapos.cookbook:check_url_available", List.of("path = p", "url = http://localhost/")),
            Map.entry("slapos.cookbook:check_parameter", List.of("path = p", "value = v", "expected-value = v")),
            Map.entry(
                    "slapos.cookbook:promise.plugin",
                    List.of("output = p.py", "module = slapos.promise.plugin.check_command_execute")),
            Map.entry("zc.recipe.egg:custom", List.of("egg = e")),
            Map.entry("zc.recipe.egg:develop", List.of("setup = s")),
            Map.entry("zc.recipe.egg", List.of()),
            Map.entry("zc.recipe.egg:eggs", List.of()),
            Map.entry("slapos.cookbook:cron.d", List.of("cron-entries = d", "name = n", "command = c", "time = daily")),
            Map.entry(
                    "slapos.cookbook:cron",
                    List.of(
                            "binary = b",
                            "dcrond-binary = d",
                            "cron-entries = e",
                            "crontabs = t",
                            "cronstamps = s",
                            "catcher = c",
                            "log-file = l")),
            Map.entry(
                    "slapos.cookbook:certificate_authority",
                    List.of(
                            "requests-directory = r",
                            "ca-private = p",
                            "ca-certs = c",
                            "ca-dir = d",
                            "ca-newcerts = n",
                            "openssl-binary = o",
                            "wrapper = w")),
            Map.entry(
                    "slapos.cookbook:certificate_authority.request",
                    List.of(
                            "requests-directory = r",
                            "ca-private = p",
                            "ca-certs = c",
                            "key-file = k",
                            "cert-file = f",
                            "executable = e",
                            "wrapper = w")),
            Map.entry("slapos.cookbook:slapconfiguration", List.of()),
            Map.entry("slapos.cookbook:slapconfiguration.serialised", List.of()),
            Map.entry("slapos.cookbook:slapconfiguration.jsonschema", List.of("jsonschema = software.cfg.json")),
            Map.entry("slapos.cookbook:publish", List.of()),
            Map.entry("slapos.cookbook:publish.serialised", List.of()),
            Map.entry("slapos.cookbook:publish_failsafe", List.of("-error-status-file = f")),
            Map.entry("slapos.cookbook:publish.serialised_failsafe", List.of("-error-status-file = f")),
            Map.entry("slapos.cookbook:publish-early", List.of("-init =")),
            Map.entry("slapos.cookbook:publishurl", List.of("url = http://localhost/")),
            Map.entry("slapos.cookbook:request", List.of("name = n", "software-url = s")),
            Map.entry("slapos.cookbook:request.serialised", List.of("name = n", "software-url = s")),
            Map.entry("slapos.cookbook:requestoptional", List.of("name = n", "software-url = s")),
            Map.entry("slapos.cookbook:requestoptional.serialised", List.of("name = n", "software-url = s")),
            Map.entry("slapos.cookbook:switch-softwaretype", List.of("web = profile:output")),
            Map.entry("slapos.cookbook:switch-softwaretype.noop", List.of()),
            Map.entry("slapos.recipe.template:jinja2", List.of("output = o", "url = there")),
            Map.entry("collective.recipe.template", List.of("output = o", "input = inline: i")),
            Map.entry("slapos.recipe.template", List.of("output = o", "url = there")),
            Map.entry("slapos.cookbook:readline", List.of("storage-path = there")),
            Map.entry("slapos.cookbook:free_port", List.of("ip = 127.0.0.1")),
            Map.entry("slapos.cookbook:jsondump", List.of("json-output = j")),
            Map.entry("slapos.cookbook:generate.mac", List.of("storage-path = s")),
            Map.entry("slapos.cookbook:generate.password", List.of()),
            Map.entry("slapos.cookbook:random.integer", List.of("minimum = 1", "maximum = 2")),
            Map.entry("slapos.cookbook:random.time", List.of()),
            Map.entry("slapos.cookbook:urlparse", List.of("url = http://localhost/")),
            Map.entry("slapos.cookbook:userinfo", List.of()),
            Map.entry("slapos.cookbook:wrapper", List.of("command-line = true", "wrapper-path = w")));

    private static final List<OptionType> EXACT =
            List.of(OptionType.TRUTH, OptionType.NUMBER, OptionType.MODE, OptionType.CHECKSUM);

    @TempDir
    private Path directory;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(directory.resolve("there"), "text\n");
        Files.writeString(directory.resolve("schema.json"), "{}");
        Files.writeString(directory.resolve("software.cfg.json"), """
                {"serialisation": "xml", "software-type": {"default": {"title": "d", "request": "schema.json"}}}
                """);
    }

    private void construct(String recipe, List<String> lines) {
        List<String> all = new ArrayList<>(List.of("recipe = " + recipe));
        all.addAll(lines);
        RecipeHarness.in(directory)
                .recipes(new StandardRecipes())
                .service(ConnectionParameters.class, new InMemoryConnectionParameters())
                .service(InstanceRequests.class, new InMemoryInstanceRequests())
                .service(InstanceParameters.class, () -> Map.of())
                .section("slap-configuration", "slap-software-type = web")
                .section("slap-connection", "software-release-url = there")
                .section("profile", "output = there")
                .part("part", all.toArray(String[]::new))
                .plan();
    }

    private static Stream<RecipeDescription> recipes() {
        return new StandardRecipes().descriptions().stream();
    }

    private static List<String> shortest(RecipeDescription recipe) {
        String name = recipe.names().get(0);
        assertThat(SHORTEST).as("a shortest part of %s", name).containsKey(name);
        return SHORTEST.get(name);
    }

    @TestFactory
    Stream<DynamicTest> theShortestPartIsTakenByEachOfItsNames() {
        return recipes()
                .flatMap(recipe -> recipe.names().stream()
                        .map(name -> DynamicTest.dynamicTest(name, () -> construct(name, shortest(recipe)))));
    }

    @TestFactory
    Stream<DynamicTest> aRequiredOptionThatIsMissingIsNamed() {
        return eachOption()
                .filter(pair -> pair.option().required())
                .map(pair -> pair.test(() -> {
                    List<String> without = pair.withoutOption();
                    assertThat(without)
                            .as("the shortest part")
                            .hasSizeLessThan(shortest(pair.recipe()).size());
                    pair.assertRefused(without);
                }));
    }

    @TestFactory
    Stream<DynamicTest> aValueThatIsNotOfItsTypeIsRefused() {
        return eachOption()
                .filter(pair -> EXACT.contains(pair.option().type()))
                .map(pair -> pair.test(() -> {
                    List<String> worse = new ArrayList<>(pair.withoutOption());
                    worse.add(pair.option().name() + " = neither\u00bf");
                    pair.assertRefused(worse);
                }));
    }

    private Stream<Pair> eachOption() {
        return recipes().flatMap(recipe -> recipe.options().stream().map(option -> new Pair(recipe, option)));
    }

    private final class Pair {
        private final RecipeDescription recipe;
        private final OptionDescription option;

        Pair(RecipeDescription recipe, OptionDescription option) {
            this.recipe = recipe;
            this.option = option;
        }

        RecipeDescription recipe() {
            return recipe;
        }

        OptionDescription option() {
            return option;
        }

        DynamicTest test(org.junit.jupiter.api.function.Executable body) {
            return DynamicTest.dynamicTest(recipe.names().get(0) + " " + option.name(), body);
        }

        List<String> withoutOption() {
            return shortest(recipe).stream()
                    .filter(line -> !line.startsWith(option.name() + " ="))
                    .toList();
        }

        void assertRefused(List<String> lines) {
            BuildoutException refused = catchThrowableOfType(
                    BuildoutException.class, () -> construct(recipe.names().get(0), lines));
            assertThat(refused).as("a refusal of %s", lines).isNotNull();
            assertThat(refused.diagnostic().text())
                    .contains(option.name())
                    .contains("part")
                    .startsWith("buildout.cfg:")
                    .doesNotContain("internal");
        }
    }
}
