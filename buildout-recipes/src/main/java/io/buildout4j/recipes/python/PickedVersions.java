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

/**
 * Tells which versions were taken for distributions that the profile pins to none: {@code show-picked-versions} says them,
 * {@code update-versions-file} of {@code [buildout]} names a file they are added to, ready to be extended.
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

    void tell(
            String part,
            List<Requirement> wanted,
            Map<String, Distribution> found,
            Pins pins,
            Installation installation)
            throws IOException {
        for (Requirement requirement : wanted) {
            Distribution distribution = found.get(requirement.key());
            if (distribution != null && pins.find(requirement).isEmpty()) {
                String line = requirement.name() + " = " + distribution.version();
                if (shown) {
                    installation.step("picked " + line);
                }
                if (file.isPresent()) {
                    add(file.get(), line, part);
                }
            }
        }
    }

    private static void add(Path file, String line, String part) throws IOException {
        String before = Files.exists(file) ? Files.readString(file) : "[versions]\n";
        if (before.lines().noneMatch(line::equals)) {
            String gap = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
            Files.writeString(
                    file,
                    (Files.exists(file) ? gap : before) + "# wanted by part " + part + "\n" + line + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }
}
