package io.buildout4j.recipes.node;

import io.buildout4j.Buildout;
import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.ProfileRequest;
import io.buildout4j.install.InstallReport;
import io.buildout4j.install.PartChange;
import io.buildout4j.recipes.archive.Trees;
import io.buildout4j.recipes.output.FileMode;
import io.buildout4j.recipes.output.OutputFile;
import io.buildout4j.recipes.output.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The software releases of a machine, side by side below one directory, each by the MD5 of its URL. Safe for several
 * threads and processes: one builds a release, the others wait for it.
 *
 * @param root where the releases are
 * @param engine makes the engine that builds
 * @param settings how it builds
 */
public record SoftwareReleases(Path root, Supplier<Buildout.Builder> engine, Settings settings) {

    private static final Logger LOG = LoggerFactory.getLogger(SoftwareReleases.class);
    private static final FileMode READABLE = new FileMode(0644);
    private static final Set<PartChange.Action> MADE =
            Set.of(PartChange.Action.INSTALL, PartChange.Action.REINSTALL, PartChange.Action.UNINSTALL);

    /**
     * How releases are built.
     *
     * @param sharedParts directories for parts that releases share, the first one that can be written to being filled
     * @param loading changes how profiles are loaded, such as by assignments
     * @param freeBytes how much room must be left on the disk before anything is begun
     * @param readOnly whether a finished release is closed to writing
     * @param store where finished releases are looked for and kept
     */
    public record Settings(
            List<Path> sharedParts,
            UnaryOperator<ProfileRequest> loading,
            long freeBytes,
            boolean readOnly,
            ReleaseStore store) {

        public Settings {
            sharedParts = List.copyOf(sharedParts);
        }

        /** Nothing shared, profiles as they are, a quarter of a gibibyte of room, open to writing. */
        public static Settings standard() {
            return new Settings(List.of(), UnaryOperator.identity(), 256L << 20, false, ReleaseStore.none());
        }

        /** This with directories for shared parts. */
        public Settings withSharedParts(List<Path> directories) {
            return new Settings(directories, loading, freeBytes, readOnly, store);
        }

        /** This with another way of loading profiles. */
        public Settings withLoading(UnaryOperator<ProfileRequest> change) {
            return new Settings(sharedParts, change, freeBytes, readOnly, store);
        }

        /** This with another amount of room that must be left. */
        public Settings withFreeBytes(long bytes) {
            return new Settings(sharedParts, loading, bytes, readOnly, store);
        }

        /** This with a store of finished releases. */
        public Settings withStore(ReleaseStore other) {
            return new Settings(sharedParts, loading, freeBytes, readOnly, other);
        }

        /** This with releases closed to writing once they are finished. */
        public Settings asReadOnly() {
            return new Settings(sharedParts, loading, freeBytes, true, store);
        }
    }

    public SoftwareReleases {
        root = root.toAbsolutePath().normalize();
    }

    /** The release of a URL, built or not. */
    public SoftwareRelease release(String url) {
        return SoftwareRelease.below(root, url);
    }

