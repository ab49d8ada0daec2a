package io.buildout4j.engine.install;

import io.buildout4j.download.Downloads;
import io.buildout4j.engine.plan.Ground;
import io.buildout4j.engine.plan.PlannedInstall;
import io.buildout4j.engine.plan.Planner;
import io.buildout4j.engine.prepare.Preparation;
import io.buildout4j.engine.prepare.RecipeBook;
import io.buildout4j.engine.state.Boot;
import io.buildout4j.install.Cancellation;
import io.buildout4j.install.InstallListener;
import io.buildout4j.install.InstallReport;
import io.buildout4j.recipe.RecipeFactory;
import io.buildout4j.recipe.RecipeProvider;
import io.buildout4j.recipe.Services;
import io.buildout4j.recipe.UninstallHook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A buildout directory for tests. */
final class Site {

    final Path directory;
    private final Map<String, RecipeFactory> recipes = new LinkedHashMap<>();
    private final Map<String, UninstallHook> hooks = new LinkedHashMap<>();
    private final List<InstallListener> listeners = new ArrayList<>();
    private String profile = "";
    int parallelism = 1;
    boolean keepGoing;
    Boot boot = Boot.here();
    Duration patience = Duration.ZERO;
    Cancellation cancellation = new Cancellation();

    Site(Path directory) {
        this.directory = directory;
        recipe("file", FileRecipe::new);
        recipe("values", part -> installation -> {});
    }

    Site recipe(String name, RecipeFactory factory) {
        recipes.put(name, factory);
        return this;
    }

    Site hook(String name, UninstallHook hook) {
        hooks.put(name, hook);
        return this;
    }

    Site listener(InstallListener listener) {
        listeners.add(listener);
        return this;
    }

    Site profile(String text) {
        profile = text;
        return this;
    }

    PlannedInstall plan(String... only) {
        SmallProfile sections = new SmallProfile(directory, profile);
        RecipeProvider provider = new RecipeProvider() {
            @Override
            public Map<String, RecipeFactory> recipes() {
                return recipes;
            }

            @Override
            public Map<String, UninstallHook> uninstallHooks() {
                return hooks;
            }
        };
        Services services = new Services() {
            @Override
            public Downloads downloads() {
                throw new UnsupportedOperationException();
            }

            @Override
            public <T> Optional<T> find(Class<T> type) {
                return Optional.empty();
            }
        };
        Preparation preparation = new Preparation(directory, new RecipeBook(List.of(provider)), services);
        sections.constructing(preparation::construct);
        List<String> parts = only.length > 0
                ? List.of(only)
                : sections.open("buildout").read("parts").orElseThrow().asWords();
        Ground ground = Ground.survey(directory, Optional.of(directory.resolve(".installed.cfg")), sections, boot);
        preparation.prepare(parts, sections, ground);
        return new Planner(directory, preparation, sections, ground).plan(List.of(only), preparation.warnings());
    }

    InstallReport install(String... only) {
        return install(plan(only));
    }

    InstallReport install(PlannedInstall plan) {
        return new Installer(plan, new Terms(parallelism, keepGoing, patience, listeners, cancellation)).install();
    }

    /** Every file by its path, with its text; links as {@code -> target}, directories as {@code /}. */
    Map<String, String> tree() throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) walk::iterator) {
                String name = directory.relativize(path).toString();
                if (name.isEmpty() || name.startsWith(".buildout4j")) {
                    continue;
                }
                if (Files.isSymbolicLink(path)) {
                    tree.put(name, "-> " + Files.readSymbolicLink(path));
                } else {
                    tree.put(name, Files.isDirectory(path) ? "/" : Files.readString(path));
                }
            }
        }
        return tree;
    }

    String state() throws IOException {
        return Files.readString(directory.resolve(".installed.cfg"));
    }
}
