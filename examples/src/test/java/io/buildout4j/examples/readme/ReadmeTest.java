package io.buildout4j.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.Buildout;
import io.buildout4j.examples.cli.PlanPicture;
import io.buildout4j.promise.check.BuiltIns;
import io.buildout4j.recipes.StandardRecipes;
import io.buildout4j.recipes.catalog.OptionDescription;
import io.buildout4j.recipes.catalog.RecipeDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every Java block of the README is a part of a program that the build compiles and runs. Rewritten by -Dgolden.update. */
class ReadmeTest {

    private static final Path ROOT = Path.of(System.getProperty("user.dir")).getParent();
    private static final Path SOURCES = ROOT.resolve("examples/src/main/java/io/buildout4j/examples/readme");
    private static final Pattern BLOCK =
            Pattern.compile("<!-- snippet: (\\S+) -->\\n```java\\n(.*?)```\\n", Pattern.DOTALL);

    @BeforeAll
    static void updateWhenAsked() throws IOException {
        if (System.getProperty("golden.update") != null) {
            update();
        }
    }

    @TestFactory
    Stream<DynamicTest> javaBlocksAreWhatTheBuildCompiles() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        assertThat(BLOCK.matcher(readme).results().count()).isEqualTo(readme.split("```java", -1).length - 1L);
        return BLOCK.matcher(readme)
                .results()
                .map(block -> DynamicTest.dynamicTest(
                        block.group(1), () -> assertThat(block.group(2)).isEqualTo(snippet(block.group(1)))));
    }

    @Test
    void theTableOfRecipesIsWhatTheyDeclare() throws IOException {
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains(recipes());
    }

    @Test
    void theTableOfPromisesNamesAllThatAreBuiltIn() throws IOException {
        Set<String> named = Pattern.compile("^\\| `((?:check|monitor)_\\w+)` \\|", Pattern.MULTILINE)
                .matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .map(row -> "slapos.promise.plugin." + row.group(1))
                .collect(Collectors.toSet());

        assertThat(named).isEqualTo(new BuiltIns().promises().keySet());
    }

    @Test
    void thePictureOfAPlanIsDrawnByTheProgram() throws IOException {
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains(picture());
    }

    @TestFactory
    Stream<DynamicTest> theParametersOfPromisesAreThoseThatTheyRead() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        return parameters().entrySet().stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.getKey(),
                        () -> assertThat(readme)
                                .containsPattern("(?m)^\\| `" + row.getKey() + "` \\| [^|]+ \\| "
                                        + Pattern.quote(row.getValue()) + " \\|$")));
    }

    /** What each promise asks its parameters for, found in its source. */
    private static Map<String, String> parameters() throws IOException {
        Path checks = ROOT.resolve("buildout-promise/src/main/java/io/buildout4j/promise/check");
        Pattern asked = Pattern.compile("\\b(?:parameters|p)\\s*\\.(?:as\\w+|required|find\\w*)\\(\\s*\"([\\w-]+)\"");
        String registry = Files.readString(checks.resolve("BuiltIns.java"));
        int fileState = registry.indexOf("Check fileState(");
        Map<String, String> table = new TreeMap<>();
        for (String entry : registry.split("all\\.put\\(")) {
            Matcher name = Pattern.compile("^\\s*\"(\\w+)\"").matcher(entry);
            if (!name.find()) {
                continue;
            }
            String call = entry.substring(0, Math.max(0, entry.indexOf(';')));
            String text = call.contains("BuiltIns::fileState")
                    ? registry.substring(fileState, registry.indexOf("\n    }\n", fileState)) + " new FileState("
                    : call;
            StringBuilder sources = new StringBuilder(text);
            if (call.contains("Check.counts")) {
                sources.append("p.asInt(\"result-count\") p.asInt(\"failure-amount\")");
            }
            if (call.contains("seldom(")) {
                sources.append("p.asInt(\"frequency\")");
            }
            for (MatchResult made :
                    Pattern.compile("new (\\w+)\\(").matcher(text).results().toList()) {
                Path source = checks.resolve(made.group(1) + ".java");
                if (Files.exists(source)) {
                    sources.append(Files.readString(source));
                }
            }
            Set<String> names = new LinkedHashSet<>();
            asked.matcher(sources).results().forEach(found -> names.add(found.group(1)));
            table.put(name.group(1), names.isEmpty() ? "–" : code(List.copyOf(names)));
        }
        return table;
    }

    private static String picture() throws IOException {
        Path directory = Files.createTempDirectory("picture");
        Path profile = Files.writeString(directory.resolve("buildout.cfg"), """
                [buildout]
                parts = service promise
                [directory]
                recipe = slapos.cookbook:mkdirectory
                etc = ${buildout:directory}/etc
                [configuration]
                recipe = slapos.recipe.template
                inline = port = 8080
                output = ${directory:etc}/web.conf
                [service]
                recipe = slapos.cookbook:wrapper
                command-line = web --config ${configuration:output}
                wrapper-path = ${directory:etc}/service/web
                [promise]
                recipe = slapos.cookbook:check_port_listening
                path = ${directory:etc}/promise/web
                hostname = 127.0.0.1
                port = 8080
                """);
        try {
            Buildout buildout = Buildout.builder()
                    .withoutUserDefaults()
                    .recipes(new StandardRecipes())
                    .build();
            return "<!-- drawn: graph --mermaid -->\n```mermaid\n"
                    + PlanPicture.mermaid(buildout.plan(buildout.load(profile))) + "```\n";
        } finally {
            Files.delete(profile);
            Files.delete(directory);
        }
    }

    private static String recipes() {
        StringBuilder table = new StringBuilder("| recipe | what it does | options |\n|---|---|---|\n");
        for (RecipeDescription recipe : new StandardRecipes().descriptions()) {
            table.append("| ")
                    .append(code(recipe.names()))
                    .append(" | ")
                    .append(recipe.purpose())
                    .append(" | ")
                    .append(
                            recipe.options().isEmpty()
                                    ? "–"
                                    : code(recipe.options().stream()
                                            .map(OptionDescription::name)
                                            .toList()))
                    .append(" |\n");
        }
        return "<!-- table: recipes -->\n" + table + "<!-- end of table -->\n";
    }

    private static String code(List<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }

    private static void update() throws IOException {
        Path file = ROOT.resolve("README.md");
        String readme = Files.readString(file);
        StringBuilder updated = new StringBuilder();
        Matcher block = BLOCK.matcher(readme);
        while (block.find()) {
            block.appendReplacement(
                    updated,
                    Matcher.quoteReplacement(
                            "<!-- snippet: " + block.group(1) + " -->\n```java\n" + snippet(block.group(1)) + "```\n"));
        }
        String withSnippets = block.appendTail(updated).toString();
        withSnippets = Pattern.compile("<!-- drawn: graph --mermaid -->\n```mermaid\n.*?```\n", Pattern.DOTALL)
                .matcher(withSnippets)
                .replaceFirst(Matcher.quoteReplacement(picture()));
        for (Map.Entry<String, String> row : parameters().entrySet()) {
            withSnippets = withSnippets.replaceFirst(
                    "(?m)^(\\| `" + row.getKey() + "` \\| [^|]+ \\|) .*$",
                    "$1 " + Matcher.quoteReplacement(row.getValue()) + " |");
        }
        Files.writeString(
                file,
                Pattern.compile("<!-- table: recipes -->\n.*?<!-- end of table -->\n", Pattern.DOTALL)
                        .matcher(withSnippets)
                        .replaceFirst(Matcher.quoteReplacement(recipes())));
    }

    private static String snippet(String file) throws IOException {
        String source = Files.readString(SOURCES.resolve(file));
        int start = source.indexOf('\n', source.indexOf("// snippet")) + 1;
        int end = source.lastIndexOf('\n', source.indexOf("// end")) + 1;
        return source.substring(start, end).stripTrailing().stripIndent() + "\n";
    }
}
