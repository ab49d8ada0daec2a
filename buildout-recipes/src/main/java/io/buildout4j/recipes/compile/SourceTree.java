package io.buildout4j.recipes.compile;

import io.buildout4j.BuildoutException;
import io.buildout4j.download.Downloads.Downloaded;
import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipes.archive.ArchiveException;
import io.buildout4j.recipes.archive.Rules;
import io.buildout4j.recipes.archive.Unfolding;
import io.buildout4j.recipes.archive.Unpacking;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.download.ArchiveOptions;
import io.buildout4j.recipes.download.Wanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the source to build comes from: an archive to download, or a directory that is there.
 *
 * @param wanted the archive
 * @param path the directory
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
record SourceTree(Part part, Optional<Wanted> wanted, Optional<Path> path, Rules rules) {

    /** A recipe's description with what {@link #of} reads. */
    static RecipeDescription described(RecipeDescription recipe) {
        return ArchiveOptions.described(recipe.withOptional(
                        "url", OptionType.URL, "the archive with the source; either this or path")
                .withOptional("path", OptionType.PATH, "the directory with the source")
                .withOptional(
                        "md5sum", OptionType.CHECKSUM, "what the archive must be; sha1sum to sha512sum likewise"));
    }

    /**
     * Reads {@code url} and {@code path}.
     *
     * @throws BuildoutException if there are both or none
     */
    static SourceTree of(Part part) {
        Optional<Value> path =
                part.optional("path").filter(value -> !value.text().isBlank());
        boolean hasUrl =
                part.optional("url").filter(value -> !value.text().isBlank()).isPresent();
        if (hasUrl && path.isPresent()) {
            throw part.reject("path", "cannot be set beside url: only one says where the source is");
        }
        if (!hasUrl && path.isEmpty()) {
            throw part.reject("either 'url' or 'path' must say where the source is");
        }
        return new SourceTree(
                part,
                hasUrl ? Optional.of(Wanted.of(part)) : Optional.empty(),
                path.map(value -> part.directory().resolve(value.asPath()).normalize()),
                ArchiveOptions.rules(part));
    }

    /** Has the archive, if it is one, in the download cache. */
    void prefetch() throws InterruptedException {
        if (wanted.isPresent()) {
            wanted.get().prefetch();
        }
    }

    /**
     * Puts the source into a directory that is not there yet, unless it has a place of its own.
     *
     * @return where to build: the directory of the source, or the only one in the archive
     */
    Path prepare(Path directory, Installation installation) throws IOException, InterruptedException {
        if (path.isPresent()) {
            if (!Files.isDirectory(path.get())) {
                throw part.reject("path", "names " + path.get() + ", which is no directory");
            }
            return path.get();
        }
        Wanted archive = wanted.orElseThrow();
        Unpacking unpacking = Unpacking.of(archive.fileName(part.name())).under(rules);
        try (Unfolding unfolding = unpacking.by(installation.created(Unpacking.staging(directory)));
                Downloaded downloaded = archive.fetch(unfolding)) {
            unfolding.into(directory, downloaded.file());
        } catch (ArchiveException e) {
            throw ArchiveOptions.refused(part, e);
        }
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> top = entries.toList();
            return top.size() == 1 && Files.isDirectory(top.get(0)) ? top.get(0) : directory;
        }
    }
}
