package io.buildout4j.engine.prepare;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipe.RecipeFactory;
import io.buildout4j.recipe.Services;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Constructs recipes as their sections are looked up. The order in which they are constructed is the order in which
 * parts are installed: what a part refers to comes before it.
 */
public final class Preparation {

    private static final String BUILDOUT = "buildout";

    private final Path directory;
    private final RecipeBook book;
    private final Services services;
    private final Secrets secrets = new Secrets();
    private final Blame blame = new Blame(secrets);
    private final Map<String, PreparedPart> parts = new LinkedHashMap<>();
    private @Nullable Sections sections;
    private Recorded recorded = Recorded.NOTHING;

    /**
     * @param directory the directory of the buildout, absolute
     */
    public Preparation(Path directory, RecipeBook book, Services services) {
        this.directory = directory;
        this.book = book;
        this.services = services;
    }

    /**
     * Constructs parts and all they refer to.
     *
     * @param names the parts wanted, in the order of the profile
     * @param recorded what parts may ask of their last installation
     * @throws BuildoutException if a part has no recipe, or its recipe is unknown or refuses it
     */
    public void prepare(List<String> names, Sections all, Recorded recorded) {
        sections = all;
        this.recorded = recorded;
        for (String name : names) {
            try {
                Sections.OpenSection section = named(name);
                if (!parts.containsKey(name)) {
                    throw new BuildoutException.Preparing(withoutRecipe(section));
                }
            } catch (BuildoutException e) {
                throw e.during("preparing part " + name);
            }
        }
    }

    /** The section of a part; if it is not there, the list of parts is the place to look. */
    private Sections.OpenSection named(String part) {
        try {
            return sections().open(part);
        } catch (BuildoutException.Resolving e) {
            Diagnostic problem = e.diagnostic();
            Value parts = sections().open(BUILDOUT).values().get("parts");
            boolean misspelt = problem.kind() == Diagnostic.Kind.MISSING_SECTION
                    && problem.detail().equals(part)
                    && problem.origin().isEmpty();
            if (misspelt && parts != null && parts.asWords().contains(part)) {
                throw new BuildoutException.Resolving(problem.at(parts.origin()), e);
            }
            throw e;
        }
    }

    private static Diagnostic withoutRecipe(Sections.OpenSection section) {
        String name = section.name();
        Diagnostic missing = Diagnostic.error(Diagnostic.Kind.MISSING_RECIPE, name, "part " + name + " has no recipe");
        return section.values().values().stream()
                .findFirst()
                .map(value -> missing.at(value.origin()))
                .orElse(missing);
    }

    /** Called for each section when it is looked up for the first time: constructs its recipe, if it has one. */
    public void construct(Sections.OpenSection section) {
        if (section.name().equals(BUILDOUT)) {
            return;
        }
        Value recipe = section.values().get("recipe");
        if (recipe == null || recipe.text().isBlank()) {
            return;
        }
        section.read("recipe");
        Optional<RecipeFactory> factory = book.find(recipe.text());
        if (factory.isEmpty()) {
            throw unknown(recipe);
        }
        Sections all = sections();
        PartView view = new PartView(all, section, recipe, directory, partsDirectory(all), services, secrets, recorded);
        Recipe made;
        try {
            made = factory.get().create(view);
        } catch (Throwable thrown) {
            throw refused(section.name(), recipe, thrown);
        }
        parts.put(section.name(), new PreparedPart(section, recipe, made, view));
    }

    private BuildoutException refused(String part, Value recipe, Throwable thrown) {
        if (thrown instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (thrown instanceof BuildoutException known) {
            boolean clean = blame.cause(known) == known;
            BuildoutException told = clean
                    ? known
                    : new BuildoutException.Preparing(blame.masked(known.diagnostic()), blame.cause(known));
            return told.during("constructing the recipe of part " + part);
        }
        return new BuildoutException.Preparing(
                blame.diagnose(
                        part,
                        recipe.origin(),
                        Diagnostic.Kind.RECIPE_REJECTED,
                        "constructing the recipe of part " + part,
                        thrown),
                blame.cause(thrown));
    }

    private BuildoutException unknown(Value recipe) {
        if (recipe.text().strip().endsWith(".py")) {
            return new BuildoutException.Preparing(Diagnostic.error(
                            Diagnostic.Kind.UNKNOWN_RECIPE,
                            recipe.text(),
                            "part " + recipe.section() + " wants the Python file "
                                    + recipe.text().strip() + " as its recipe, and recipes are written in Java here")
                    .at(recipe.origin())
                    .withHint("name a Java class that implements Recipe, or a recipe that the host registers"));
        }
        Diagnostic unknown = Diagnostic.error(
                        Diagnostic.Kind.UNKNOWN_RECIPE, recipe.text(), "no recipe is called '" + recipe.text() + "'")
                .at(recipe.origin());
        return new BuildoutException.Preparing(
                book.names().isEmpty()
                        ? unknown.withHint("no recipes are registered")
                        : unknown.withMeant(recipe.text(), book.names()));
    }

    private Path partsDirectory(Sections all) {
        Value configured = all.open(BUILDOUT).values().get("parts-directory");
        return configured == null ? directory.resolve("parts") : directory.resolve(configured.asPath());
    }

    private Sections sections() {
        if (sections == null) {
            throw new IllegalStateException("a section was constructed before anything was prepared");
        }
        return sections;
    }

    /** The parts constructed so far, in that order. */
    public Map<String, PreparedPart> parts() {
        return Collections.unmodifiableMap(parts);
    }

    /** What recipes had to say that is no error, since this was asked last. */
    public List<Diagnostic> warnings() {
        List<Diagnostic> warnings = new ArrayList<>();
        for (PreparedPart part : parts.values()) {
            for (Diagnostic said : part.said()) {
                warnings.add(blame.masked(said));
            }
        }
        return warnings;
    }

    public Secrets secrets() {
        return secrets;
    }

    /** What the recipes share. */
    public Services services() {
        return services;
    }

    public RecipeBook book() {
        return book;
    }
}
