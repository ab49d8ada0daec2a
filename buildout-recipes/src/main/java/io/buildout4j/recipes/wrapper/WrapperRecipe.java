package io.buildout4j.recipes.wrapper;

import io.buildout4j.BuildoutException;
import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.output.FileMode;
import io.buildout4j.recipes.output.OutputFile;
import io.buildout4j.recipes.shell.Launcher;
import io.buildout4j.recipes.shell.ShellWords;
import io.buildout4j.recipes.shell.Signals;
import io.buildout4j.recipes.shell.Supervision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Writes a launcher: a short shell script that sets an environment and becomes a program. With {@code hash-files} the
 * content of other files goes into its name, so that a supervisor restarts the program when its configuration changed.
 */
final class WrapperRecipe implements Recipe {

    static final RecipeDescription DESCRIPTION = RecipeDescription.of(
                    "writes a launcher for a program", "slapos.cookbook:wrapper")
            .withRequired(
                    "command-line",
                    OptionType.ARGUMENTS,
                    "program and arguments, divided as the shell does, without expansion")
            .withRequired("wrapper-path", OptionType.PATH, "the file to write")
            .withOptional("environment", OptionType.LINES, "variables to set, a line each: NAME = value")
            .withOptional(
                    "hash-files",
                    OptionType.PATHS,
                    "files made by other parts, whose content goes into the launcher's name")
            .withOptional(
                    "hash-existing-files",
                    OptionType.PATHS,
                    "the same for files that are there beforehand; a change reinstalls")
            .withOptional("pidfile", OptionType.PATH, "holds the process id; a second start is refused")
            .withOptional("wait-for-files", OptionType.PATHS, "start only when all of these exist")
            .withOptional(
                    "private-tmpfs",
                    OptionType.LINES,
                    "directories in memory for this program alone, a line each: SIZE PATH")
            .withOptional("reserve-cpu", OptionType.TRUTH, "ask for a processor core of its own", "false")
            .withOptional("sig-ign", OptionType.TEXT, "a signal to ignore, such as HUP")
            .withOptional("redirect-stdout", OptionType.PATH, "a file to append standard output to")
            .withOptional("redirect-stderr", OptionType.PATH, "a file to append standard error to")
            .withOptional("redirect-signal", OptionType.TEXT, "sent to the program when the launcher receives USR1");

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Part part;
    private final Path path;
    private final List<Path> hashed;
    private final List<Path> strangers;
    private final String text;

    WrapperRecipe(Part part) {
        this.part = part;
        path = placed(part.required("wrapper-path").asPath());
        Launcher launcher = new Launcher(command(), environment(), signal("sig-ign"));
        Supervision supervision = supervision();
        text = supervision.isNeedless() ? launcher.text() : supervision.text(launcher);

        List<Path> made = paths("hash-files");
        List<Path> existing = paths("hash-existing-files");
        if (!existing.isEmpty()) {
            part.publish("__hash_files__", digest("hash-existing-files", existing));
        }
        hashed = new ArrayList<>(made);
        hashed.addAll(existing);
        strangers = new ArrayList<>(made);
        strangers.removeIf(file -> !isStranger(file));
    }

    @Override
    public void install(Installation installation) throws IOException {
        if (!strangers.isEmpty()) {
            throw part.reject(
                    "hash-files", "must only list files that the buildout makes, and lists " + strangers.get(0));
        }
        new OutputFile(wrapperPath(), text, FileMode.PRIVATE_EXECUTABLE).write(installation);
    }

    @Override
    public void update(Installation installation) {
        Path expected = wrapperPath();
        if (!Files.isRegularFile(expected)) {
            throw part.reject("unstable wrapper path ('" + expected
                    + "'): the hashed files changed and no option of the part did");
        }
    }

    private List<String> command() {
        Value line = part.required("command-line");
        List<String> words;
        try {
            words = ShellWords.split(line.text());
        } catch (IllegalArgumentException e) {
            throw line.reject(String.valueOf(e.getMessage()));
        }
        if (words.isEmpty()) {
            throw part.reject("command-line", "is empty");
        }
        return words;
    }

    private SortedMap<String, String> environment() {
        SortedMap<String, String> variables = new TreeMap<>();
        Optional<Value> lines = part.optional("environment");
        if (lines.isPresent()) {
            for (String line : lines.get().asLines()) {
                int equals = line.indexOf('=');
                if (equals < 0) {
                    throw part.reject("environment", "has the line '" + line + "', which is not NAME=value");
                }
                String name = line.substring(0, equals).strip();
                if (!VARIABLE.matcher(name).matches()) {
                    throw part.reject("environment", "sets '" + name + "', which no shell takes as a variable's name");
                }
                variables.put(name, line.substring(equals + 1).stripLeading());
            }
        }
        return variables;
    }

    private Supervision supervision() {
        Optional<Path> output = path("redirect-stdout");
        Optional<Path> error = path("redirect-stderr");
        Optional<String> forwarded = signal("redirect-signal");
        if (forwarded.isPresent() && output.isEmpty() && error.isEmpty()) {
            throw part.reject("redirect-signal", "makes no sense without redirecting any output");
        }
        return new Supervision(
                path("pidfile"),
                paths("wait-for-files"),
                memoryDirectories(),
                part.optional("reserve-cpu")
                        .filter(v -> !v.text().isBlank())
                        .map(Value::asBoolean)
                        .orElse(false),
                output,
                error,
                forwarded);
    }

    private List<Supervision.MemoryDirectory> memoryDirectories() {
        List<Supervision.MemoryDirectory> directories = new ArrayList<>();
        Optional<Value> lines = part.optional("private-tmpfs");
        if (lines.isPresent()) {
            for (String line : lines.get().asLines()) {
                String[] words = line.split("\\s+", 2);
                if (words.length != 2) {
                    throw part.reject("private-tmpfs", "has the line '" + line + "', which is not a size and a path");
                }
                directories.add(new Supervision.MemoryDirectory(words[0], words[1]));
            }
        }
        return directories;
    }

    private Optional<String> signal(String option) {
        return part.optional(option)
                .filter(value -> !value.text().isBlank())
                .map(value -> Signals.find(value.text().strip())
                        .orElseThrow(() -> value.reject("is no signal this machine knows")));
    }

    private Optional<Path> path(String option) {
        return part.optional(option)
                .filter(value -> !value.text().isBlank())
                .map(Value::asPath)
                .map(this::placed);
    }

    private List<Path> paths(String option) {
        List<Path> paths = new ArrayList<>();
        Optional<Value> words = part.optional(option);
        if (words.isPresent()) {
            for (String word : words.get().asWords()) {
                paths.add(placed(Path.of(word)));
            }
        }
        return paths;
    }

    private Path placed(Path file) {
        return part.directory().resolve(file);
    }

    /** There before anything is installed, and not of this buildout: then nobody will notice when it changes. */
    private boolean isStranger(Path file) {
        try {
            return Files.exists(file)
                    && !file.toRealPath().startsWith(part.directory().toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private Path wrapperPath() {
        return hashed.isEmpty() ? path : path.resolveSibling(path.getFileName() + "-" + digest("hash-files", hashed));
    }

    private String digest(String option, List<Path> files) throws BuildoutException {
        try {
            return ContentDigest.of(files);
        } catch (IOException e) {
            throw part.reject(option, "lists a file that cannot be read: " + e.getMessage());
        }
    }
}
