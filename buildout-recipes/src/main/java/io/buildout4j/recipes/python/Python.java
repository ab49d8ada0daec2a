package io.buildout4j.recipes.python;

import io.buildout4j.profile.Origin;
import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipes.shell.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Python of a part, which need not be there: a profile that mentions Python must be readable without one.
 *
 * @param executable the program as other parts may call it: a path, or the bare name {@code python3} if none was found
 */
public record Python(String executable) {

    private static final String NAME = "python3";

    /**
     * The {@code executable} of the part; else that of the section its {@code python} option names; else the {@code
     * executable} of {@code [buildout]}; else {@code python3} on PATH.
     */
    static Python of(Part part) {
        Map<String, Value> buildout = part.section("buildout");
        Optional<Value> executable = part.optional("executable");
        if (executable.isEmpty()) {
            Optional<String> section = part.optional("python")
                    .or(() -> Optional.ofNullable(buildout.get("python")))
                    .map(Value::text);
            executable = section.map(String::strip)
                    .filter(name -> !name.equals(part.name()) && part.hasSection(name))
                    .flatMap(name -> stated(part.section(name).get("executable")));
        }
        return executable
                .map(Value::text)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Python::new)
                .orElseGet(() -> ofBuildout(part));
    }

    /** The {@code executable} of {@code [buildout]}; else {@code python3} on PATH. */
    public static Python ofBuildout(Part part) {
        return stated(part.section("buildout").get("executable"))
                .map(Value::text)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Python::new)
                .orElseGet(() -> new Python(Surroundings.of(part.services())
                        .find(NAME)
                        .map(Path::toString)
                        .orElse(NAME)));
    }

    /** The engine has to say something where the profile says nothing; it does not know what is on PATH. */
    private static Optional<Value> stated(@Nullable Value value) {
        return Optional.ofNullable(value).filter(v -> !(v.origin() instanceof Origin.Default));
    }

    /** Whether there is such a program. */
    public boolean isThere(Part part) {
        Path path = Path.of(executable);
        return path.isAbsolute()
                ? Files.isExecutable(path)
                : Surroundings.of(part.services()).find(executable).isPresent();
    }
}
