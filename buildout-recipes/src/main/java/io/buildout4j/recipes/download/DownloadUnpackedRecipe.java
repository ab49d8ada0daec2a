package io.buildout4j.recipes.download;

import io.buildout4j.download.Downloads.Downloaded;
import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.archive.ArchiveException;
import io.buildout4j.recipes.archive.Rules;
import io.buildout4j.recipes.archive.Unfolding;
import io.buildout4j.recipes.archive.Unpacking;
import io.buildout4j.recipes.archive.Unpacking.Stripping;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import java.nio.file.Path;
import java.util.Optional;

/** {@code slapos.recipe.build:download-unpacked}: downloads an archive and unpacks it. */
final class DownloadUnpackedRecipe implements Recipe {

    static final RecipeDescription DESCRIPTION = ArchiveOptions.described(Wanted.described(RecipeDescription.of(
                    "downloads an archive and unpacks it", "slapos.recipe.build:download-unpacked")))
            .withOptional("destination", OptionType.PATH, "the directory to make", "parts-directory/PART")
            .withOptional(
                    "strip-top-level-dir",
                    OptionType.TRUTH,
                    "put what is in the one top directory in its place; if not said, where there is one")
            .withOptional("shared", OptionType.TRUTH, "make it once for all buildouts of shared-part-list", "false")
            .withPublished("location", "the directory")
            .withPublished("target", "the directory");

    private final Part part;
    private final Wanted wanted;
    private final SharedPart place;
    private final Stripping stripping;
    private final Rules rules;

    DownloadUnpackedRecipe(Part part) {
        this.part = part;
        wanted = Wanted.of(part);
        rules = ArchiveOptions.rules(part);
        stripping = part.optional("strip-top-level-dir")
                .filter(value -> !value.text().isBlank())
                .map(value -> value.asBoolean() ? Stripping.ALWAYS : Stripping.NEVER)
                .orElse(Stripping.IF_ALONE);
        boolean shared = part.optional("shared").map(Value::asBoolean).orElse(false);
        Optional<Value> destination =
                part.optional("destination").filter(value -> !value.text().isBlank());
        if (shared && destination.isPresent()) {
            throw part.reject("destination", "cannot be set when shared is true");
        }
        if (shared && !wanted.isVerified()) {
            throw part.reject("shared", "needs a checksum: option 'md5sum' must be set");
        }
        place = destination
                .map(value -> SharedPart.local(
                        part, part.directory().resolve(value.asPath()).normalize()))
                .orElseGet(() -> SharedPart.of(part, part.location()));
        part.publish("location", place.location());
        part.publish("target", place.location());
    }

    @Override
    public void prefetch() throws InterruptedException {
        wanted.prefetch();
    }

    @Override
    public void install(Installation installation) throws Exception {
        place.install(installation, location -> unpack(location, installation));
    }

    @Override
    public void update(Installation installation) throws Exception {
        if (place.isShared()) {
            install(installation);
        }
    }

    private void unpack(Path location, Installation installation) throws Exception {
        Unpacking unpacking =
                Unpacking.of(wanted.fileName(part.name())).under(rules).with(stripping);
        try (Unfolding unfolding = unpacking.by(installation.created(Unpacking.staging(location)));
                Downloaded archive = wanted.fetch(unfolding)) {
            unfolding.into(location, archive.file());
        } catch (ArchiveException e) {
            throw ArchiveOptions.refused(part, e);
        }
    }
}
