package io.buildout4j.recipes.slap;

import com.fasterxml.jackson.databind.JsonNode;
import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.output.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values that are made once and kept among the published parameters, such as passwords: the named section is made with
 * what is published already, and what it then has counts. They are secrets, and so in no state file.
 */
final class PublishEarlyRecipe implements Recipe {

    static final RecipeDescription DESCRIPTION = RecipeDescription.of(
                    "makes values once and keeps them among the published parameters", "slapos.cookbook:publish-early")
            .withRequired(
                    "-init", OptionType.LINES, "a line each: NAME SECTION:OPTION, the section that makes the value")
            .withOptional("*", OptionType.TEXT, "each other option is a value that is not made but given")
            .withPublished("NAME", "the value");

    /** The value of an option of another section, which is published under a name. */
    private record Init(String name, String option) {}

    PublishEarlyRecipe(Part part) throws Exception {
        Map<String, List<Init>> sections = read(part);
        if (sections.isEmpty()) {
            return;
        }
        JsonNode published = Json.unwrap(Connections.of(part).published(ConnectionParameters.OWN));
        Map<String, String> made = new LinkedHashMap<>();
        boolean news = false;
        for (Map.Entry<String, List<Init>> section : sections.entrySet()) {
            Map<String, String> kept = new LinkedHashMap<>();
            for (Init init : section.getValue()) {
                if (published.has(init.name())) {
                    kept.put(init.option(), published.get(init.name()).asText());
                }
            }
            Map<String, Value> options = part.section(section.getKey(), kept);
            for (Init init : section.getValue()) {
                Value value = options.get(init.option());
                if (value == null) {
                    throw part.reject(
                            "-init",
                            "wants option '" + init.option() + "' of section [" + section.getKey()
                                    + "], which has none");
                }
                // The section has the last word: it may have found what it was given to be no good.
                news |= !value.text().equals(kept.get(init.option()));
                made.put(init.name(), value.text());
                part.publish(init.name(), value.text());
                part.secret(init.name());
            }
        }
        if (news) {
            // At once: who refers to a value may hand it on before this part is installed.
            Connections.of(part).publish(ConnectionParameters.OWN, Map.of(Json.SERIALISED, JsonText.object(made)));
        }
    }

    /** What is to be made, by section in the order of the lines; a name that is an option needs no section. */
    private static Map<String, List<Init>> read(Part part) {
        Map<String, List<Init>> sections = new LinkedHashMap<>();
        for (String line : part.required("-init").asLines()) {
            String[] words = line.split("\\s+");
            String[] source = words[words.length - 1].split(":");
            if (words.length != 2 || source.length != 2) {
                throw part.reject("-init", "has the line '" + line + "', which is not NAME SECTION:OPTION");
            }
            if (part.optional(words[0]).isEmpty()) {
                sections.computeIfAbsent(source[0], name -> new ArrayList<>()).add(new Init(words[0], source[1]));
            }
        }
        return sections;
    }

    @Override
    public void install(Installation installation) {
        // All is published when this is constructed.
    }
}
