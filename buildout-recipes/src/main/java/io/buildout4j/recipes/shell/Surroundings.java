package io.buildout4j.recipes.shell;

import io.buildout4j.recipe.Services;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The environment that recipes look for programs in. A host that offers one to the recipes decides; otherwise it is that
 * of this process.
 *
 * @param variables the environment variables by name
 */
public record Surroundings(Map<String, String> variables) {

    public Surroundings {
        variables = Map.copyOf(variables);
    }

    /** What the host offers, or this process's own. */
    public static Surroundings of(Services services) {
        return services.find(Surroundings.class).orElseGet(() -> new Surroundings(System.getenv()));
    }

    /** The absolute path of a program on {@code PATH}. */
    public Optional<Path> find(String program) {
        return Stream.of(variables.getOrDefault("PATH", "").split(":", -1))
                .flatMap(Surroundings::directory)
                .map(directory -> directory.resolve(program))
                .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
                .findFirst();
    }

    /** An empty or relative entry means the current directory, which a library has none of. */
    private static Stream<Path> directory(String entry) {
        try {
            return Stream.of(Path.of(entry)).filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            return Stream.empty();
        }
    }
}
