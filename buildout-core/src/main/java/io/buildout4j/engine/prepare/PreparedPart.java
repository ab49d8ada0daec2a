package io.buildout4j.engine.prepare;

import io.buildout4j.Diagnostic;
import io.buildout4j.engine.text.Blanks;
import io.buildout4j.profile.Origin;
import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Recipe;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A part whose recipe is constructed. */
public final class PreparedPart {

    private final Sections.OpenSection section;
    private final String recipeName;
    private final Recipe recipe;
    private final Origin origin;
    private final PartView view;
    private final Set<Path> places;

    PreparedPart(Sections.OpenSection section, Value recipeName, Recipe recipe, PartView view) {
        this.section = section;
        this.recipeName = recipeName.text().strip();
        this.recipe = recipe;
        this.origin = recipeName.origin();
        this.view = view;
        this.places = view.places();
    }

    public String name() {
        return section.name();
    }

    /** The text of the {@code recipe} option. */
    public String recipeName() {
        return recipeName;
    }

    public Recipe recipe() {
        return recipe;
    }

    /** Where the part's recipe is written, the place to name when the part fails. */
    public Origin origin() {
        return origin;
    }

    /** The options, those the recipe published included. */
    public Map<String, Value> values() {
        return section.values();
    }

    /** The sections it refers to, parts or not, or that its recipe looked up. */
    public Set<String> sections() {
        return section.dependencies();
    }

    /** The paths its recipe asked for when it was constructed: where it is likely to make something. */
    public Set<Path> places() {
        return places;
    }

    /** What its recipe had to say that is no error, since this was asked last. */
    public List<Diagnostic> said() {
        return view.said();
    }

    /** The options nothing has read so far. */
    public Set<String> unread() {
        return section.unread();
    }

    /** What makes the part: class and release of its recipe, in one word. */
    public String maker() {
        Class<?> type = recipe.getClass();
        // The name of a lambda's class is another in each run.
        String name = type.isHidden() || type.isSynthetic() ? recipeName : type.getName();
        String version = recipe.version();
        String maker = version.isEmpty() ? name : name + "-" + version;
        return String.join("_", Blanks.words(maker));
    }
}
