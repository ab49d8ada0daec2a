package io.buildout4j.recipes.promise;

import io.buildout4j.profile.Origin;
import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.output.FileMode;
import io.buildout4j.recipes.output.OutputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Writes the file by which a promise runner finds a promise and its parameters. */
final class PromisePluginRecipe implements Recipe {

    static final RecipeDescription DESCRIPTION = RecipeDescription.of(
                    "writes a promise for the promise runner", "slapos.cookbook:promise.plugin")
            .withRequired("output", OptionType.PATH, "the file to write; runners read files that end in .py")
            .withOptional(
                    "module",
                    OptionType.TEXT,
                    "a built-in promise, a Java class, or a Python module beside the profile")
            .withOptional("file", OptionType.PATH, "a Python file to execute, instead of a module")
            .withOptional("class", OptionType.TEXT, "the class in it", "RunPromise")
            .withOptional("eggs", OptionType.WORDS, "Python distributions the promise wants")
            .withOptional("mode", OptionType.MODE, "of the file", "0644")
            .withOptional("config-*", OptionType.TEXT, "parameters of the promise, without the prefix");

    private static final String PREFIX = "config-";
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
    private static final Set<String> KEYWORDS = Set.of(
            "False",
            "None",
            "True",
            "and",
            "as",
            "assert",
            "async",
            "await",
            "break",
            "class",
            "continue",
            "def",
            "del",
            "elif",
            "else",
            "except",
            "finally",
            "for",
            "from",
            "global",
            "if",
            "import",
            "in",
            "is",
            "lambda",
            "nonlocal",
            "not",
            "or",
            "pass",
            "raise",
            "return",
            "try",
            "while",
            "with",
            "yield");

    private final Part part;
    private final Path output;
    private final FileMode mode;
    private final Optional<Value> module;
    private final Optional<Value> file;
    private final String promiseClass;
    private final SortedMap<String, String> parameters = new TreeMap<>();

    PromisePluginRecipe(Part part) {
        this.part = part;
        module = filled("module");
        file = filled("file");
        promiseClass = filled("class").map(value -> value.text().strip()).orElse("RunPromise");
        if (!isName(promiseClass)) {
            throw part.reject("class", "is '" + promiseClass + "', which is not a valid class name");
        }
        if (module.isPresent() == file.isPresent()) {
            throw part.reject("either 'module' or 'file' is required but not both");
        }
        module.ifPresent(value -> {
            if (!Stream.of(value.text().split("\\.", -1)).allMatch(PromisePluginRecipe::isName)) {
                throw value.reject("is not a valid module name");
            }
        });
        output = part.directory().resolve(part.required("output").asPath());
        mode = part.optional("mode").map(FileMode::of).orElse(new FileMode(0644));
        part.optional("eggs");
        part.options().forEach((option, value) -> {
            if (option.startsWith(PREFIX)) {
                parameters.put(option.substring(PREFIX.length()), value.text());
            }
        });
    }

    @Override
    public void install(Installation installation) throws IOException {
        PromisePlugin plugin = new PromisePlugin(
                part.name(),
                module.map(Value::text),
                file.map(value -> part.directory().resolve(value.asPath()).toString()),
                promiseClass,
                parameters,
                module.flatMap(this::directoryOf)
                        .map(Path::toString)
                        .map(List::of)
                        .orElse(List.of()));
        new OutputFile(output, plugin.text(), mode).write(installation);
    }

    @Override
    public void update(Installation installation) throws IOException {
        install(installation);
    }

    /** A Python module may stand beside the profile that names it, or in the buildout's directory. */
    private Optional<Path> directoryOf(Value name) {
        String relative = name.text().replace('.', '/') + ".py";
        Stream<Path> besideProfile = Stream.empty();
        if (name.origin() instanceof Origin.File origin && !origin.source().contains("://")) {
            besideProfile =
                    Stream.ofNullable(part.directory().resolve(origin.source()).getParent());
        }
        return Stream.concat(besideProfile, Stream.of(part.directory()))
                .filter(directory -> Files.isRegularFile(directory.resolve(relative)))
                .findFirst();
    }

    private Optional<Value> filled(String option) {
        return part.optional(option).filter(value -> !value.text().isBlank());
    }

    private static boolean isName(String word) {
        return NAME.matcher(word).matches() && !KEYWORDS.contains(word);
    }
}
