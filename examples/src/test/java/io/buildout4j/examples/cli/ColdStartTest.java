package io.buildout4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process of its own loads before it is done: most of the time of a short run goes there. */
class ColdStartTest {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    @TempDir
    private Path directory;

    @Test
    void aRunThatFindsNothingToDoLoadsNoTemplatesNoHttpNoJsonAndNoArchives() throws Exception {
        Files.writeString(directory.resolve("buildout.cfg"), """
                [buildout]
                parts = directory script

                [directory]
                recipe = slapos.cookbook:mkdirectory
                bin = ${buildout:directory}/scripts

                [script]
                recipe = slapos.cookbook:wrapper
                command-line = /bin/true
                wrapper-path = ${directory:bin}/run
                """);
        program();

        Set<String> loaded = loaded();

        assertThat(loaded)
                .contains("io.buildout4j.engine.install.Installer", "io.buildout4j.recipes.wrapper.WrapperRecipe");
        assertThat(loaded)
                .filteredOn(name -> name.startsWith("com.hubspot.jinjava.")
                        || name.startsWith("org.apache.hc.")
                        || name.startsWith("java.net.http.")
                        || name.startsWith("com.fasterxml.jackson.")
                        || name.startsWith("org.apache.commons.compress.")
                        || name.startsWith("io.buildout4j.recipes.template.python.")
                        // The methods of a record are put together by method handles when they are first called.
                        || name.equals("java.lang.runtime.ObjectMethods")
                        || name.equals("io.buildout4j.examples.cli.RenderCommand"))
                .isEmpty();
    }

    /** Each lambda is put together when it is first reached; the first one costs as much as twenty classes. */
    @Test
    void aRunWithoutPartsPutsTogetherNoLambdasAndNoLogger() throws Exception {
        Files.writeString(directory.resolve("buildout.cfg"), "[buildout]\nparts =\n");
        program();

        Set<String> loaded = loaded();

        assertThat(loaded).contains("io.buildout4j.engine.install.Installer");
        assertThat(loaded)
                .filteredOn(name -> name.startsWith("io.buildout4j.") && name.contains("$$Lambda")
                        || name.equals("org.slf4j.LoggerFactory"))
                .isEmpty();
    }

    @Test
    @Tag("slow")
    void theLauncherMakesAnArchiveOnceFromWhichTheNextRunStarts() throws Exception {
        Path launcher = Path.of("buildout").toAbsolutePath();
        assumeTrue(Files.isExecutable(launcher), "the launcher is run by a POSIX shell");
        Path jar = jar(directory.resolve("buildout.jar"));

        assertThat(launch(launcher, jar, "")).startsWith("buildout4j ");
        List<Path> archives = archives();
        assertThat(archives).hasSize(1);
        FileTime made = Files.getLastModifiedTime(archives.get(0));
        String second = launch(launcher, jar, "-Xlog:class+load:stdout");

        assertThat(second).containsPattern("io.buildout4j.examples.cli.GlobalOptions source: shared objects file");
        assertThat(archives()).isEqualTo(archives);
        assertThat(Files.getLastModifiedTime(archives.get(0))).isEqualTo(made);
    }

    private String launch(Path launcher, Path jar, String options) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(launcher.toString(), "--version");
        builder.environment().put("BUILDOUT_JAR", jar.toString());
        builder.environment().put("BUILDOUT_JAVA_OPTIONS", options);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return finished(builder);
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().contains(".jsa")).toList();
        }
    }

    /** The names of the classes that a run loads. */
    private Set<String> loaded() throws Exception {
        Set<String> loaded = new HashSet<>();
        for (String line : program("-Xlog:class+load:stdout").lines().toList()) {
            // [0.012s][info][class,load] java.lang.Object source: …
            String[] words = line.split(" ", 3);
            loaded.add(words.length > 1 ? words[1] : "");
        }
        return loaded;
    }

    private String program(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(JAVA.toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), BuildoutProgram.class.getName(), "-U"));
        return finished(new ProcessBuilder(command));
    }

    private String finished(ProcessBuilder builder) throws Exception {
        Process process =
                builder.directory(directory.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    /** The program as a jar: class data can be shared from jars only, and these tests run before it is packaged. */
    private static Path jar(Path target) throws IOException {
        List<Path> directories = new ArrayList<>();
        StringBuilder libraries = new StringBuilder();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry).toAbsolutePath();
            if (Files.isRegularFile(path)) {
                libraries.append(path.toUri().getRawPath()).append(' ');
            } else if (path.endsWith("classes")) {
                directories.add(path);
            }
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, BuildoutProgram.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, libraries.toString());
        Set<String> names = new HashSet<>(Set.of("module-info.class", "META-INF/MANIFEST.MF"));
        try (OutputStream file = Files.newOutputStream(target);
                JarOutputStream jar = new JarOutputStream(file, manifest)) {
            for (Path source : directories) {
                try (Stream<Path> walk = Files.walk(source)) {
                    for (Path path : walk.filter(Files::isRegularFile).toList()) {
                        String name = source.relativize(path).toString();
                        if (names.add(name)) {
                            jar.putNextEntry(new JarEntry(name));
                            Files.copy(path, jar);
                        }
                    }
                }
            }
        }
        Files.setLastModifiedTime(target, FileTime.from(Instant.now().minusSeconds(60)));
        return target;
    }
}
