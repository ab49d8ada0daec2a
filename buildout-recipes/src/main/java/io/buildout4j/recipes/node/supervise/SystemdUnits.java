package io.buildout4j.recipes.node.supervise;

import io.buildout4j.recipes.output.FileMode;
import io.buildout4j.recipes.output.OutputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes a systemd unit for each service, {@code PARTITION-NAME.service}. Who may tells systemd to read them again, and
 * to start them.
 *
 * @param directory where the units go, such as {@code ~/.config/systemd/user}; must exist
 */
public record SystemdUnits(Path directory) implements Supervisor {

    private static final String NOTE = "# Written for partition ";

    @Override
    public List<String> apply(Path partition, List<Service> services) throws IOException {
        ConfigurationFile.require(partition, services);
        List<String> units = new ArrayList<>();
        for (Service service : services) {
            String unit = partition.getFileName() + "-" + service.name() + ".service";
            new OutputFile(directory.resolve(unit), text(partition, service), new FileMode(0644)).keep();
            units.add(unit);
        }
        for (Path other : written(partition)) {
            if (!units.contains(String.valueOf(other.getFileName()))) {
                Files.delete(other);
            }
        }
        return services.stream().map(Service::name).toList();
    }

    private static String text(Path partition, Service service) {
        return NOTE + partition + "\n"
                + "[Unit]\nDescription=" + service.name() + " of " + partition.getFileName() + "\n\n"
                + "[Service]\n"
                + "Type=" + (service.kept() ? "simple" : "exec") + "\n"
                + "ExecStart=" + quoted(service.program().toString()) + "\n"
                + "WorkingDirectory=" + partition + "\n"
                + (service.kept() ? "Restart=always\nRestartSec=1\n" : "Restart=no\n")
                + "KillMode=control-group\n\n"
                + "[Install]\nWantedBy=default.target\n";
    }

    /** The program, whose path systemd does not look for variables in. */
    private static String quoted(String program) {
        return '"' + program.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private List<Path> written(Path partition) throws IOException {
        List<Path> units = new ArrayList<>();
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : entries.filter(file -> file.toString().endsWith(".service"))
                    .sorted()
                    .toList()) {
                if (Files.readString(entry).startsWith(NOTE + partition + "\n")) {
                    units.add(entry);
                }
            }
        }
        return units;
    }

    @Override
    public List<ServiceState> states(Path partition) {
        return List.of();
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
