package io.buildout4j.recipes.slap;

import com.fasterxml.jackson.databind.JsonNode;
import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.output.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values that are made once and kept among the published parameters, such as passwords: what is published already counts,
 * otherwise what the named section makes. They are secrets, and so in no state file.
 */
final class PublishEarlyRecipe implements Recipe {

    static final RecipeDescription DESCRIPTION = RecipeDescription.of(
                    "makes values once and keeps them among the published parameters", "slapos.cookbook:publish-early")
            .withRequired("-init", "a line each: NAME SECTION:OPTION, the section that makes the value")
            .withOptional("*", "each other option is a value that is not made but given")
            .withPublished("NAME", "the value");

    PublishEarlyRecipe(Part part) throws Exception {
        Value init = part.required("-init");
        Map<String, String> made = new LinkedHashMap<>();
        boolean news = false;
        for (String line : init.asLines()) {
            String[] words = line.split("\\s+");
            String[] source = words[words.length - 1].split(":");
            if (words.length != 2 || source.length != 2) {
                throw part.reject("-init", "has the line '" + line + "', which is not NAME SECTION:OPTION");
            }
            String name = words[0];
            if (part.optional(name).isPresent()) {
                continue;
            }
            JsonNode published = Json.unwrap(Connections.of(part).published(ConnectionParameters.OWN))
                    .get(name);
            Value fresh = part.section(source[0]).get(source[1]);
            String value;
            if (published != null) {
                value = published.asText();
            } else if (fresh != null) {
                value = fresh.text();
                news = true;
            } else {
                throw part.reject(
                        "-init", "wants option '" + source[1] + "' of section [" + source[0] + "], which has none");
            }
            made.put(name, value);
            part.secret(name);
            part.publish(name, value);
        }
        if (news) {
            // At once: who refers to a value may hand it on before this part is installed.
            Connections.of(part).publish(ConnectionParameters.OWN, Map.of(Json.SERIALISED, JsonText.object(made)));
        }
    }

    @Override
    public void install(Installation installation) {
        // All is published when this is constructed.
    }
}
