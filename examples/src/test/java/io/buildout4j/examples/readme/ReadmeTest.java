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
import java.util.ArrayList;
import java.util.HashSet;
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

/**
 * Every Java block of README, CONTRIBUTING and the guides in the packages' documentation is a part of a program that the
 * build compiles and runs. Those between marks are rewritten by -Dgolden.update.
 */
class ReadmeTest {

    private static final Path ROOT = Path.of(System.getProperty("user.dir")).getParent();
    private static final List<Path> SOURCES = Stream.of("main", "test")
            .map(kind -> ROOT.resolve("examples/src/" + kind + "/java/io/buildout4j/examples/readme"))
            .toList();
    private static final List<String> PAGES = List.of("README.md", "CONTRIBUTING.md");
    private static final List<String> GUIDES = List.of(
            "buildout-core/src/main/java/io/buildout4j/package-info.java",
            "buildout-core/src/main/java/io/buildout4j/recipe/package-info.java",
            "buildout-promise/src/main/java/io/buildout4j/promise/package-info.java",
            "buildout-recipes/src/main/java/io/buildout4j/recipes/package-info.java");
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
        List<DynamicTest> tests = new ArrayList<>();
        for (String page : PAGES) {
            String text = Files.readString(ROOT.resolve(page));
            assertThat(BLOCK.matcher(text).results().count())
                    .as("blocks of " + page + " that name their source")
                    .isEqualTo(text.split("```java", -1).length - 1L);
            BLOCK.matcher(text)
                    .results()
                    .map(block -> DynamicTest.dynamicTest(
                            page + " " + block.group(1),
                            () -> assertThat(block.group(2)).isEqualTo(snippet(block.group(1)))))
                    .forEach(tests::add);
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> everyModuleHasAGuideOfWhatTheBuildCompiles() throws IOException {
        Set<String> snippets = new HashSet<>();
        for (Path sources : SOURCES) {
            try (Stream<Path> files = Files.list(sources)) {
                for (Path file : files.toList()) {
                    if (Files.readString(file).contains("\n// snippet")
                            || Files.readString(file).contains("    // snippet")) {
                        // A comment within a comment would end it.
                        snippets.add(snippet(file.getFileName().toString()).replaceAll("(?m)^ */\\*\\*.*\\*/\\n", ""));
                    }
                }
            }
        }
        return GUIDES.stream()
                .map(guide -> DynamicTest.dynamicTest(guide, () -> {
                    List<String> blocks = Pattern.compile(" \\* <pre>\\{@code\n(.*?) \\* }</pre>", Pattern.DOTALL)
                            .matcher(Files.readString(ROOT.resolve(guide)))
                            .results()
                            .map(block -> block.group(1).replaceAll("(?m)^ \\* ?", ""))
                            .toList();
                    assertThat(blocks).isNotEmpty().isSubsetOf(snippets);
                }));
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
        for (String page : PAGES) {
            Path file = ROOT.resolve(page);
            Files.writeString(file, withSnippets(Files.readString(file)));
        }
        Path file = ROOT.resolve("README.md");
        String withSnippets = Files.readString(file);
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

    private static String withSnippets(String page) throws IOException {
        StringBuilder updated = new StringBuilder();
        Matcher block = BLOCK.matcher(page);
        while (block.find()) {
            block.appendReplacement(
                    updated,
                    Matcher.quoteReplacement(
                            "<!-- snippet: " + block.group(1) + " -->\n```java\n" + snippet(block.group(1)) + "```\n"));
        }
        return block.appendTail(updated).toString();
    }

    private static String snippet(String file) throws IOException {
        Path place = SOURCES.stream()
                .map(sources -> sources.resolve(file))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no source " + file));
        String source = Files.readString(place);
        int start = source.indexOf('\n', source.indexOf("// snippet")) + 1;
        int end = source.lastIndexOf('\n', source.indexOf("// end")) + 1;
        return source.substring(start, end).stripTrailing().stripIndent() + "\n";
    }
}
