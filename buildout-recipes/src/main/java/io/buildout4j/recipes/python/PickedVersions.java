package io.buildout4j.recipes.python;

import io.buildout4j.BuildoutException;
import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipes.output.FileMode;
import io.buildout4j.recipes.output.OutputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells which versions were taken for distributions that the profile pins to none, and for what these need:
 * {@code show-picked-versions} says them, {@code update-versions-file} of {@code [buildout]} names a file they are added to,
 * ready to be extended; {@code allow-picked-versions = false} has none of them.
 */
record PickedVersions(boolean allowed, boolean shown, Optional<Path> file) {

    static PickedVersions of(Part part) {
        Map<String, Value> buildout = part.section("buildout");
        return new PickedVersions(
                truth(buildout, "allow-picked-versions").orElse(true),
                truth(buildout, "show-picked-versions").orElse(false),
                Optional.ofNullable(buildout.get("update-versions-file"))
                        .filter(value -> !value.text().isBlank())
                        .map(part::placed));
    }

    private static Optional<Boolean> truth(Map<String, Value> buildout, String option) {
        return Optional.ofNullable(buildout.get(option))
                .filter(value -> !value.text().isBlank())
                .map(Value::asBoolean);
    }

    /** Whether anybody wants to know. */
    boolean areWanted() {
        return !allowed || shown || file.isPresent();
    }

    /** @throws BuildoutException if there are any, and the profile allows none */
    void tell(Part part, List<Dependents.Picked> all, Pins pins, Installation installation) throws IOException {
        Map<String, String> comments = new LinkedHashMap<>();
        for (Dependents.Picked picked : all) {
            if (pins.versions().containsKey(Requirement.key(picked.name()))) {
                continue;
            }
            String line = picked.name() + " = " + picked.version();
            if (shown) {
                String users = String.join(", ", picked.requiredBy());
                installation.step("picked " + line + (users.isEmpty() ? "" : ", required by " + users));
            }
            comments.put(line, comment(part.name(), picked));
        }
        if (!allowed && !comments.isEmpty()) {
            throw part.reject(
                    "eggs",
                    "wants versions that the profile does not state, and [buildout] has allow-picked-versions = false;"
                            + " those there are: " + String.join(", ", comments.keySet()));
        }
        if (file.isPresent() && add(file.get(), comments)) {
            installation.step("picked versions have been written to " + file.get());
        }
    }

    private static String comment(String part, Dependents.Picked picked) {
        return picked.requiredBy().isEmpty()
                ? "# wanted by part " + part + "\n"
                : picked.requiredBy().stream()
                        .map(user -> "# " + user + "\n")
                        .collect(Collectors.joining("", "# Required by:\n", ""));
    }

    /**
     * Adds the lines that are not there yet, all in one step; parts that are installed side by side take turns.
     *
     * @return whether there was one
     */
    private static boolean add(Path file, Map<String, String> comments) throws IOException {
        synchronized (PickedVersions.class) {
            String before = Files.exists(file) ? Files.readString(file) : "[versions]\n";
            Set<String> known = before.lines().collect(Collectors.toSet());
            StringBuilder text = new StringBuilder(before);
            comments.forEach((line, comment) -> {
                if (known.add(line)) {
                    String gap = text.isEmpty() || text.charAt(text.length() - 1) == '\n' ? "" : "\n";
                    text.append(gap).append(comment).append(line).append('\n');
                }
            });
            boolean more = text.length() > before.length();
            if (more) {
                OutputFile.lessUmask(file, text.toString(), new FileMode(0666)).keep();
            }
            return more;
        }
    }
}
