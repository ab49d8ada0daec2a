package io.buildout4j.recipes.value;

import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.output.FileMode;
import io.buildout4j.recipes.output.OutputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Draws a network card's address once and keeps it in a file. */
final class MacAddressRecipe implements Recipe {

    static final RecipeDescription DESCRIPTION = RecipeDescription.of(
                    "draws a MAC address once and keeps it in a file", "slapos.cookbook:generate.mac")
            .withRequired("storage-path", OptionType.PATH, "the file")
            .withOptional("mac-address", OptionType.TEXT, "taken instead of a random one")
            .withPublished("mac-address", "the address, locally administered");

    /** Says that the address is administered locally, and is of one machine. */
    private static final String FIRST_BYTE = "fe";

    private final Path storage;
    private final String address;

    MacAddressRecipe(Part part) throws IOException {
        storage = part.path("storage-path");
        Optional<String> given =
                part.optional("mac-address").map(value -> value.text().strip()).filter(t -> !t.isEmpty());
        if (given.isPresent()) {
            address = given.get();
        } else {
            String stored = Files.exists(storage) ? Files.readString(storage).strip() : "";
            address = stored.isEmpty() ? draw() : stored;
        }
        part.publish("mac-address", address);
    }

    private static String draw() {
        SecureRandom random = new SecureRandom();
        return FIRST_BYTE
                + IntStream.range(0, 5)
                        .mapToObj(i -> String.format(":%02x", random.nextInt(256)))
                        .collect(Collectors.joining());
    }

    @Override
    public void install(Installation installation) throws IOException {
        OutputFile.lessUmask(storage, address, new FileMode(0666)).write(installation);
    }
}
