package io.buildout4j.recipes.slap;

import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;

/** Publishes what the deployment was asked for with, checked and completed by the schemas of its software. */
final class CheckedConfigurationRecipe implements Recipe {

    static final RecipeDescription DESCRIPTION = ConfigurationRecipe.described(
                    "reads the parameters of the instance and checks them by JSON schemas",
                    "slapos.cookbook:slapconfiguration.jsonschema")
            .withRequired("jsonschema", OptionType.URL, "the software's software.cfg.json, which names the schemas")
            .withOptional(
                    "validate-parameters",
                    OptionType.TEXT,
                    "whose parameters to check: all, main, shared or none",
                    "all")
            .withOptional(
                    "set-default", OptionType.TEXT, "whose parameters to complete with the schema's defaults", "none")
            .withOptional(
                    "unstringify",
                    OptionType.TEXT,
                    "whose texts to turn into integers and truths as the schema wants",
                    "none")
            .withOptional(
                    "report-error",
                    OptionType.TEXT,
                    "whose errors concern the host; told as errors and warnings here",
                    "all")
            .withOptional(
                    "unwrap-shared",
                    OptionType.TRUTH,
                    "unpack the parameters of shared instances that are not checked",
                    "true")
            .withPublished("valid-shared-instance-list", "shared instances whose parameters are right, in JSON")
            .withPublished("invalid-shared-instance-list", "the others, each with its errors, in JSON");

    CheckedConfigurationRecipe(Part part) throws Exception {
        new ParameterCheck(part).publish();
    }

    @Override
    public void install(Installation installation) {
        // What is published is all there is.
    }
}
