package io.buildout4j.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.promise.check.BuiltIns;
import io.buildout4j.recipes.StandardRecipes;
import io.buildout4j.recipes.catalog.OptionDescription;
import io.buildout4j.recipes.catalog.RecipeDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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
