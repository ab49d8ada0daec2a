package io.buildout4j.recipes.directory;

import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.output.SymbolicLink;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes symbolic links. A link that is there is replaced; anything else at its place is refused. */
final class LinkRecipe implements Recipe {

    static final RecipeDescription BY_NAME = RecipeDescription.of(
                    "links files into a directory, under their own names", "slapos.cookbook:symbolic.link")
            .withRequired("link-binary", OptionType.PATHS, "the files to link to")
            .withRequired("target-directory", OptionType.PATH, "where the links go");

    static final RecipeDescription BY_PAIR = RecipeDescription.of("makes symbolic links", "cns.recipe.symlink")
            .withRequired("symlink", OptionType.LINES, "the links, a line each: FILE = LINK");

    private final Part part;
    private final String option;
    /** What each link points to, as written: a link may point to what is not there yet. */
    private final Map<Path, String> links;

    private LinkRecipe(Part part, String option, Map<Path, String> links) {
        this.part = part;
        this.option = option;
        this.links = links;
    }

    static LinkRecipe byName(Part part) {
        Path directory = part.path("target-directory");
        Map<Path, String> links = new LinkedHashMap<>();
        for (String target : part.required("link-binary").asWords()) {
            Path name = Path.of(target).getFileName();
            if (name == null || target.endsWith("/")) {
                throw part.reject("link-binary", "lists '" + target + "', which names no file");
            }
            links.put(directory.resolve(name), target);
        }
        return new LinkRecipe(part, "link-binary", links);
    }

    static LinkRecipe byPair(Part part) {
        Value value = part.required("symlink");
        Map<Path, String> links = new LinkedHashMap<>();
        for (String line : value.asLines()) {
            String[] sides = line.split("=", 2);
            if (sides.length != 2 || sides[0].isBlank() || sides[1].isBlank()) {
                throw part.reject("symlink", "has the line '" + line + "', which is not FILE = LINK");
            }
            links.put(part.directory().resolve(sides[1].strip()), sides[0].strip());
        }
        return new LinkRecipe(part, "symlink", links);
    }

    @Override
    public void install(Installation installation) throws IOException {
        for (Map.Entry<Path, String> entry : links.entrySet()) {
            make(installation, entry.getKey(), Path.of(entry.getValue()));
        }
    }

    @Override
    public void update(Installation installation) throws IOException {
        install(installation);
    }

    private void make(Installation installation, Path link, Path target) throws IOException {
        try {
            new SymbolicLink(link, target).make(installation);
        } catch (FileAlreadyExistsException e) {
            throw part.reject(option, "wants a link at " + link + ", which already exists but is not a link");
        }
    }
}
