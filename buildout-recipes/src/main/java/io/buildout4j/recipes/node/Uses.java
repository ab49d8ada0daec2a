package io.buildout4j.recipes.node;

import io.buildout4j.recipes.output.FileMode;
import io.buildout4j.recipes.output.OutputFile;
import io.buildout4j.recipes.output.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Who uses which software release: a file for each partition, beside the releases. A partition that is out of sight, on a
 * disk that is not mounted now, uses its release all the same.
 *
 * @param root where the releases are
 * @param directory where the notes are
 */
record Uses(Path root, Path directory) {

    static Uses of(Path root) {
        return new Uses(root, root.resolve(".instances"));
    }

    /** Notes that a partition uses these releases and none else. */
    @SuppressWarnings("try") // the turn is held, not used
    void note(Path partition, Set<SoftwareRelease> releases) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        StringBuilder text = new StringBuilder(partition.toString()).append('\n');
        releases.forEach(release -> text.append(release.id()).append('\n'));
        for (SoftwareRelease release : releases) {
            // A collection looks for notes within this turn: it sees this one, or is over before it is made.
            try (Turn turn = Turn.await(root.resolve("." + release.id() + ".lock"))) {
                new OutputFile(file(partition), text.toString(), FileMode.PRIVATE).keep();
            }
        }
    }

    /** Notes that a partition uses nothing any more. */
    void forget(Path partition) throws IOException {
        Files.deleteIfExists(file(partition));
    }

    /** The names of all releases that are used. */
    Set<String> all() throws IOException {
        Set<String> used = new TreeSet<>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> notes = Files.list(directory)) {
                for (Path note : notes.filter(
                                file -> !String.valueOf(file.getFileName()).startsWith("."))
                        .toList()) {
                    List<String> lines = Files.readAllLines(note);
                    used.addAll(lines.subList(Math.min(1, lines.size()), lines.size()));
                }
            }
        }
        return used;
    }

    private Path file(Path partition) {
        return directory.resolve(DigestUtils.md5Hex(partition.toString()));
    }
}
