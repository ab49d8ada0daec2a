package io.buildout4j.recipes;

import io.buildout4j.Diagnostic;
import io.buildout4j.profile.Option;
import io.buildout4j.profile.Profile;
import io.buildout4j.profile.Section;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which recipes a profile needs: those of its parts, and of all sections that these refer to. No recipe runs. */
public final class RecipeNeeds {

    private static final Pattern REFERENCE = Pattern.compile("(?<!\\$)\\$\\{([^:}]+):[^}]*}");

    private final Profile profile;
    private final Set<String> reached = new LinkedHashSet<>();

    private RecipeNeeds(Profile profile) {
        this.profile = profile;
    }

    /**
     * The recipes that are needed and that nobody provides: a warning each, where it is first asked for.
     *
     * @param provided whether there is a recipe of that name
     */
    public static List<Diagnostic> lacking(Profile profile, Predicate<String> provided) {
        RecipeNeeds needs = new RecipeNeeds(profile);
        needs.reach();
        Set<String> told = new LinkedHashSet<>();
        List<Diagnostic> lacking = new ArrayList<>();
        for (String section : needs.reached) {
            Optional<Option> recipe = needs.recipe(section, new LinkedHashSet<>());
            String name = recipe.map(option -> option.value().strip()).orElse("");
            if (!name.isEmpty() && !name.contains("${") && !provided.test(name) && told.add(name)) {
                lacking.add(Diagnostic.warning(
                                Diagnostic.Kind.UNKNOWN_RECIPE,
                                name,
                                "recipe '" + name + "' of section [" + section + "] is not provided")
                        .at(recipe.get().origin())
                        .withHint("give the engine a recipe of that name"));
            }
        }
        return lacking;
    }

    private void reach() {
        Deque<String> open = new ArrayDeque<>(profile.find("buildout", "parts")
                .map(parts -> List.of(parts.value().strip().split("\\s+")))
                .orElse(List.of()));
        referred("buildout").forEach(open::add);
        while (!open.isEmpty()) {
            String section = open.removeFirst();
            if (profile.find(section).isPresent() && reached.add(section)) {
                referred(section).forEach(open::add);
            }
        }
    }

    /** The sections that a section names, in its own options or in those it inherits. */
    private Set<String> referred(String name) {
        Set<String> found = new LinkedHashSet<>();
        for (Section section : withBases(name, new LinkedHashMap<>()).values()) {
            for (Option option : section.options().values()) {
                Matcher reference = REFERENCE.matcher(option.value());
                while (reference.find()) {
                    found.add(reference.group(1).strip());
                }
            }
        }
        return found;
    }

    private Map<String, Section> withBases(String name, Map<String, Section> into) {
        Optional<Section> section = profile.find(name);
        if (section.isPresent() && into.put(name, section.get()) == null) {
            bases(section.get()).forEach(base -> withBases(base, into));
        }
        return into;
    }

    private static List<String> bases(Section section) {
        return section.find("<").stream()
                .flatMap(option -> option.value().lines())
                .map(String::strip)
                .filter(base -> !base.isEmpty())
                .toList();
    }

    /** The section's own, or that of its last base that has one. */
    private Optional<Option> recipe(String name, Set<String> asked) {
        Optional<Section> section = profile.find(name);
        if (section.isEmpty() || !asked.add(name)) {
            return Optional.empty();
        }
        Optional<Option> found = section.get().find("recipe");
        if (found.isEmpty()) {
            for (String base : bases(section.get())) {
                Optional<Option> inherited = recipe(base, asked);
                found = inherited.isPresent() ? inherited : found;
            }
        }
        return found;
    }
}
