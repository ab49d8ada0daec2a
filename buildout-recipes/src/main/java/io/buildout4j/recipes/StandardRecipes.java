package io.buildout4j.recipes;

import io.buildout4j.recipe.RecipeFactory;
import io.buildout4j.recipe.RecipeProvider;
import io.buildout4j.recipe.UninstallHook;
import io.buildout4j.recipes.bridge.BridgeRecipes;
import io.buildout4j.recipes.catalog.CatalogEntry;
import io.buildout4j.recipes.catalog.CatalogPage;
import io.buildout4j.recipes.catalog.OptionDescription;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.certificate.CertificateRecipes;
import io.buildout4j.recipes.command.CommandRecipes;
import io.buildout4j.recipes.compile.CompileRecipes;
import io.buildout4j.recipes.custom.CustomRecipes;
import io.buildout4j.recipes.directory.DirectoryRecipes;
import io.buildout4j.recipes.download.DownloadRecipes;
import io.buildout4j.recipes.logrotate.LogrotateRecipes;
import io.buildout4j.recipes.missing.MissingRecipes;
import io.buildout4j.recipes.promise.PromiseRecipes;
import io.buildout4j.recipes.python.PythonRecipes;
import io.buildout4j.recipes.schedule.ScheduleRecipes;
import io.buildout4j.recipes.slap.SlapRecipes;
import io.buildout4j.recipes.template.TemplateRecipes;
import io.buildout4j.recipes.textfile.TextFileRecipes;
import io.buildout4j.recipes.value.ValueRecipes;
import io.buildout4j.recipes.wrapper.WrapperRecipes;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All recipes of this library, under the names and aliases that profiles use. */
public final class StandardRecipes implements RecipeProvider {

    private final List<CatalogPage> pages = pages();
    private final Map<String, RecipeFactory> recipes = recipesByName();

    /**
     * One line a package; a recipe is added in the list of its package. Recipes share what they keep, such as compiled
     * templates, with those of the same list only.
     */
    private static List<CatalogPage> pages() {
        return List.of(
                new BridgeRecipes(),
                new CertificateRecipes(),
                new CommandRecipes(),
                new CompileRecipes(),
                new DirectoryRecipes(),
                new DownloadRecipes(),
                new LogrotateRecipes(),
                new PromiseRecipes(),
                new PythonRecipes(),
                new ScheduleRecipes(),
                new SlapRecipes(),
                new TemplateRecipes(),
                new TextFileRecipes(),
                new ValueRecipes(),
                new WrapperRecipes());
    }

    private Map<String, RecipeFactory> recipesByName() {
        Map<String, RecipeFactory> all = MissingRecipes.factories();
        for (CatalogPage page : pages) {
            for (String name : page.names()) {
                all.put(name, page.factory(name));
            }
        }
        return Collections.unmodifiableMap(all);
    }

    @Override
    public Map<String, RecipeFactory> recipes() {
        return recipes;
    }

    /** Recipes beside the profile: a Java or Python file, or a class in a jar, as {@link CustomRecipes} tells. */
    @Override
    public Optional<RecipeFactory> find(String recipe) {
        return CustomRecipes.find(recipe);
    }

    @Override
    public Map<String, Set<String>> options() {
        Map<String, Set<String>> options = new TreeMap<>();
        for (RecipeDescription description : descriptions()) {
            Set<String> names = Stream.of(description.options(), description.published())
                    .flatMap(List::stream)
                    .map(OptionDescription::name)
                    .collect(Collectors.toUnmodifiableSet());
            description.names().forEach(name -> options.put(name, names));
        }
        return options;
    }

    @Override
    public Map<String, UninstallHook> uninstallHooks() {
        Map<String, UninstallHook> hooks = new HashMap<>();
        for (CatalogPage page : pages) {
            for (CatalogEntry entry : page.entries()) {
                entry.uninstallHook()
                        .ifPresent(hook -> entry.description().names().forEach(name -> hooks.put(name, hook)));
            }
        }
        return hooks;
    }

    /**
     * Whether a text names a recipe of this library that does its work; some that exist elsewhere are known by name alone,
     * to be refused with advice.
     */
    public static boolean provides(String recipe) {
        String plain =
                recipe.endsWith(":default") ? recipe.substring(0, recipe.length() - ":default".length()) : recipe;
        return pages().stream()
                .map(CatalogPage::names)
                .anyMatch(names -> names.contains(recipe) || names.contains(plain));
    }

    /** What each recipe is called, does and reads, in the order in which to list them. */
    public List<RecipeDescription> descriptions() {
        return pages.stream()
                .flatMap(page -> page.entries().stream())
                .map(CatalogEntry::description)
                .toList();
    }
}
