package io.buildout4j.recipes.python;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function to call as a program.
 *
 * @param module the module it is in
 * @param function its dotted name in the module
 */
record EntryPoint(String module, String function) {

    private static final Pattern TEXT = Pattern.compile("([\\w.]+)\\s*:\\s*([\\w.]+)\\s*(?:\\[.*])?");

    /**
     * Reads {@code module:function}.
     *
     * @throws IllegalArgumentException if it is none
     */
    static EntryPoint parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("has '" + text + "', which is not module:function");
        }
        return new EntryPoint(matcher.group(1), matcher.group(2));
    }

    /**
     * A script that calls the function and exits with what it returns.
     *
     * @param python the interpreter for its first line
     * @param paths lines of Python that say where to look for modules first
     * @param initialization lines of Python to run before the module is imported
     * @param arguments Python source of the call's arguments
     */
    String script(String python, String paths, String initialization, String arguments) {
        return "#!" + python + "\n\nimport sys\n" + paths
                + (initialization.isEmpty() ? "" : "\n" + initialization + "\n")
                + "\nimport " + module + "\n\nif __name__ == '__main__':\n    sys.exit(" + module + "." + function + "("
                + arguments + "))\n";
    }
}
