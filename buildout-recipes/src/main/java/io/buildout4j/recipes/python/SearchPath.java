package io.buildout4j.recipes.python;

import io.buildout4j.recipes.shell.ShellWords;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where scripts look for modules before all else.
 *
 * @param paths the directories, absolute
 * @param programs where the scripts are
 * @param relative whether scripts find the directories from where they stand, so that all may be moved together
 */
record SearchPath(List<Path> paths, Path programs, boolean relative) {

    SearchPath {
        paths = List.copyOf(paths);
    }

    /** Lines of Python for the beginning of a script. */
    String python() {
        if (paths.isEmpty()) {
            return "";
        }
        String start = relative ? "import os\nhere = os.path.dirname(os.path.realpath(__file__))\n" : "";
        return start
                + joined(
                        "    ",
                        path -> relative
                                ? "os.path.normpath(os.path.join(here, " + quoted(fromPrograms(path)) + "))"
                                : quoted(path.toString()));
    }

    private String joined(String indent, Function<Path, String> expression) {
        return paths.stream()
                .map(path -> indent + expression.apply(path) + ",\n")
                .collect(Collectors.joining("", "sys.path[0:0] = [\n", "]\n"));
    }

    /** Lines of shell for the beginning of a launcher of the interpreter. */
    String shell() {
        if (paths.isEmpty()) {
            return "";
        }
        String start = relative ? "here=$(dirname \"$(readlink -f \"$0\")\")\n" : "";
        String all = paths.stream()
                .map(path -> relative
                        ? "\"$here\"/" + ShellWords.quote(fromPrograms(path))
                        : ShellWords.quote(path.toString()))
                .collect(Collectors.joining(":"));
        return start + "export PYTHONPATH=" + all + "\"${PYTHONPATH:+:$PYTHONPATH}\"\n";
    }

    private String fromPrograms(Path path) {
        return programs.relativize(path).toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
