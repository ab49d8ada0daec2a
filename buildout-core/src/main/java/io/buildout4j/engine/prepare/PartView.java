package io.buildout4j.engine.prepare;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.profile.Origin;
import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Services;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A section as its recipe sees it. */
final class PartView implements Part {

    private final Sections sections;
    private final Sections.OpenSection section;
    private final Value recipe;
    private final Path directory;
    private final Path location;
    private final Services services;
    private final Secrets secrets;
    private final Recorded recorded;
    private final Queue<Diagnostic> said = new ConcurrentLinkedQueue<>();
    /** Recipes may ask from several threads. */
    private final Set<Path> places = Collections.synchronizedSet(new LinkedHashSet<>());

    PartView(
            Sections sections,
            Sections.OpenSection section,
            Value recipe,
            Path directory,
            Path partsDirectory,
            Services services,
            Secrets secrets,
            Recorded recorded) {
        this.sections = sections;
        this.section = section;
        this.recipe = recipe;
        this.directory = directory;
        this.location = partsDirectory.resolve(section.name());
        this.services = services;
        this.secrets = secrets;
        this.recorded = recorded;
    }

    @Override
    public String name() {
        return section.name();
    }

    @Override
    public String recipe() {
        return recipe.text().strip();
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public Path location() {
        places.add(location);
        return location;
    }

    @Override
    public Path placed(Value value) {
        Path place = Part.super.placed(value);
        places.add(place);
        return place;
    }

    /** What the recipe had to say that is no error, since this was asked last. */
    List<Diagnostic> said() {
        List<Diagnostic> all = new ArrayList<>();
        for (Diagnostic one = said.poll(); one != null; one = said.poll()) {
            all.add(one);
        }
        return all;
    }

    /** The paths the recipe asked for so far: somewhere among them it will make something, as a rule. */
    Set<Path> places() {
        synchronized (places) {
            return new LinkedHashSet<>(places);
        }
    }

    @Override
    public Value required(String option) {
        return optional(option)
                .orElseThrow(() -> new BuildoutException.Preparing(Diagnostic.error(
                                Diagnostic.Kind.MISSING_OPTION,
                                name() + ":" + option,
                                "no option '" + option + "' in section [" + name() + "]")
                        .at(recipe.origin())
                        .withHint("recipe '" + recipe.text() + "' cannot do without it")
                        .withMeant(option, section.values().keySet())));
    }

    @Override
    public Optional<Value> optional(String option) {
        return section.read(option);
    }

    @Override
    public Map<String, Value> options() {
        Map<String, Value> all = new LinkedHashMap<>();
        for (String option : section.values().keySet()) {
            section.read(option).ifPresent(value -> all.put(option, value));
        }
        return all;
    }

    @Override
    public Map<String, Value> section(String other) {
        Sections.OpenSection opened = sections.open(other);
        Map<String, Value> all = new LinkedHashMap<>();
        for (String option : opened.values().keySet()) {
            opened.read(option).ifPresent(value -> all.put(option, value));
        }
        return all;
    }

    @Override
    public Map<String, Value> section(String other, Map<String, String> given) {
        boolean fresh = sections.give(other, given);
        Map<String, Value> options = section(other);
        boolean same = given.entrySet().stream()
                .allMatch(option -> options.containsKey(option.getKey())
                        && options.get(option.getKey()).text().equals(option.getValue()));
        if (!fresh && !same) {
            throw reject("section [" + other + "] was made before this part could give it what is to be kept: "
                    + String.join(", ", given.keySet()) + " (name this part before " + other
                    + ", and refer to it from nowhere else)");
        }
        return options;
    }

    @Override
    public void add(String text) {
        sections.add(text, name()).forEach(sections::open);
    }

    @Override
    public void assign(String other, String option, String value) {
        Sections.OpenSection opened = sections.open(other);
        Value maker = opened.values().get("recipe");
        if (other.equals("buildout") || (maker != null && !maker.text().isBlank())) {
            throw reject("option '" + option + "' of section [" + other + "] is set, which is another part's to do");
        }
        opened.publish(option, new Value(other, option, value, new Origin.Published(name()), List.of()));
    }

    @Override
    public boolean hasSection(String other) {
        return sections.has(other);
    }

    @Override
    public void publish(String option, String value) {
        section.publish(option, value);
    }

    @Override
    public void publish(String option, Value value) {
        section.publish(option, value);
        secrets.follow(name(), option, new Value.Reference(value.section(), value.option()));
    }

    @Override
    public void secret(String option) {
        secrets.mark(name(), option);
        Value value = section.values().get(option);
        if (value != null) {
            secrets.learn(value.text());
        }
    }

    @Override
    public void warn(String option, String problem) {
        said.add(about(
                option,
                Diagnostic.warning(
                        Diagnostic.Kind.SUSPICIOUS,
                        name() + ":" + option,
                        "option '" + option + "' of part " + name() + " " + problem)));
    }

    @Override
    public BuildoutException reject(String option, String problem) {
        return new BuildoutException.Preparing(about(
                option,
                Diagnostic.error(
                        Diagnostic.Kind.RECIPE_REJECTED,
                        name() + ":" + option,
                        "option '" + option + "' of part " + name() + " " + problem)));
    }

    private Diagnostic about(String option, Diagnostic diagnostic) {
        Value value = section.values().get(option);
        return diagnostic.at(value == null ? recipe.origin() : value.origin());
    }

    @Override
    public BuildoutException reject(String problem) {
        return new BuildoutException.Preparing(
                Diagnostic.error(Diagnostic.Kind.RECIPE_REJECTED, name(), "part " + name() + ": " + problem)
                        .at(recipe.origin()));
    }

    @Override
    public Optional<String> recorded(String option) {
        return Optional.ofNullable(recorded.recorded(name()).get(option));
    }

    @Override
    public Services services() {
        return services;
    }
}
