package io.buildout4j.recipes.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is killed at any moment of a deployment leaves nothing that the next deployment could not put right. */
class KilledDeploymentTest {

    private static final String SITE = """
            [buildout]
            parts = directory one two three publish
            [slap]
            recipe = slapos.cookbook:slapconfiguration
            [directory]
            recipe = slapos.cookbook:mkdirectory
            etc = $${buildout:directory}/etc
            run = $${:etc}/named/$${slap:configuration.name}
            [one]
            recipe = slapos.recipe.template:jinja2
            inline = {{ name }}
            output = $${directory:etc}/one
            context = key name slap:configuration.name
            [two]
            recipe = plone.recipe.command
            location = $${directory:etc}/two
            command = mkdir -p $${:location} && echo $${slap:configuration.name} > $${:location}/file
            stop-on-error = true
            [three]
            recipe = slapos.cookbook:wrapper
            command-line = echo $${one:output} $${slap:configuration.name}
            wrapper-path = $${directory:etc}/three-$${slap:configuration.name}
            [publish]
            recipe = slapos.cookbook:publish
            name = $${slap:configuration.name}
            """;

    @TempDir
    private Path directory;

    private Release release;
    private String software;

    @BeforeEach
    void open() throws IOException {
        release = new Release(directory);
        software = release.software("site", SITE);
    }

    @Test
    void twice() throws Exception {
        killAndRecover(2, 1);
    }

    @Test
    @Tag("slow")
    void manyTimes() throws Exception {
        killAndRecover(25, System.nanoTime());
    }

    private void killAndRecover(int rounds, long seed) throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < rounds; round++) {
            int delay = random.nextInt(700);
            kill(delay);
            String name = "after-" + round;

            SoftwareRelease built = release.releases().update(software);
            Deployed deployed = Node.builder()
                    .build()
                    .deploy(Instance.of(built, release.partition("site")).withParameters(Map.of("name", name)));

            assertThat(deployed.failure())
                    .as("seed %d, killed after %d ms", seed, delay)
                    .isEmpty();
            assertThat(deployed.published()).isEqualTo(Map.of("", Map.of("name", name)));
            assertThat(tree(release.partition("site").resolve("etc")))
                    .as("seed %d, killed after %d ms", seed, delay)
                    .isEqualTo(fresh(built, name));
        }
    }

    private void kill(int delay) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledDeployment.class.getName(),
                        directory.toString(),
                        software)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            while (line != null && !line.equals("begun")) {
                line = out.readLine();
            }
            assertThat(line).isEqualTo("begun");
            Thread.sleep(delay);
        } finally {
            process.destroyForcibly();
        }
        process.waitFor();
    }

    /** The same, never disturbed. */
    private Map<String, String> fresh(SoftwareRelease built, String name) throws IOException {
        Path partition = release.partition("fresh-" + name);
        Deployed deployed =
                Node.builder().build().deploy(Instance.of(built, partition).withParameters(Map.of("name", name)));
        assertThat(deployed.failure()).isEmpty();
        Map<String, String> tree = tree(partition.resolve("etc"));
        tree.replaceAll((file, text) ->
                text.replace(partition.toString(), release.partition("site").toString()));
        return tree;
    }

    private static Map<String, String> tree(Path root) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            tree.put(root.relativize(file).toString(), Files.readString(file));
        }
        return tree;
    }
}
