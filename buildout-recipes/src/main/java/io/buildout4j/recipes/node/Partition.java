package io.buildout4j.recipes.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.buildout4j.recipes.archive.Trees;
import io.buildout4j.recipes.output.FileMode;
import io.buildout4j.recipes.output.OutputFile;
import io.buildout4j.recipes.slap.ConnectionParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The files that this package keeps in the directory of an instance.
 *
 * @param directory absolute
 */
record Partition(Path directory) {

    /** The link to the release. */
    static final String SOFTWARE = "software_release";

    private static final FileMode PROFILE_MODE = new FileMode(0640);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * Makes the directory if it is missing.
     *
     * @throws io.buildout4j.BuildoutException if it is somebody else's
     */
    void open() throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
        }
        if (!Files.isDirectory(directory)) {
            throw Refusals.refused(
                    directory.toString(), "partition " + directory + " is not a directory", "name another place");
        }
        String owner = Files.getOwner(directory).getName();
        String self = self();
        if (!owner.equals(self)) {
            throw Refusals.refused(
                    directory.toString(),
                    "partition " + directory + " belongs to " + owner + ", and this program runs as " + self,
                    "run it as " + owner + ", or name another place");
        }
        Files.createDirectories(directory.resolve(".slapgrid"));
    }

    /** Java does not know who runs it if the user is in no list, as in containers. */
    private static String self() throws IOException {
        Path process = Path.of("/proc/self");
        return Files.exists(process) ? Files.getOwner(process).getName() : System.getProperty("user.name");
    }

    Path lock() {
        return directory.resolve(".slapgrid/deployment.lock");
    }

    /** For files on the way. */
    Path temporary() {
        return directory.resolve(".slapgrid");
    }

    Path profile() {
        return directory.resolve("buildout.cfg");
    }

    /** Puts the profile in place; one that is the same is left alone, so that nothing has to be read anew. */
    void writeProfile(String text) throws IOException {
        new OutputFile(profile(), text, PROFILE_MODE).keep();
    }

    Optional<Path> software() throws IOException {
        Path link = directory.resolve(SOFTWARE);
        return Files.isSymbolicLink(link)
                ? Optional.of(directory.resolve(Files.readSymbolicLink(link)).normalize())
                : Optional.empty();
    }

    void link(SoftwareRelease release) throws IOException {
        if (!software().equals(Optional.of(release.directory()))) {
            Path draft = directory.resolve("." + SOFTWARE + "." + UUID.randomUUID());
            Files.createSymbolicLink(draft, release.directory());
            Files.move(draft, directory.resolve(SOFTWARE), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    // the time stamp: there if the last deployment of that request, and its promises, succeeded

    private Path timestamp() {
        return directory.resolve(".timestamp");
    }

    void forgetTimestamp() throws IOException {
        Files.deleteIfExists(timestamp());
    }

    void writeTimestamp(String text) throws IOException {
        Files.deleteIfExists(timestamp()); // so that its time is that of this deployment even if the text is the same
        new OutputFile(timestamp(), text, FileMode.PRIVATE).keep();
    }

    /** When the deployment of that request was finished, if it was. */
    Optional<Instant> deployed(String text) throws IOException {
        Path file = timestamp();
        return Files.exists(file) && Files.readString(file).equals(text)
                ? Optional.of(Files.getLastModifiedTime(file).toInstant())
                : Optional.empty();
    }

    // what a failed deployment said

    private Path errorLog() {
        return directory.resolve(".slapgrid-" + directory.getFileName() + "-error.log");
    }

    void writeError(String text) throws IOException {
        new OutputFile(errorLog(), text, PROFILE_MODE).keep();
    }

    void clearError() throws IOException {
        Files.deleteIfExists(errorLog());
    }

    /** The connection parameters that the instance has published, which outlive the host. */
    Published published() {
        return new Published(directory.resolve(".slapgrid/published.json"));
    }

    /** Removes all that is in the partition, but not the partition, which may be the operator's. */
    void empty() throws IOException {
        List<Path> entries;
        try (Stream<Path> all = Files.list(directory)) {
            // The lock is held while this runs.
            entries = all.filter(entry -> !entry.equals(directory.resolve(".slapgrid")))
                    .toList();
        }
        for (Path entry : entries) {
            Trees.delete(entry);
        }
        try (Stream<Path> all = Files.list(directory.resolve(".slapgrid"))) {
            entries = all.filter(entry -> !entry.equals(lock())).toList();
        }
        for (Path entry : entries) {
            Trees.delete(entry);
        }
    }

    /** Published parameters in a file of the partition. */
    record Published(Path file) implements ConnectionParameters {

        private static final Object WRITING = new Object();

        @Override
        public void publish(String reference, Map<String, String> parameters) throws IOException {
            synchronized (WRITING) {
                Map<String, Map<String, String>> all = new LinkedHashMap<>(all());
                if (!parameters.equals(all.put(reference, parameters))) {
                    new OutputFile(file, MAPPER.writeValueAsString(all), FileMode.PRIVATE).keep();
                }
            }
        }

        @Override
        public Map<String, String> published(String reference) throws IOException {
            return all().getOrDefault(reference, Map.of());
        }

        Map<String, Map<String, String>> all() throws IOException {
            try {
                return Files.exists(file)
                        ? MAPPER.readValue(
                                Files.readAllBytes(file),
                                new TypeReference<LinkedHashMap<String, Map<String, String>>>() {})
                        : Map.of();
            } catch (JsonProcessingException e) {
                throw new IOException(file + " is not what was written there: " + e.getOriginalMessage(), e);
            }
        }
    }
}
