package io.buildout4j.recipes.custom;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.recipe.testkit.RecipeHarness;
import io.buildout4j.recipes.StandardRecipes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustomRecipesTest {

    private static final String SOURCE = """
            package com.example;

            import io.buildout4j.recipe.Installation;
            import io.buildout4j.recipe.Part;
            import io.buildout4j.recipe.Recipe;
            import java.nio.file.Files;
            import java.nio.file.Path;

            public final class Greeting implements Recipe {
                private final Path file;

                public Greeting(Part part) {
                    file = part.path("file");
                    part.publish("greets", new Word().text());
                }

                @Override
                public void install(Installation installation) throws Exception {
                    Files.writeString(installation.created(file), "hello");
                }

                private static final class Word {
                    String text() {
                        return "world";
                    }
                }
            }
            """;

    @TempDir
    Path directory;

    private RecipeHarness harness;
    private Path source;

    @BeforeEach
    void begin() throws IOException {
        harness = RecipeHarness.in(directory).recipes(new StandardRecipes());
        source = Files.writeString(
                Files.createDirectory(directory.resolve("recipes")).resolve("Greeting.java"), SOURCE);
    }

    private void part(String recipe) {
        harness.clear().part("hello", "recipe = " + recipe, "file = out.txt");
    }

    @Test
    void aSourceFileIsCompiledAndUsed() {
        part("recipes/Greeting.java");
        harness.install();
        assertThat(directory.resolve("out.txt")).hasContent("hello");
        assertThat(harness.value("hello", "greets").text()).isEqualTo("world");
        harness.uninstall();
        assertThat(directory.resolve("out.txt")).doesNotExist();
    }

    @Test
    void aChangeOfTheSourceMakesThePartAnew() throws Exception {
        part("recipes/Greeting.java");
        harness.install();
        assertThat(harness.plan().changes())
                .allMatch(change -> change.action().word().equals("update"));
        Files.writeString(source, SOURCE.replace("\"hello\"", "\"bye\""));
        harness.install();
        assertThat(directory.resolve("out.txt")).hasContent("bye");
    }

    @Test
    void whatDoesNotCompileIsToldWithItsLine() throws Exception {
        Files.writeString(source, SOURCE.replace("part.path(", "part.puth("));
        part("${buildout:directory}/recipes/Greeting.java");
        assertThat(harness.failure().diagnostic().line())
                .contains("recipe")
                .contains("does not compile", source + ":13: cannot find symbol");
    }

    @Test
    void aClassThatIsNoRecipeIsRefused() throws Exception {
        Files.writeString(source, "package com.example; public class Greeting {}");
        part("recipes/Greeting.java");
        assertThat(harness.failure().diagnostic().line()).contains("does not implement io.buildout4j.recipe.Recipe");
        Files.writeString(source, SOURCE.replace("Greeting(Part part)", "Greeting(Part part, int more)"));
        assertThat(harness.failure().diagnostic().line()).contains("has no public constructor that takes a");
        part("recipes/Missing.java");
        assertThat(harness.failure().diagnostic().line()).contains("there is no such file");
    }

    @Test
    void aClassInAJarIsUsed() throws Exception {
        Path classes = Files.createDirectory(directory.resolve("classes"));
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString());
        assertThat(status).isZero();
        try (OutputStream out = Files.newOutputStream(directory.resolve("recipes.jar"));
                ZipOutputStream jar = new ZipOutputStream(out)) {
            for (String name : new String[] {"com/example/Greeting.class", "com/example/Greeting$Word.class"}) {
                jar.putNextEntry(new ZipEntry(name));
                jar.write(Files.readAllBytes(classes.resolve(name)));
            }
        }
        part("recipes.jar:com.example.Greeting");
        harness.install();
        assertThat(directory.resolve("out.txt")).hasContent("hello");
        part("recipes.jar:com.example.Other");
        assertThat(harness.failure().diagnostic().line()).contains("class com.example.Other, which is not in");
    }
}
