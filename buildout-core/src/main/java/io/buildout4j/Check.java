package io.buildout4j;

import io.buildout4j.engine.check.DeclaredOptions;
import io.buildout4j.engine.check.Suspicions;
import io.buildout4j.engine.merge.Defaults;
import io.buildout4j.engine.merge.Merged;
import io.buildout4j.engine.read.Places;
import io.buildout4j.engine.substitute.Inspection;
import io.buildout4j.engine.substitute.MissingOptions;
import io.buildout4j.engine.substitute.Surroundings;
import io.buildout4j.engine.text.Blanks;
import io.buildout4j.profile.Option;
import io.buildout4j.profile.Origin;
import io.buildout4j.profile.Profile;
import io.buildout4j.profile.ResolvedProfile;
import io.buildout4j.profile.Section;
import io.buildout4j.profile.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects all that is wrong with a profile, in the order of the places. */
final class Check {

    private final Profile profile;
    private final Merged merged;
    private final DeclaredOptions declared;
    private final List<Diagnostic> found = new ArrayList<>();

    private Check(Profile profile, Merged merged, DeclaredOptions declared) {
        this.profile = profile;
        this.merged = merged;
        this.declared = declared;
    }

    /**
     * @param merged what the profile was made of
     * @param declared what the recipes that the host has registered say of their options
     */
    static List<Diagnostic> of(Profile profile, Merged merged, Surroundings surroundings, DeclaredOptions declared) {
        Check check = new Check(profile, merged, declared);
        check.found.addAll(profile.notes());
        check.run(surroundings);
        check.found.sort(check.byPlace());
        return List.copyOf(check.found);
    }

    private void run(Surroundings surroundings) {
        ResolvedProfile resolved = null;
        Diagnostic fatal = null;
        try {
            resolved = RawProfile.resolve(profile, surroundings, MissingOptions.PLACEHOLDERS);
        } catch (BuildoutException e) {
            fatal = e.diagnostic();
        }
        Optional<Value> parts = resolved == null ? Optional.empty() : resolved.find("buildout", "parts");
        Set<String> names =
                new LinkedHashSet<>(Blanks.words(parts.map(Value::text).orElse("")));
        Inspection inspection = new Inspection(profile, surroundings, names);
        found.addAll(inspection.problems());
        if (fatal != null && !inspection.explains(fatal)) {
            found.add(fatal);
        }
        if (resolved != null) {
            found.addAll(
                    PythonWork.missed(resolved.find("buildout", "extensions"), resolved.find("buildout", "develop")));
            addRest(resolved, inspection);
        }
        found.addAll(Suspicions.of(profile, inspection, shownRoot(), knownOptions(), declared));
        if (parts.isPresent()) {
            for (String name : names) {
                checkPart(name, parts.get().origin(), resolved);
            }
        }
    }

    private static Set<String> knownOptions() {
        Set<String> known = new LinkedHashSet<>(Defaults.KNOWN);
        known.addAll(DownloadOptions.NAMES);
        return known;
    }

    /** The name that origins give to the profile itself. */
    private String shownRoot() {
        String source = profile.source();
        return Places.isUrl(source) ? source : String.valueOf(Path.of(source).getFileName());
    }

    /** What only shows when values are put together: loops and references made of others, and growth. */
    private void addRest(ResolvedProfile resolved, Inspection inspection) {
        for (String section : resolved.sections()) {
            Optional<BuildoutException> problem =
                    inspection.isPattern(section) ? Optional.empty() : resolved.problem(section);
            problem.map(BuildoutException::diagnostic)
                    .filter(diagnostic -> !inspection.explains(diagnostic))
                    .filter(diagnostic -> found.stream().noneMatch(known -> isSame(known, diagnostic)))
                    .ifPresent(found::add);
        }
    }

    private static boolean isSame(Diagnostic one, Diagnostic other) {
        return one.kind() == other.kind()
                && one.detail().equals(other.detail())
                && one.origin().equals(other.origin());
    }

    private void checkPart(String name, Origin origin, @Nullable ResolvedProfile resolved) {
        Map<String, Section> sections = profile.sections();
        Section section = sections.get(name);
        if (name.contains("@")) {
            return; // made of what a recipe will publish
        }
        if (section == null) {
            found.add(Diagnostic.error(
                            Diagnostic.Kind.MISSING_SECTION,
                            name,
                            "no section [" + name + "] for the part of that name")
                    .at(origin)
                    .withMeant(name, sections.keySet()));
        } else if (resolved != null
                && resolved.problem(name).isEmpty()
                && !resolved.section(name).containsKey("recipe")) {
            Origin place = section.options().values().stream()
                    .findFirst()
                    .map(Option::origin)
                    .orElse(origin);
            found.add(Diagnostic.error(Diagnostic.Kind.MISSING_RECIPE, name, "part [" + name + "] has no recipe")
                    .at(place));
        }
    }

    private Comparator<Diagnostic> byPlace() {
        Map<String, Integer> position = new HashMap<>();
        merged.sources().forEach(source -> position.putIfAbsent(source, position.size()));
        return Comparator.comparing((Diagnostic diagnostic) -> file(diagnostic)
                        .map(place -> position.getOrDefault(place.source(), Integer.MAX_VALUE))
                        .orElse(Integer.MAX_VALUE))
                .thenComparing(
                        diagnostic -> file(diagnostic).map(Origin.File::line).orElse(0))
                .thenComparing(
                        diagnostic -> file(diagnostic).map(Origin.File::column).orElse(0));
    }

    private static Optional<Origin.File> file(Diagnostic diagnostic) {
        return diagnostic.origin().filter(Origin.File.class::isInstance).map(Origin.File.class::cast);
    }
}
