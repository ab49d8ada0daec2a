package io.buildout4j.engine.install;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A change that does everything at once: one part is new where nothing was, one stands in the way of a user's file, one is made anew, one
 * grows, one is left alone, one goes, one fills a directory that a user began, and all have to survive an accident.
 */
final class Scenario {

    static final String BEFORE = """
            [buildout]
            parts = same changed grows goes
            [same]
            recipe = file
            text = same
            [changed]
            recipe = tree
            text = old
            [grows]
            recipe = grow
            [goes]
            recipe = file
            output = bin/goes
            text = goes
            """;

    static final String AFTER = """
            [buildout]
            parts = fresh same changed grows new fills
            [same]
            recipe = file
            text = same
            [changed]
            recipe = tree
            text = new
            [grows]
            recipe = grow
            [new]
            recipe = file
            output = bin/mine
            text = ${changed:text}
            [fills]
            recipe = tree
            text = fills
            [fresh]
            recipe = tree
            text = fresh
            """;

    private Scenario() {}

    static Site site(Path directory) {
        return new Site(directory)
                .recipe("tree", part -> {
                    Path root = part.location();
                    String text = part.required("text").text();
                    return installation -> {
                        Files.createDirectories(installation.created(root));
                        Files.createDirectories(root.resolve("deep/er"));
                        Files.writeString(root.resolve("deep/er/file"), text);
                        if (!Files.exists(root.resolve("link"), java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
                            Files.createSymbolicLink(root.resolve("link"), Path.of("nowhere"));
                        }
                    };
                })
                .recipe("grow", part -> new io.buildout4j.recipe.Recipe() {
                    @Override
                    public void install(io.buildout4j.recipe.Installation installation) throws IOException {
                        Files.writeString(installation.created(Path.of("grown")), "1");
                    }

                    @Override
                    public void update(io.buildout4j.recipe.Installation installation) throws IOException {
                        Files.writeString(installation.created(Path.of("grown")), "12");
                        Files.writeString(installation.created(Path.of("grown-more")), "more");
                    }
                });
    }

    /** The first profile installed, with what a user put there. */
    static void begin(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("bin"));
        Files.writeString(directory.resolve("bin/mine"), "mine");
        Files.createDirectories(directory.resolve("parts/fills/deep"));
        Files.writeString(directory.resolve("parts/fills/deep/mine"), "mine");
        site(directory).profile(BEFORE).install();
    }

    static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(dir).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file).toString()),
                        java.nio.file.LinkOption.NOFOLLOW_LINKS,
                        StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Installs the second profile: run in a process of its own by the tests that kill it. */
    public static void main(String[] arguments) {
        site(Path.of(arguments[0])).profile(AFTER).install();
    }
}
