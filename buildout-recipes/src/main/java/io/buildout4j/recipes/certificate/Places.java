package io.buildout4j.recipes.certificate;

import io.buildout4j.recipe.Part;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import java.nio.file.Path;

/**
 * Where an authority and those who ask it meet.
 *
 * @param requests the directory of requests, a file each
 * @param keys the directory of private keys
 * @param certificates the directory of certificates
 */
record Places(Path requests, Path keys, Path certificates) {

    static RecipeDescription described(RecipeDescription recipe) {
        return recipe.withRequired("requests-directory", OptionType.PATH, "where requests are, a file each")
                .withRequired("ca-private", OptionType.PATH, "the directory of private keys")
                .withRequired("ca-certs", OptionType.PATH, "the directory of certificates");
    }

    static Places of(Part part) {
        return new Places(part.path("requests-directory"), part.path("ca-private"), part.path("ca-certs"));
    }
}
