package io.buildout4j.recipes.bridge;

import io.buildout4j.process.Command;
import io.buildout4j.recipes.shell.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Skips what needs a Python where there is none. */
final class Pythons {

    private Pythons() {}

    static void require() {
        Assumptions.assumeTrue(new Surroundings(System.getenv()).find("python3").isPresent(), "there is no python3");
    }

    /** The name of the directory of libraries of {@code python3}, such as {@code python3.11}. */
    static String library() throws IOException, InterruptedException {
        String version = "import sys; print('python%d.%d' % sys.version_info[:2])";
        return Command.in(Path.of("/"), List.of("python3", "-c", version))
                .run()
                .output()
                .trimmed();
    }
}
