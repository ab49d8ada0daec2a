package io.buildout4j.recipes.download;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** {@code slapos.recipe.build:download}: downloads one file and keeps it as it is. */
final class DownloadRecipe implements Recipe {

    static final RecipeDescription DESCRIPTION = Wanted.described(
                    RecipeDescription.of("downloads a file", "slapos.recipe.build:download"))
            .withOptional("destination", OptionType.PATH, "the file to make", "parts-directory/PART/FILENAME")
            .withOptional(
                    "filename", OptionType.TEXT, "the file's name where destination is missing", "the part's name")
            .withOptional(
                    "shared",
                    OptionType.TRUTH,
                    "make it once for all buildouts of shared-part-list; needs a checksum",
                    "false")
            .withPublished("location", "the directory the file is in")
            .withPublished("target", "the file");

    private final Wanted wanted;
    private final Path target;
    private final SharedPart place;
    private final boolean standsAlone;

    DownloadRecipe(Part part) {
        wanted = Wanted.of(part);
        Optional<Value> destination =
                part.optional("destination").filter(value -> !value.text().isBlank());
        boolean shared = part.optional("shared").map(Value::asBoolean).orElse(false);
        if (part.optional("mode").isPresent()) {
            throw part.reject("mode", "is not supported by this recipe");
        }
        if (shared && !wanted.isVerified()) {
            throw part.reject("shared", "needs a checksum: option 'md5sum' must be set");
        }
        if (shared && destination.isPresent()) {
            throw part.reject("destination", "cannot be set when shared is true");
        }
        standsAlone = destination.isPresent();
        if (destination.isPresent()) {
            target = part.directory().resolve(destination.get().asPath()).normalize();
            place = SharedPart.local(
                    part, Optional.ofNullable(target.getParent()).orElse(target));
        } else {
            place = SharedPart.of(part, part.location());
            String name = part.optional("filename")
                    .map(Value::text)
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .orElse(part.name());
            target = place.location().resolve(name).normalize();
            if (!target.startsWith(place.location()) || target.equals(place.location())) {
                throw part.reject("filename", "leads out of the part's directory");
            }
        }
        part.publish("location", place.location());
        part.publish("target", target);
    }

    @Override
    public void prefetch() throws InterruptedException {
        wanted.prefetch();
    }

    @Override
    public void install(Installation installation) throws Exception {
        if (standsAlone) {
            installation.directory(place.location());
            installation.created(target);
            wanted.to(target);
            return;
        }
        place.install(installation, location -> {
            Files.createDirectories(Optional.ofNullable(target.getParent()).orElse(location));
            wanted.to(target);
        });
    }

    /** A file that is known by its checksum stays; another may have changed where it came from. */
    @Override
    public void update(Installation installation) throws Exception {
        if (place.isShared()) {
            install(installation);
        } else if (!wanted.isVerified() || !Files.exists(target)) {
            installation.created(target);
            try {
                wanted.to(target);
            } catch (BuildoutException.Downloading e) {
                if (e.diagnostic().kind() != Diagnostic.Kind.OFFLINE || !Files.exists(target)) {
                    throw e;
                }
                installation.step("keeping " + target + ", as this run is offline");
            }
        }
    }
}
