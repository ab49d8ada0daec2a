package io.buildout4j.recipe.testkit;

import io.buildout4j.Buildout;
import io.buildout4j.BuildoutException;
import io.buildout4j.install.InstallListener;
import io.buildout4j.install.InstallPlan;
import io.buildout4j.install.InstallReport;
import io.buildout4j.profile.Value;
import io.buildout4j.recipe.RecipeFactory;
import io.buildout4j.recipe.RecipeProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A directory with a profile in it and the real engine around it, for testing a recipe as it will be used:
 *
 * <pre>{@code
 * RecipeHarness harness = RecipeHarness.in(temporary)
 *         .recipe("acme:greeting", GreetingRecipe::new)
 *         .part("hello", "recipe = acme:greeting", "name = World");
 * harness.install();
 * assertEquals("Hello, World\n", harness.tree().get("parts/hello/greeting.txt"));
 * harness.uninstall();
 * assertEquals(Map.of(), harness.tree());
 * }</pre>
 *
 * <p>Not safe for use by several threads.
 */
public final class RecipeHarness {

    private static final String PROFILE = "buildout.cfg";

    private final Path directory;
    private final Buildout.Builder builder =
            Buildout.builder().withoutUserDefaults().listener(new Listening());
    private final List<String> parts = new ArrayList<>();
    private final List<String> output = new ArrayList<>();
    private final StringBuilder sections = new StringBuilder();

    private RecipeHarness(Path directory) {
        this.directory = directory;
    }

    /** A harness in an empty directory, best a temporary one. */
    public static RecipeHarness in(Path directory) {
        return new RecipeHarness(directory.toAbsolutePath().normalize());
    }

    /** Registers the recipe under test, or another one its profile needs. */
    public RecipeHarness recipe(String name, RecipeFactory factory) {
        builder.recipe(name, factory);
        return this;
    }

    /** Registers a provider's recipes and uninstall hooks. */
    public RecipeHarness recipes(RecipeProvider provider) {
        builder.recipes(provider);
        return this;
    }

    /** Offers something to recipes, as a host would. */
    public <T> RecipeHarness service(Class<T> type, T service) {
        builder.service(type, service);
        return this;
    }

    /** Changes whatever else a host can settle. */
    public RecipeHarness settings(java.util.function.Consumer<Buildout.Builder> change) {
        change.accept(builder);
        return this;
    }

    /**
     * Adds a part to the profile, after those that are there.
     *
     * @param lines the lines of its section, as in a profile
     */
    public RecipeHarness part(String name, String... lines) {
        parts.add(name);
        return section(name, lines);
    }

    /** Adds a section that is no part of its own. */
    public RecipeHarness section(String name, String... lines) {
        sections.append('[').append(name).append("]\n");
        for (String line : lines) {
            sections.append(line).append('\n');
        }
        return this;
    }

    /** Forgets all parts and sections, so that others can be given, as when a profile is edited. */
    public RecipeHarness clear() {
        parts.clear();
        sections.setLength(0);
        return this;
    }

    /** The directory of the buildout, absolute. */
    public Path directory() {
        return directory;
    }

    /** What installing would do now. All recipes are constructed; nothing is installed. */
    public InstallPlan plan() {
        return plan(builder.build(), parts);
    }

    private InstallPlan plan(Buildout buildout, List<String> wanted) {
        Path profile = directory.resolve(PROFILE);
        try {
            Files.createDirectories(directory);
            Files.writeString(profile, "[buildout]\nparts =\n  " + String.join("\n  ", wanted) + "\n" + sections);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return buildout.plan(buildout.load(profile));
    }

    /**
     * Installs the parts; those that are installed and unchanged are updated.
     *
     * @throws BuildoutException whatever a host would get
     */
    public InstallReport install() {
        output.clear();
        Buildout buildout = builder.build();
        return buildout.install(plan(buildout, parts));
    }

    /** Uninstalls all parts. */
    public InstallReport uninstall() {
        Buildout buildout = builder.build();
        return buildout.install(plan(buildout, List.of()));
    }

    /**
     * Installs, expecting that it fails.
     *
     * @return why it failed; what the failed part made is taken back
     * @throws IllegalStateException if it does not fail
     */
    public BuildoutException failure() {
        try {
            install();
        } catch (BuildoutException e) {
            return e;
        }
        throw new IllegalStateException("the installation was expected to fail, and succeeded");
    }

    /** What an option of a part is once its recipe is constructed. */
    public Value value(String part, String option) {
        Map<String, Value> values = install().parts().getOrDefault(part, Map.of());
        Value value = values.get(option);
        if (value == null) {
            throw new IllegalStateException("part " + part + " has no option " + option + ", only " + values.keySet());
        }
        return value;
    }

    /** What the parts' steps and child processes said during the last installation, a line each. */
    public List<String> output() {
        return List.copyOf(output);
    }

    /**
     * Every file below the directory by its path, with its text: links as {@code -> target}, empty directories as {@code
     * /}. What belongs to the engine rather than to parts is left out: the profile, the record, the standard directories
     * while they are empty.
     */
    public Map<String, String> tree() {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) walk::iterator) {
                String name = directory.relativize(path).toString().replace('\\', '/');
                if (!isOfTheEngine(name) && !(Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && hasEntries(path))) {
                    tree.put(name, describe(path));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tree;
    }

    private static boolean isOfTheEngine(String name) {
        return name.isEmpty()
                || name.startsWith(".buildout4j")
                || List.of(PROFILE, ".installed.cfg", "bin", "parts", "eggs", "develop-eggs")
                        .contains(name);
    }

    private static boolean hasEntries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isPresent();
        }
    }

    private static String describe(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return "-> " + Files.readSymbolicLink(path);
        }
        if (Files.isDirectory(path)) {
            return "/";
        }
        // Files need not be text.
        return new String(Files.readAllBytes(path), java.nio.charset.StandardCharsets.UTF_8);
    }

    private final class Listening implements InstallListener {
        @Override
        public void step(String part, String what) {
            output.add(what);
        }

        @Override
        public void output(String part, String line) {
            output.add(line);
        }
    }
}
