package io.buildout4j.recipes.node.supervise;

import io.buildout4j.recipes.output.FileMode;
import io.buildout4j.recipes.output.OutputFile;
import io.buildout4j.recipes.shell.ShellWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a file for supervisord for each partition, to be included by its configuration: {@code files = DIR/*.conf}.
 * Who runs supervisord has it read the files again, with {@code supervisorctl update}.
 *
 * @param directory where the files go; must exist
 */
public record SupervisordFiles(Path directory) implements Supervisor {

    @Override
    public List<String> apply(Path partition, List<Service> services) throws IOException {
        ConfigurationFile.require(partition, services);
        String group = String.valueOf(partition.getFileName());
        Path file = directory.resolve(group + ".conf");
        if (services.isEmpty()) {
            Files.deleteIfExists(file);
            return List.of();
        }
        StringBuilder text = new StringBuilder("[group:" + group + "]\nprograms = "
                + services.stream().map(service -> program(group, service)).collect(Collectors.joining(",")) + "\n");
        for (Service service : services) {
            text.append("\n[program:").append(program(group, service)).append("]\n");
            line(text, "command", ShellWords.quote(service.program().toString()));
            line(text, "directory", partition.toString());
            line(text, "process_name", service.name());
            line(text, "autostart", "true");
            line(text, "autorestart", service.kept() ? "true" : "false");
            line(text, "startsecs", "0");
            line(text, "stopasgroup", "true");
            line(text, "killasgroup", "true");
            line(text, "redirect_stderr", "true");
            line(
                    text,
                    "stdout_logfile",
                    partition
                            .resolve("." + group + "_" + service.name() + ".log")
                            .toString());
            line(text, "stdout_logfile_maxbytes", "10MB");
        }
        new OutputFile(file, text.toString(), new FileMode(0644)).keep();
        return services.stream().map(Service::name).toList();
    }

    private static String program(String group, Service service) {
        return group + "_" + service.name();
    }

    private static void line(StringBuilder text, String option, String value) {
        text.append(option).append(" = ").append(value).append('\n');
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
