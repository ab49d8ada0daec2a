package io.buildout4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainAndGraphTest {

    private static final String PROFILE = """
            [buildout]
            extends = base.cfg
            parts = proxy
            [web]
            port = 8081
            [proxy]
            recipe = slapos.recipe.build
            recipe = slapos.cookbook:mkdirectory
            url = http://${web:host}:${web:port}/
            both = ${:url} ${web:port}
            dir = ${data:dir}
            [data]
            recipe = slapos.cookbook:mkdirectory
            dir = ${buildout:directory}/data
            """;

    @TempDir
    private Path directory;

    @BeforeEach
    void profiles() throws IOException {
        Files.writeString(directory.resolve("base.cfg"), "[web]\nhost = localhost\nport = 80\n");
        Files.writeString(directory.resolve("buildout.cfg"), PROFILE);
    }

    @Test
    void explainShowsEveryAssignmentAndWhatIsReferredTo() {
        Ran ran = program("web:port=8082", "explain", "proxy:url");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).isEqualTo("""
                proxy:url = http://localhost:8082/
                  buildout.cfg:9:1  = http://${web:host}:${web:port}/
                  web:host = localhost
                    base.cfg:2:1  = localhost
                  web:port = 8082
                    base.cfg:3:1  = 80
                    buildout.cfg:5:1  = 8081
                    command line  = 8082
                """);
    }

    @Test
    void explainTellsAnOptionOnce() {
        assertThat(program("explain", "proxy:both").out().lines().filter(line -> line.contains("web:port =")))
                .containsExactly("    web:port = 8081");
    }

    @Test
    void explainAsJson() throws IOException {
        List<?> options =
                (List<?>) program("explain", "--json", "proxy:url").json().get("options");
        assertThat(options)
                .hasSize(3)
                .first()
                .isEqualTo(Map.of(
                        "section", "proxy",
                        "option", "url",
                        "value", "http://localhost:8081/",
                        "place", "buildout.cfg:9:1",
                        "history",
                                List.of(Map.of(
                                        "operator", "=",
                                        "value", "http://${web:host}:${web:port}/",
                                        "source", "buildout.cfg",
                                        "place", "buildout.cfg:9:1")),
                        "references", List.of("web:host", "web:port")));
    }

    @Test
    void explainRefusesWhatIsNotThere() {
        Ran ran = program("explain", "proxy:ulr");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("no option 'ulr' in section [proxy] (did you mean 'url'?)");
    }

    @Test
    void explainSeesWhatRecipesPublish() throws IOException {
        Files.writeString(directory.resolve("buildout.cfg"), """
                [buildout]
                parts =
                [get]
                recipe = slapos.recipe.build:download
                url = http://localhost/file
                """);
        assertThat(program("explain", "get:location").err())
                .contains("no option 'location' in section [get]", "may publish it, and explain --recipes asks it)");
        assertThat(program("explain", "--recipes", "get:location").out())
                .isEqualTo("get:location = " + directory.resolve("parts/get") + "\n  from recipe of part get\n");
    }

    @Test
    void explainFollowsALongChainOfReferences() throws IOException {
        StringBuilder chain = new StringBuilder("[buildout]\nparts =\n[chain]\no0 = end\n");
        for (int i = 1; i < 5_000; i++) {
            chain.append("o" + i + " = ${:o" + (i - 1) + "}\n");
        }
        Files.writeString(directory.resolve("buildout.cfg"), chain);
        assertThat(program("explain", "chain:o4999").out().lines()).hasSize(10_000);
    }

    @Test
    void graphDrawsTheArrowsOfThePlan() throws IOException {
        assertThat(program("graph").out()).isEqualTo("""
                digraph parts {
                  p1 [label="data\\nslapos.cookbook:mkdirectory"];
                  p2 [label="proxy\\nslapos.cookbook:mkdirectory"];
                  p2 -> p1;
                }
                """);
        assertThat(program("graph", "--mermaid").out()).isEqualTo("""
                flowchart LR
                  p1["data<br/>slapos.cookbook:mkdirectory"]
                  p2["proxy<br/>slapos.cookbook:mkdirectory"]
                  p2 --> p1
                """);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("base.cfg", "buildout.cfg");
        }
    }

    private Ran program(String... arguments) {
        return Ran.program(
                Stream.concat(Stream.of("-Uc", directory.resolve("buildout.cfg").toString()), Stream.of(arguments))
                        .toArray(String[]::new));
    }
}
