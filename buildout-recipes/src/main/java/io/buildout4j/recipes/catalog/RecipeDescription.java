package io.buildout4j.recipes.catalog;

import java.util.ArrayList;
import java.util.List;

/**
 * What a reader of a profile wants to know about a recipe. Tables in the documentation are made from it, so it stands
 * beside the recipe it describes.
 *
 * @param names the texts of the {@code recipe} option that mean this recipe, the usual one first
 * @param purpose what it makes, in one sentence without a full stop
 * @param options the options it reads, in the order in which to explain them
 * @param published the options it sets, for other sections to refer to
 */
public record RecipeDescription(
        List<String> names, String purpose, List<OptionDescription> options, List<OptionDescription> published) {

    public RecipeDescription {
        names = List.copyOf(names);
        options = List.copyOf(options);
        published = List.copyOf(published);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a recipe without a name");
        }
    }

    /** A recipe without options, which the {@code with} methods add. */
    public static RecipeDescription of(String purpose, String... names) {
        return new RecipeDescription(List.of(names), purpose, List.of(), List.of());
    }

    /** This with one more option that a part must have. */
    public RecipeDescription withRequired(String name, OptionType type, String meaning) {
        return withOption(new OptionDescription(name, type, meaning, true, ""));
    }

    /** This with one more option that a part may have and that means nothing when it is missing. */
    public RecipeDescription withOptional(String name, OptionType type, String meaning) {
        return withOption(new OptionDescription(name, type, meaning, false, ""));
    }

    /** This with one more option that a part may have, and what is taken when it is missing. */
    public RecipeDescription withOptional(String name, OptionType type, String meaning, String standard) {
        return withOption(new OptionDescription(name, type, meaning, false, standard));
    }

    /** This with one more option that the recipe sets. */
    public RecipeDescription withPublished(String name, String meaning) {
        return new RecipeDescription(
                names,
                purpose,
                options,
                longer(published, new OptionDescription(name, OptionType.TEXT, meaning, false, "")));
    }

    private RecipeDescription withOption(OptionDescription option) {
        return new RecipeDescription(names, purpose, longer(options, option), published);
    }

    private static List<OptionDescription> longer(List<OptionDescription> list, OptionDescription last) {
        List<OptionDescription> copy = new ArrayList<>(list);
        copy.add(last);
        return copy;
    }
}
