package io.buildout4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColoursTest {

    private static final Colours SHOWN = new Colours(true);

    @TempDir
    private Path directory;

    @Test
    void thereAreNoneWithoutATerminalNorAgainstTheWishOfThePerson() {
        // Surefire reads what this process prints: no terminal.
        assertThat(Colours.of(1, Map.of("TERM", "xterm"))).isEqualTo(Colours.NONE);
        assertThat(Colours.of(2, Map.of("NO_COLOR", "1"))).isEqualTo(Colours.NONE);
        assertThat(Colours.NONE.red("text")).isEqualTo("text");
    }

    @Test
    void aPlanIsColouredLikeADiff() throws IOException {
        assertThat(program("[buildout]\nparts = a\n[a]\nrecipe = slapos.cookbook:mkdirectory\n", "plan"))
                .isEqualTo("\u001b[32m+ install a: is new\u001b[0m\n");
    }

    @Test
    void theFirstThingSeenOfAProblemIsItsPlace() throws IOException {
        assertThat(program("[buildout]\nparts =\n  web\n", "plan"))
                .isEqualTo("\u001b[1mbuildout.cfg:2:1:\u001b[0m \u001b[31mno section [web]\u001b[0m"
                        + " (\u001b[32mmend the name, or write the section\u001b[0m)"
                        + "\u001b[2m\n  while preparing part web\u001b[0m\n");
    }

    private String program(String profile, String... command) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        Path file = Files.writeString(directory.resolve("buildout.cfg"), profile);
        BuildoutProgram.run(
                new Console(new ByteArrayInputStream(new byte[0]), print, print, false, SHOWN, SHOWN),
                "-Uc",
                file.toString(),
                command[0]);
        return out.toString(StandardCharsets.UTF_8);
    }
}
