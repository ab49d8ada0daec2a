package io.buildout4j.recipes.python;

import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.output.FileMode;
import io.buildout4j.recipes.output.OutputFile;
import io.buildout4j.recipes.shell.ShellWords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Python distributions and their scripts. Those that the machine's Python has, in the versions the profile wants, are taken
 * from it; pip installs the others in a virtual environment. Constructing it wants no Python at all; only what a part asks for
 * when it is installed does.
 */
final class EggRecipe implements Recipe {

    static final RecipeDescription SCRIPTS = options(RecipeDescription.of(
                    "has Python distributions, and writes scripts and an interpreter for them",
                    "zc.recipe.egg",
                    "zc.recipe.egg:scripts"))
            .withOptional("scripts", OptionType.WORDS, "which scripts to write, a=b to rename; empty for none", "all")
            .withOptional("entry-points", OptionType.LINES, "further scripts, a line each: name=module:function")
            .withOptional(
                    "dependent-scripts", OptionType.TRUTH, "scripts of what the distributions need as well", "false")
            .withOptional("interpreter", OptionType.TEXT, "the name of a launcher of the interpreter to write")
            .withOptional("initialization", OptionType.CODE, "Python to run at the beginning of each script")
            .withOptional(
                    "arguments",
                    OptionType.CODE,
                    "Python source of the arguments that scripts call their functions with");

    static final RecipeDescription EGGS =
            options(RecipeDescription.of("has Python distributions", "zc.recipe.egg:eggs"));

    private static RecipeDescription options(RecipeDescription description) {
        return Environment.described(description.withOptional(
                        "eggs", OptionType.WORDS, "the distributions, a line each", "the name of the part"))
                .withOptional(
                        "relative-paths",
                        OptionType.TRUTH,
                        "whether scripts find extra-paths from where they stand",
                        "relative-paths of [buildout], else false")
                .withOptional("extra-paths", OptionType.PATHS, "directories in which to look for modules first")
                .withPublished("executable", "the interpreter, known before the part is installed")
                .withPublished("bin-directory", "where scripts go");
    }

    private static final FileMode PROGRAM = new FileMode(0755);

    private final Part part;
    private final Python python;
    private final Path programs;
    private final List<Requirement> wanted;
    private final Pins pins;
    private final Environment environment;
    private final PickedVersions picked;
    private final SearchPath searchPath;
    private final boolean dependentScripts;
    private final Optional<String> interpreter;
    private final Map<String, EntryPoint> entryPoints;
    private final Optional<Map<String, String>> renamed;
    private final String initialization;
    private final String arguments;

    EggRecipe(Part part, boolean writesScripts) {
        this.part = part;
        python = Python.of(part);
        wanted = requirements();
        pins = Pins.of(part);
        environment = Environment.of(part, python, pins);
        picked = PickedVersions.of(part);
        part.optional("find-links");
        part.optional("index");
        interpreter = filled("interpreter").filter(name -> writesScripts);
        entryPoints = writesScripts ? entryPoints() : Map.of();
        renamed = writesScripts ? part.optional("scripts").map(EggRecipe::renamings) : Optional.of(Map.of());
        initialization = filled("initialization").orElse("");
        arguments = filled("arguments").orElse("");
        programs = part.directory()
                .resolve(Optional.ofNullable(part.section("buildout").get("bin-directory"))
                        .map(Value::asPath)
                        .orElse(Path.of("bin")));
        Map<String, Value> buildout = part.section("buildout");
        searchPath = new SearchPath(
                part.optional("extra-paths").map(Value::asLines).orElse(List.of()).stream()
                        .map(line -> part.directory().resolve(line).normalize())
                        .toList(),
                programs,
                part.optional("relative-paths")
                        .or(() -> Optional.ofNullable(buildout.get("relative-paths")))
                        .map(Value::asBoolean)
                        .orElse(false));
        dependentScripts =
                part.optional("dependent-scripts").map(Value::asBoolean).orElse(false) && writesScripts;
        part.publish("executable", python.executable());
        part.publish("bin-directory", programs);
    }

