package io.buildout4j.recipes.custom;

import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipe.RecipeFactory;
import io.buildout4j.recipes.bridge.FileRecipe;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Recipes that a profile names by where they are: {@code recipe = path/to/Greeting.java}, which is compiled in memory, or
 * {@code recipe = path/to/recipes.jar:com.example.Greeting}; the class is public and has a public constructor that takes a
 * {@link Part}. {@code recipe = path/to/greeting.py} is run by the machine's Python; its class is {@code Recipe} unless
 * another is named behind a colon. Relative paths begin at the buildout's directory.
 */
public final class CustomRecipes {

    private static final Pattern IN_JAR = Pattern.compile("(.+\\.jar):([\\w.$]+)");
    private static final Pattern IN_PYTHON = Pattern.compile("(.+\\.py)(?::(\\w+))?");

    private CustomRecipes() {}

    /** The recipe that the text of a {@code recipe} option leads to, if it is of one of these kinds. */
    public static Optional<RecipeFactory> find(String recipe) {
        String text = recipe.strip();
        Matcher inJar = IN_JAR.matcher(text);
        if (inJar.matches()) {
            return Optional.of(part -> fromJar(part, file(part, inJar.group(1)), inJar.group(2)));
        }
        Matcher inPython = IN_PYTHON.matcher(text);
        if (inPython.matches()) {
            String className = Optional.ofNullable(inPython.group(2)).orElse("Recipe");
            return Optional.of(part -> new FileRecipe(part, file(part, inPython.group(1)), className));
        }
        return text.endsWith(".java") ? Optional.of(part -> fromSource(part, file(part, text))) : Optional.empty();
    }

    private static Path file(Part part, String text) {
        Path file = part.directory().resolve(text).normalize();
        if (!Files.isRegularFile(file)) {
            throw part.reject("recipe", "names " + file + ", and there is no such file");
        }
        return file;
    }

    private static Recipe fromSource(Part part, Path file) throws Exception {
        String source = Files.readString(file);
        Class<?> type = new SourceFile(part, file, source).compile();
        return new Versioned(made(part, type), DigestUtils.sha256Hex(source));
    }

    private static Recipe fromJar(Part part, Path file, String className) throws Exception {
        // The loader lives as long as the recipe does, which may load further classes while it acts.
        URLClassLoader loader = new URLClassLoader(new URL[] {url(file)}, CustomRecipes.class.getClassLoader());
        try {
            Class<?> type = loader.loadClass(className);
            return new Versioned(made(part, type), new DigestUtils(DigestUtils.getSha256Digest()).digestAsHex(file));
        } catch (ClassNotFoundException e) {
            loader.close();
            throw part.reject("recipe", "names class " + className + ", which is not in " + file);
        }
    }

    private static URL url(Path file) throws MalformedURLException {
        return file.toUri().toURL();
    }

    /** An object of a class that should be a recipe. */
    private static Recipe made(Part part, Class<?> type) throws Exception {
        if (!Recipe.class.isAssignableFrom(type)) {
            throw part.reject(
                    "recipe", "names class " + type.getName() + ", which does not implement " + Recipe.class.getName());
        }
        Constructor<?> constructor;
        try {
            constructor = type.getConstructor(Part.class);
        } catch (NoSuchMethodException e) {
            throw part.reject(
                    "recipe",
                    "names class " + type.getName() + ", which has no public constructor that takes a "
                            + Part.class.getName());
        }
        try {
            return (Recipe) constructor.newInstance(part);
        } catch (IllegalAccessException | InstantiationException e) {
            throw part.reject("recipe", "names class " + type.getName() + ", which is not public, or abstract");
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Lets the bytes of a recipe decide whether its parts are made anew, as its author writes no release number. */
    private record Versioned(Recipe recipe, String digest) implements Recipe {

        @Override
        public void install(Installation installation) throws Exception {
            recipe.install(installation);
        }

        @Override
        public void update(Installation installation) throws Exception {
            recipe.update(installation);
        }

        @Override
        public void prefetch() throws Exception {
            recipe.prefetch();
        }

        @Override
        public String version() {
            return recipe.getClass().getName() + "-" + digest.substring(0, 16);
        }
    }
}
