package io.buildout4j.recipes.node.supervise;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What the configuration files of supervisors can say: names go into headers and file names, paths into lines. */
final class ConfigurationFile {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.+-]+");
    /** A blank and a semicolon begin a comment; supervisord expands percent signs once, or twice, as the option is. */
    private static final Pattern NOT_IN_A_LINE = Pattern.compile("\\p{Cntrl}|\\s;|%");

    private ConfigurationFile() {}

    /**
     * Refuses what cannot be written.
     *
     * @throws IOException if a name or a path would mean something else there
     */
    static void require(Path partition, List<Service> services) throws IOException {
        requireLine(partition);
        requireName(String.valueOf(partition.getFileName()), "a partition");
        for (Service service : services) {
            requireName(service.name(), "a service");
            requireLine(service.program());
        }
    }

    private static void requireName(String name, String whose) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new IOException("'" + name + "' cannot be the name of " + whose
                    + " in the configuration of a supervisor: letters, digits and _.+- can");
        }
    }

    private static void requireLine(Path path) throws IOException {
        if (NOT_IN_A_LINE.matcher(path.toString()).find()) {
            throw new IOException("a line of a configuration file cannot name '"
                    + path.toString().replaceAll("\\p{Cntrl}", "?") + "'");
        }
    }
}