    @Override
    public void install(Installation installation) throws Exception {
        if (wanted.isEmpty() && interpreter.isEmpty() && entryPoints.isEmpty()) {
            return;
        }
        if (!python.isThere(part)) {
            throw part.reject("needs Python for its option '"
                    + (interpreter.isPresent() ? "interpreter" : wanted.isEmpty() ? "entry-points" : "eggs")
                    + "', and there is no " + python.executable()
                    + "; install Python 3, or name one in [buildout] executable");
        }
        Map<String, EntryPoint> scripts = new LinkedHashMap<>(entryPoints);
        Distributions distributions = distributions(installation);
        if (dependentScripts || picked.areWanted()) {
            Dependents all = Dependents.of(distributions.python(), part.directory(), wanted);
            picked.tell(part, all.picked(), pins, installation);
            if (dependentScripts) {
                all.scripts().forEach((name, text) -> scripts.put(name, EntryPoint.parse(text)));
            }
        }
        for (Map.Entry<String, Distribution> found : distributions.found().entrySet()) {
            found.getValue().scripts().forEach((name, text) -> scripts.put(name, EntryPoint.parse(text)));
        }
        for (Map.Entry<String, EntryPoint> script : scripts.entrySet()) {
            Optional<String> name = renamed.isEmpty()
                    ? Optional.of(script.getKey())
                    : Optional.ofNullable(renamed.get().get(script.getKey()));
            if (name.isPresent()) {
                String text = script.getValue()
                        .script(distributions.python(), searchPath.python(), initialization, arguments);
                new OutputFile(programs.resolve(name.get()), text, PROGRAM).write(installation);
            }
        }
        if (interpreter.isPresent()) {
            new OutputFile(programs.resolve(interpreter.get()), interpreterLauncher(distributions.python()), PROGRAM)
                    .write(installation);
        }
    }

    @Override
    public void update(Installation installation) throws Exception {
        install(installation);
    }

    /**
     * What was wanted, and the Python that has it.
     *
     * @param found the distributions by the keys of their requirements
     */
    private record Distributions(String python, Map<String, Distribution> found) {}

    private Distributions distributions(Installation installation) throws IOException, InterruptedException {
        Distributions machine = of(python.executable());
        if (lacking(machine).isEmpty()) {
            return machine;
        }
        if (environment.isThere()) {
            Distributions before = of(environment.executable());
            if (lacking(before).isEmpty()) {
                return before;
            }
        }
        if (!environment.hasSources()) {
            throw part.reject(
                    "eggs",
                    "lists " + String.join(", ", lacking(machine)) + ", which " + python.executable()
                            + " does not have; this run is offline, and no find-links says where they are");
        }
        try {
            environment.install(wanted.stream().map(pins::stated).toList(), Map.of(), installation);
        } catch (IOException e) {
            throw part.reject("eggs", "cannot be had: " + e.getMessage());
        }
        // What pip calls done is done.
        return of(environment.executable());
    }

    private Distributions of(String executable) throws IOException, InterruptedException {
        return new Distributions(
                executable,
                wanted.isEmpty() ? Map.of() : Distribution.find(executable, part.directory(), wanted, pins));
    }

    /** What a Python does not have, or in a version that is not wanted. */
    private List<String> lacking(Distributions distributions) {
        return wanted.stream()
                .filter(requirement -> {
                    Distribution distribution = distributions.found().get(requirement.key());
                    return distribution == null || !distribution.fits();
                })
                .map(requirement -> pins.find(requirement)
                        .map(version -> requirement.text() + " " + version)
                        .orElse(requirement.text()))
                .toList();
    }

    private List<Requirement> requirements() {
        List<Requirement> requirements = new ArrayList<>();
        for (String line : part.optional("eggs").map(Value::asLines).orElse(List.of(part.name()))) {
            try {
                requirements.add(Requirement.parse(line));
            } catch (IllegalArgumentException e) {
                throw part.reject("eggs", String.valueOf(e.getMessage()));
            }
        }
        return requirements;
    }

    private Map<String, EntryPoint> entryPoints() {
        Map<String, EntryPoint> points = new LinkedHashMap<>();
        for (String word : part.optional("entry-points").map(Value::asWords).orElse(List.of())) {
            int equals = word.indexOf('=');
            try {
                if (equals <= 0) {
                    throw new IllegalArgumentException("has '" + word + "', which is not name=module:function");
                }
                points.put(word.substring(0, equals), EntryPoint.parse(word.substring(equals + 1)));
            } catch (IllegalArgumentException e) {
                throw part.reject("entry-points", String.valueOf(e.getMessage()));
            }
        }
        return points;
    }

    private static Map<String, String> renamings(Value scripts) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String word : scripts.asWords()) {
            String[] sides = word.split("=", 2);
            names.put(sides[0], sides[sides.length - 1]);
        }
        return names;
    }

    private String interpreterLauncher(String executable) {
        return "#!/bin/sh -e\n" + searchPath.shell() + "exec " + ShellWords.quote(executable) + " \"$@\"\n";
    }

    private Optional<String> filled(String option) {
        return part.optional(option).map(Value::text).map(String::strip).filter(text -> !text.isEmpty());
    }
}
