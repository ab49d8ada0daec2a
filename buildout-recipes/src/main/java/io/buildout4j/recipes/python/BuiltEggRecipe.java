package io.buildout4j.recipes.python;

import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds a Python distribution with libraries of one's own, or has one used from its source tree as it changes. */
final class BuiltEggRecipe implements Recipe {

    static final RecipeDescription CUSTOM = options(RecipeDescription.of(
                    "builds a Python distribution with libraries of one's own", "zc.recipe.egg:custom"))
            .withOptional("egg", OptionType.TEXT, "the distribution; also as option eggs", "the name of the part");

    static final RecipeDescription DEVELOP = options(
                    RecipeDescription.of("uses a Python distribution from its source tree", "zc.recipe.egg:develop"))
            .withRequired("setup", OptionType.PATH, "the directory of the source, or its setup.py");

    private static RecipeDescription options(RecipeDescription description) {
        return Environment.described(description)
                .withOptional(
                        "setup-eggs",
                        OptionType.LINES,
                        "what building it needs, a line each; taken instead of an isolated build")
                .withOptional("include-dirs", OptionType.PATHS, "directories of header files, a line each")
                .withOptional("library-dirs", OptionType.PATHS, "directories of libraries, a line each")
                .withOptional("rpath", OptionType.PATHS, "where libraries are looked for at run time, a line each")
                .withOptional("environment", OptionType.SECTION, "a section of environment variables")
                .withPublished("executable", "the interpreter, known before the part is installed");
    }

    private final Part part;
    private final Python python;
    private final Environment environment;
    private final List<String> what;
    private final List<String> needed;
    private final Map<String, String> variables = new LinkedHashMap<>();

    private BuiltEggRecipe(Part part, List<String> what) {
        this.part = part;
        this.what = what;
        python = Python.of(part);
        environment = Environment.of(part, python, Pins.of(part));
        needed = part.optional("setup-eggs").map(Value::asLines).orElse(List.of());
        part.optional("environment")
                .filter(value -> !value.text().isBlank())
                .ifPresent(section -> part.section(section.text().strip()).forEach((name, value) -> {
                    if (!name.equals("recipe")) {
                        variables.put(name, value.text());
                    }
                }));
        flags("CPPFLAGS", "include-dirs", "-I");
        flags("LDFLAGS", "library-dirs", "-L");
        flags("LDFLAGS", "rpath", "-Wl,-rpath,");
        part.optional("find-links");
        part.optional("index");
        part.publish("executable", python.executable());
    }

    static BuiltEggRecipe custom(Part part) {
        String egg = part.optional("egg")
                .or(() -> part.optional("eggs"))
                .map(Value::text)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElse(part.name());
        try {
            // From source, as the point is what it is built with; what it needs may come ready.
            return new BuiltEggRecipe(
                    part, List.of("--no-binary", Requirement.parse(egg).name(), egg));
        } catch (IllegalArgumentException e) {
            throw part.reject("egg", String.valueOf(e.getMessage()));
        }
    }

    static BuiltEggRecipe develop(Part part) {
        Path setup = part.path("setup");
        boolean file = setup.getFileName().toString().equals("setup.py");
        Path parent = setup.getParent();
        return new BuiltEggRecipe(part, List.of("--editable", (file && parent != null ? parent : setup).toString()));
    }

    private void flags(String variable, String option, String flag) {
        for (String line : part.optional(option).map(Value::asLines).orElse(List.of())) {
            variables.merge(variable, flag + part.directory().resolve(line), (earlier, later) -> earlier + " " + later);
        }
    }

    @Override
    public void install(Installation installation) throws Exception {
        if (!python.isThere(part)) {
            throw part.reject("needs Python, and there is no " + python.executable()
                    + "; install Python 3, or name one in [buildout] executable");
        }
        boolean develops = what.get(0).equals("--editable");
        if (develops && !Files.isDirectory(Path.of(what.get(1)))) {
            throw part.reject("setup", "names " + what.get(1) + ", which is no directory");
        }
        if (!develops && !environment.hasSources()) {
            throw part.reject("needs an archive to build, and this run is offline without find-links");
        }
        try {
            List<String> words = new ArrayList<>();
            if (!needed.isEmpty()) {
                environment.install(needed, Map.of(), installation);
            }
            if (!needed.isEmpty() || !environment.hasSources()) {
                words.add("--no-build-isolation");
            }
            words.addAll(what);
            environment.install(words, variables, installation);
        } catch (IOException e) {
            throw part.reject(String.valueOf(e.getMessage()));
        }
    }
}
