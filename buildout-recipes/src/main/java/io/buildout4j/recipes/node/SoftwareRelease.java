package io.buildout4j.recipes.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A software release on this machine: a directory, made from the profile that stands at a URL.
 *
 * @param url where its profile stands: a URL or the path of a file
 * @param directory where it is; absolute
 */
public record SoftwareRelease(String url, Path directory) {

    /** Says that a release was built to its end. */
    static final String COMPLETED = ".completed";
    /** The URL, in a release that {@link SoftwareReleases} made. */
    static final String SOURCE = ".release";

    /** By today's name and by the one it had. */
    private static final List<String> PROFILES = List.of("instance.cfg", "template.cfg");
    /** Beside the profile of the software, of a release that does not write one. */
    private static final List<String> SOURCES = List.of("instance.cfg", "instance.cfg.in");

    public SoftwareRelease {
        directory = directory.toAbsolutePath().normalize();
    }

    /** The release of a URL among those below a directory: {@code root/MD5}. */
    static SoftwareRelease below(Path root, String url) {
        return new SoftwareRelease(url, root.resolve(DigestUtils.md5Hex(url)));
    }

    /** The release in a directory, whether built by {@link SoftwareReleases} or by hand. */
    public static SoftwareRelease at(Path directory) {
        Path source = directory.resolve(SOURCE);
        try {
            return new SoftwareRelease(
                    Files.exists(source) ? Files.readString(source).strip() : directory.toString(), directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it can be used: it was built to its end, or not by us. */
    public boolean isComplete() {
        return Files.isDirectory(directory)
                && (Files.exists(directory.resolve(COMPLETED)) || !Files.exists(directory.resolve(SOURCE)));
    }

    /** Its name among the releases of a machine. */
    public String id() {
        return String.valueOf(directory.getFileName());
    }

    /** The profile of its instances, as the release wrote it. */
    Optional<Path> instanceProfile() {
        return PROFILES.stream()
                .map(directory::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** The profile of its instances, as it stands beside the profile of the software in a local directory. */
    Optional<Path> instanceSource() {
        return Stream.of(url)
                .filter(text -> text.startsWith("/"))
                .flatMap(text -> SOURCES.stream().map(name -> Path.of(text).resolveSibling(name)))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** Where it would say what parameters its instances may have: beside the profile of the software, {@code URL.json}. */
    URI schema() {
        return url.startsWith("/") ? Path.of(url + ".json").toUri() : URI.create(url + ".json");
    }

    /** The seconds that its author has put into its file {@code periodicity}. */
    Optional<Long> periodicity() throws IOException {
        Path file = directory.resolve("periodicity");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(
                    Files.readString(file, StandardCharsets.UTF_8).strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
