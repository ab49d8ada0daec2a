package io.buildout4j.recipes.node.supervise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program that an instance wants to have running.
 *
 * @param name unique within its partition
 * @param program the file to execute; absolute
 * @param kept whether it is started again when it ends; else it runs once after each deployment
 */
public record Service(String name, Path program, boolean kept) {

    /** What SlapOS adds to the names of programs that are kept running. */
    static final String WATCHED = "-on-watch";

    /**
     * The services of a partition: the executables of {@code etc/run}, which run once, and those of {@code etc/service},
     * which are kept running, each by name.
     */
    public static List<Service> of(Path partition) throws IOException {
        List<Service> services = new ArrayList<>();
        for (Path program : executables(partition.resolve("etc/run"))) {
            services.add(new Service(String.valueOf(program.getFileName()), program, false));
        }
        for (Path program : executables(partition.resolve("etc/service"))) {
            services.add(new Service(program.getFileName() + WATCHED, program, true));
        }
        return services;
    }

    private static List<Path> executables(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                    .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                    .sorted()
                    .map(Path::toAbsolutePath)
                    .toList();
        }
    }
}