    /** All that were begun here, in the order of their names. */
    public List<SoftwareRelease> all() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(entry -> Files.exists(entry.resolve(SoftwareRelease.SOURCE)))
                    .sorted()
                    .map(SoftwareRelease::at)
                    .toList();
        }
    }

    /**
     * Builds the release of a URL, unless it is complete.
     *
     * @throws BuildoutException if it cannot be built; what was built of it stays, to be continued
     */
    public SoftwareRelease install(String url) {
        return build(url, false);
    }

    /** Builds what is new in the profile of a release, though it may have been complete. */
    public SoftwareRelease update(String url) {
        return build(url, true);
    }

    @SuppressWarnings("try") // the turn is held, not used
    private SoftwareRelease build(String url, boolean again) {
        if (url.isBlank() || !url.equals(url.replaceAll("\\s", ""))) {
            throw Refusals.refused(
                    url, "'" + url + "' cannot be the URL of a software release", "it must have no blanks");
        }
        SoftwareRelease release = release(url);
        try {
            Files.createDirectories(root);
            try (Turn turn = turn(release)) {
                if (again || !release.isComplete()) {
                    requireSpace();
                    if (!Files.exists(release.directory())) {
                        settings.store().restore(release);
                    }
                    write(release);
                    // What was restored is built too: where the profile says what it said then, nothing is left to do.
                    if (build(release)) {
                        settings.store().keep(release);
                    }
                    finish(release);
                }
            }
            return release;
        } catch (BuildoutException e) {
            throw e.during("building software release " + url);
        } catch (IOException e) {
            throw Refusals.disk(release.directory(), e).during("building software release " + url);
        } catch (InterruptedException e) {
            throw Refusals.interrupted("software release " + url, e);
        }
    }

    private Turn turn(SoftwareRelease release) throws IOException, InterruptedException {
        return Turn.await(root.resolve("." + release.id() + ".lock"));
    }

    private void requireSpace() throws IOException {
        long free = Files.getFileStore(root).getUsableSpace();
        if (free < settings.freeBytes()) {
            throw new BuildoutException.Preparing(Diagnostic.error(
                            Diagnostic.Kind.WRITE_FAILED,
                            root.toString(),
                            "only " + (free >> 20) + " MiB are free at " + root + ", and "
                                    + (settings.freeBytes() >> 20) + " MiB are wanted before a release is built")
                    .withHint("make room, or collect releases that nothing uses"));
        }
    }

    /** The profile is written once: what stands there afterwards is the operator's. */
    private void write(SoftwareRelease release) throws IOException {
        Path directory = release.directory();
        if (Files.isDirectory(directory)
                && !Files.getPosixFilePermissions(directory).contains(PosixFilePermission.OWNER_WRITE)) {
            Trees.makeWritable(directory);
        }
        Files.createDirectories(directory);
        new OutputFile(directory.resolve(SoftwareRelease.SOURCE), release.url() + "\n", READABLE).keep();
        Files.deleteIfExists(directory.resolve(SoftwareRelease.COMPLETED));
        Path profile = directory.resolve("buildout.cfg");
        if (!Files.exists(profile)) {
            StringBuilder text = new StringBuilder("[buildout]\nextends = ").append(release.url());
            if (!settings.sharedParts().isEmpty()) {
                text.append("\nshared-part-list =");
                settings.sharedParts().forEach(path -> text.append("\n  ").append(path.toAbsolutePath()));
            }
            new OutputFile(profile, text.append('\n').toString(), READABLE).keep();
        }
    }

    /** Whether anything was made, or removed. */
    private boolean build(SoftwareRelease release) {
        Path directory = release.directory();
        LOG.info("building software release {} in {}", release.url(), directory);
        Buildout buildout = engine.get().build();
        ProfileRequest request = settings.loading()
                .apply(ProfileRequest.of(directory.resolve("buildout.cfg")).withoutUserDefaults());
        InstallReport report = buildout.install(buildout.plan(buildout.load(request)));
        return report.done().stream().anyMatch(change -> MADE.contains(change.action()));
    }

    private void finish(SoftwareRelease release) throws IOException {
        Path directory = release.directory();
        new OutputFile(directory.resolve(SoftwareRelease.COMPLETED), Instant.now() + "\n", READABLE).keep();
        if (settings.readOnly()) {
            Trees.makeReadOnly(directory);
        }
    }

    /**
     * Removes the releases that no instance uses: neither one that was deployed from here, wherever its partition is, nor
     * one of the given partitions.
     *
     * @param kept releases that stay though nothing uses them yet
     * @return what was removed
     */
    @SuppressWarnings("try") // the turn is held, not used
    public List<SoftwareRelease> collect(Collection<Path> partitions, Collection<SoftwareRelease> kept)
            throws IOException, InterruptedException {
        List<SoftwareRelease> removed = new ArrayList<>();
        for (SoftwareRelease release : all()) {
            try (Turn turn = turn(release)) {
                // Asked within the turn: an instance notes what it will use within the same turn.
                if (!kept.contains(release) && !isUsed(release, partitions)) {
                    LOG.info("removing software release {}, which nothing uses", release.url());
                    Files.deleteIfExists(release.directory().resolve(SoftwareRelease.COMPLETED));
                    Trees.delete(release.directory());
                    removed.add(release);
                }
            }
        }
        return removed;
    }

    private boolean isUsed(SoftwareRelease release, Collection<Path> partitions) throws IOException {
        if (Uses.of(root).all().contains(release.id())) {
            return true;
        }
        Set<Path> targets = partitions.stream()
                .map(partition -> partition.resolve(Partition.SOFTWARE))
                .filter(Files::isSymbolicLink)
                .map(SoftwareReleases::target)
                .collect(Collectors.toSet());
        return targets.contains(release.directory());
    }

    private static Path target(Path link) {
        try {
            return link.resolveSibling(Files.readSymbolicLink(link)).normalize();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
