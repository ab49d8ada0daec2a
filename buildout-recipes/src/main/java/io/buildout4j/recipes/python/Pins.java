package io.buildout4j.recipes.python;

import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Part;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The versions that a profile states for Python distributions: the section that {@code versions} of {@code [buildout]} names,
 * {@code [versions]} unless it says another.
 *
 * @param versions by the key of the distribution
 */
record Pins(Map<String, String> versions) {

    static Pins of(Part part) {
        String section = Optional.ofNullable(part.section("buildout").get("versions"))
                .map(Value::text)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElse("versions");
        Map<String, String> versions = new TreeMap<>();
        if (part.hasSection(section)) {
            part.section(section).forEach((name, version) -> {
                // A blank version unpins what another file pinned.
                if (!version.text().isBlank()) {
                    versions.put(Requirement.key(name), version.text().strip());
                }
            });
        }
        return new Pins(versions);
    }

    Optional<String> find(Requirement requirement) {
        return Optional.ofNullable(versions.get(requirement.key()));
    }

    /** What is stated of a distribution as pip reads it: {@code Jinja2==3.1.2}. */
    Optional<String> constraint(Requirement requirement) {
        return find(requirement).map(version -> requirement.name() + clause(version));
    }

    /** A requirement with the version that is stated for it, if it says nothing of versions itself. */
    String stated(Requirement requirement) {
        return requirement.text().equals(requirement.name())
                ? constraint(requirement).orElse(requirement.name())
                : requirement.text();
    }

    private static String clause(String version) {
        return (Character.isLetterOrDigit(version.charAt(0)) ? "==" : "") + version;
    }

    /** The pins for pip; what is no plain version, such as {@code >=2}, stands as it is. */
    String constraints() {
        StringBuilder text = new StringBuilder();
        versions.forEach(
                (name, version) -> text.append(name).append(clause(version)).append('\n'));
        return text.toString();
    }
}
