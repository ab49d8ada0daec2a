package io.buildout4j.recipes.python;

import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tells which versions were taken for distributions that the profile pins to none, and for what these need:
 * {@code show-picked-versions} says them, {@code update-versions-file} of {@code [buildout]} names a file they are added to,
 * ready to be extended.
 */
record PickedVersions(boolean shown, Optional<Path> file) {

    static PickedVersions of(Part part) {
        Map<String, Value> buildout = part.section("buildout");
        return new PickedVersions(
                Optional.ofNullable(buildout.get("show-picked-versions"))
                        .filter(value -> !value.text().isBlank())
                        .map(Value::asBoolean)
                        .orElse(false),
                Optional.ofNullable(buildout.get("update-versions-file"))
                        .filter(value -> !value.text().isBlank())
                        .map(part::placed));
    }

    /** Whether anybody wants to know. */
    boolean areWanted() {
        return shown || file.isPresent();
    }

    void tell(String part, List<Dependents.Picked> all, Pins pins, Installation installation) throws IOException {
        for (Dependents.Picked picked : all) {
            if (pins.versions().containsKey(Requirement.key(picked.name()))) {
                continue;
            }
            String line = picked.name() + " = " + picked.version();
            if (shown) {
                String users = String.join(", ", picked.requiredBy());
                installation.step("picked " + line + (users.isEmpty() ? "" : ", required by " + users));
            }
            if (file.isPresent()) {
                add(file.get(), line, comment(part, picked));
            }
        }
    }

    private static String comment(String part, Dependents.Picked picked) {
        return picked.requiredBy().isEmpty()
                ? "# wanted by part " + part + "\n"
                : picked.requiredBy().stream()
                        .map(user -> "# " + user + "\n")
                        .collect(Collectors.joining("", "# Required by:\n", ""));
    }

    private static void add(Path file, String line, String comment) throws IOException {
        String before = Files.exists(file) ? Files.readString(file) : "[versions]\n";
        if (before.lines().noneMatch(line::equals)) {
            String gap = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
            Files.writeString(
                    file,
                    (Files.exists(file) ? gap : before) + comment + line + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }
}
