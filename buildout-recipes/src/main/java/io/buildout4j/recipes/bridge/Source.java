package io.buildout4j.recipes.bridge;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a recipe's Python stands.
 *
 * @param file the file with the recipe's class, if it is one
 * @param className the class in it
 * @param scripts Python by the option it stands in, if it stands in the profile
 * @param environment variables for what the Python calls
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
record Source(Optional<Path> file, String className, Map<String, String> scripts, Map<String, String> environment) {

    Source {
        scripts = Map.copyOf(scripts);
        environment = Map.copyOf(environment);
    }
}
