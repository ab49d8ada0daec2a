package io.buildout4j.recipes.download;

import io.buildout4j.download.DownloadRequest.CacheName;
import io.buildout4j.download.Downloads.Downloaded;
import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.archive.ArchiveException;
import io.buildout4j.recipes.archive.Rules;
import io.buildout4j.recipes.archive.Trees;
import io.buildout4j.recipes.archive.Unfolding;
import io.buildout4j.recipes.archive.Unpacking;
import io.buildout4j.recipes.archive.Unpacking.Stripping;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.output.FileMode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code hexagonit.recipe.download}: downloads a file and unpacks it into a directory, or keeps it there under its name
 * if it is no archive, or if {@code download-only} says so.
 */
final class HexagonitDownload implements Recipe {

    static final RecipeDescription DESCRIPTION = ArchiveOptions.described(Wanted.described(RecipeDescription.of(
                    "downloads an archive and unpacks it, or a file and keeps it", "hexagonit.recipe.download")))
            .withOptional("destination", OptionType.PATH, "the directory it goes to", "parts-directory/PART")
            .withOptional("location", OptionType.PATH, "the same, where destination is missing")
            .withOptional("download-only", OptionType.TRUTH, "keep the file as it is, archive or not", "false")
            .withOptional("filename", OptionType.TEXT, "how a kept file is called", "the last element of url")
            .withOptional("mode", OptionType.MODE, "of a kept file", "0644")
            .withOptional(
                    "strip-top-level-dir",
                    OptionType.TRUTH,
                    "put what is in the one top directory in its place",
                    "false")
            .withOptional(
                    "ignore-existing",
                    OptionType.TRUTH,
                    "leave what is in destination already, and do not own it",
                    "false")
            .withOptional(
                    "excludes", OptionType.LINES, "shell patterns of whole entry names to leave packed, a line each")
            .withOptional(
                    "hash-name",
                    OptionType.TRUTH,
                    "name the file in the download cache by the digest of its URL",
                    "true")
            .withOptional("on-update", OptionType.TRUTH, "do all again at each run", "false")
            .withPublished("location", "the directory")
            .withPublished("destination", "the directory")
            .withPublished("strip-top-level-dir", "what it is")
            .withPublished("ignore-existing", "what it is")
            .withPublished("download-only", "what it is")
            .withPublished("hash-name", "what it is")
            .withPublished("on-update", "what it is");

    private final Part part;
    private final Wanted wanted;
    private final Path destination;
    private final String fileName;
    private final boolean downloadOnly;
    private final Stripping stripping;
    private final boolean ignoreExisting;
    private final List<String> excludes;
    private final boolean onUpdate;
    private final Rules rules;
    private final FileMode mode;

    HexagonitDownload(Part part) {
        this.part = part;
        boolean hashName = flag("hash-name", true);
        wanted = Wanted.of(part).cachedAs(hashName ? CacheName.URL_DIGEST : CacheName.BASE_NAME);
        // The original overwrites a location that is given; that of a profile which names one is surely meant.
        destination = part.optional("destination")
                .or(() -> part.optional("location"))
                .filter(value -> !value.text().isBlank())
                .map(value -> part.directory().resolve(value.asPath()).normalize())
                .orElse(part.location());
        fileName =
                part.optional("filename").map(value -> plainName(value)).orElseGet(() -> wanted.fileName(part.name()));
        downloadOnly = flag("download-only", false);
        stripping = flag("strip-top-level-dir", false) ? Stripping.ALWAYS : Stripping.NEVER;
        ignoreExisting = flag("ignore-existing", false);
        excludes = part.optional("excludes").map(Value::asLines).orElse(List.of());
        onUpdate = flag("on-update", false);
        rules = ArchiveOptions.rules(part);
        mode = part.optional("mode").map(FileMode::of).orElse(new FileMode(0644));
        part.publish("location", destination);
        part.publish("destination", destination);
    }

    /** A switch, which others may refer to even where the profile does not state it. */
    private boolean flag(String option, boolean otherwise) {
        Optional<Value> stated = part.optional(option);
        if (stated.isEmpty()) {
            part.publish(option, String.valueOf(otherwise));
        }
        return stated.map(Value::asBoolean).orElse(otherwise);
    }

    private static String plainName(Value value) {
        String name = value.text().strip();
        if (name.isEmpty() || name.contains("/") || name.equals(".") || name.equals("..")) {
            throw value.reject("is not the plain name of a file");
        }
        return name;
    }

    @Override
    public void prefetch() throws InterruptedException {
        wanted.prefetch();
    }

    @Override
    public void install(Installation installation) throws Exception {
        Path parent = destination.getParent();
        if (parent != null) {
            installation.directory(parent);
        }
        String name = wanted.fileName(fileName);
        Unpacking unpacking = Unpacking.of(name).under(rules).without(excludes).with(stripping);
        try (Unfolding unfolding = unpacking.by(installation.created(Unpacking.staging(destination)));
                Downloaded downloaded =
                        !downloadOnly && Unpacking.isArchiveName(name) ? wanted.fetch(unfolding) : wanted.fetch()) {
            if (downloadOnly || !Unpacking.isArchive(downloaded.file(), name)) {
                keep(downloaded.file(), installation);
            } else {
                installation.step("unpacking " + name);
                unfolding.through(downloaded.file(), unpacked -> place(unpacked, installation));
            }
        } catch (ArchiveException e) {
            throw ArchiveOptions.refused(part, e);
        }
    }

    @Override
    public void update(Installation installation) throws Exception {
        if (onUpdate) {
            install(installation);
        }
    }

    private void keep(Path file, Installation installation) throws IOException {
        Path target = destination.resolve(fileName);
        boolean owned = isOwned(target, installation);
        installation.created(destination);
        if (!owned && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            if (ignoreExisting) {
                return;
            }
            throw exists(target);
        }
        Files.createDirectories(destination);
        Path hidden = Files.createTempFile(destination, "." + fileName, ".part");
        try {
            Files.copy(file, hidden, StandardCopyOption.REPLACE_EXISTING);
            mode.applyTo(hidden);
            Files.move(hidden, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(hidden);
        }
    }

    private void place(Path unpacked, Installation installation) throws IOException {
        List<Path> before = new ArrayList<>();
        List<Path> arriving = entries(unpacked);
        for (Path entry : arriving) {
            Path target = destination.resolve(entry.getFileName());
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !isOwned(target, installation)) {
                before.add(target);
            }
        }
        if (!before.isEmpty() && !ignoreExisting) {
            throw exists(before.get(0));
        }
        installation.created(destination);
        if (!Files.exists(destination, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(unpacked, destination, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        for (Path entry : arriving) {
            Path target = destination.resolve(entry.getFileName());
            if (!before.contains(target)) {
                Trees.delete(target);
                Files.move(entry, target, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private static boolean isOwned(Path target, Installation installation) {
        return installation.owned().stream().anyMatch(target::startsWith);
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }

    private static FileAlreadyExistsException exists(Path target) {
        return new FileAlreadyExistsException(target + " is there already and is not this part's"
                + " (ignore-existing = true leaves such files alone)");
    }
}
