package io.buildout4j.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every Java block of the README is a part of a program that the build compiles and runs. Rewritten by -Dgolden.update. */
class ReadmeTest {

    private static final Path ROOT = Path.of(System.getProperty("user.dir")).getParent();
    private static final Path SOURCES = ROOT.resolve("examples/src/main/java/io/buildout4j/examples/readme");
    private static final Pattern BLOCK =
            Pattern.compile("<!-- snippet: (\\S+) -->\\n```java\\n(.*?)```\\n", Pattern.DOTALL);

    @TestFactory
    Stream<DynamicTest> javaBlocksAreWhatTheBuildCompiles() throws IOException {
        if (System.getProperty("golden.update") != null) {
            update();
        }
        String readme = Files.readString(ROOT.resolve("README.md"));
        assertThat(BLOCK.matcher(readme).results().count()).isEqualTo(readme.split("```java", -1).length - 1L);
        return BLOCK.matcher(readme)
                .results()
                .map(block -> DynamicTest.dynamicTest(
                        block.group(1), () -> assertThat(block.group(2)).isEqualTo(snippet(block.group(1)))));
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
        Files.writeString(file, block.appendTail(updated).toString());
    }

    private static String snippet(String file) throws IOException {
        String source = Files.readString(SOURCES.resolve(file));
        int start = source.indexOf('\n', source.indexOf("// snippet")) + 1;
        int end = source.lastIndexOf('\n', source.indexOf("// end")) + 1;
        return source.substring(start, end).stripIndent();
    }
}
