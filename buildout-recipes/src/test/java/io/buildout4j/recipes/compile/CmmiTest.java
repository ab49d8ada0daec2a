package io.buildout4j.recipes.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.BuildoutException;
import io.buildout4j.process.Command;
import io.buildout4j.recipe.testkit.RecipeHarness;
import io.buildout4j.recipes.StandardRecipes;
import io.buildout4j.recipes.download.Fixtures;
import io.buildout4j.recipes.shell.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds a small C program as its profiles would: with a real compiler and a real make. */
class CmmiTest {

    private static final String CONFIGURE = """
            #!/bin/sh
            prefix=/usr/local
            for arg; do
              case "$arg" in
                --prefix=*) prefix="${arg#--prefix=}" ;;
                --fail) echo "configure: error: told to fail"; exit 77 ;;
              esac
            done
            echo "prefix ?= $prefix" > config.mk
            echo "CFLAGS = ${CFLAGS}" >> config.mk
            """;

    private static final String MAKEFILE = """
            include config.mk
            greet: greet.c
            \t$(CC) $(CFLAGS) -o greet greet.c
            install: greet
            \tmkdir -p "$(prefix)/bin"
            \tcp greet "$(prefix)/bin/greet"
            """;

    private static final String SOURCE = """
            #include <stdio.h>
            #ifndef WHO
            #define WHO "world"
            #endif
            int main(void) { puts("hello " WHO); return 0; }
            """;

    @TempDir
    private Path directory;

    private Path buildout;
    private Path parts;
    private RecipeHarness harness;
    private Path archive;

    @BeforeEach
    void source() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/gcc")), "needs gcc");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/make")), "needs make");
        buildout = directory.resolve("buildout");
        parts = buildout.resolve("parts");
        harness = RecipeHarness.in(buildout).recipes(new StandardRecipes());
        archive = Fixtures.tarGz(
                directory.resolve("greet-1.0.tar.gz"),
                Map.of("greet-1.0/configure!", CONFIGURE, "greet-1.0/Makefile", MAKEFILE, "greet-1.0/greet.c", SOURCE));
    }

    private String greet(Path prefix) throws Exception {
        return Command.in(directory, prefix.resolve("bin/greet").toString())
                .run()
                .output()
                .trimmed();
    }

    @Test
    void aBuildThatHangsIsStopped() {
        harness.service(Patience.class, new Patience(Duration.ofMillis(500)));
        harness.part("slow", "recipe = slapos.recipe.cmmi", "path = .", "configure-command = sleep 1000");
        assertThat(harness.failure().diagnostic().problem())
                .contains("the step 'configure' was stopped when its time was up, after ");
    }

    @Test
    void hexagonitConfiguresMakesAndInstalls() throws Exception {
        harness.part(
                        "greet",
                        "recipe = hexagonit.recipe.cmmi",
                        "url = " + archive,
                        "md5sum = " + Fixtures.md5(archive),
                        "environment = CFLAGS = -O2 -DWHO='\"me\"'")
                .install();
        assertThat(greet(parts.resolve("greet"))).isEqualTo("hello me");
        assertThat(parts.resolve("greet__compile__")).doesNotExist();
        harness.uninstall();
        assertThat(parts.resolve("greet")).doesNotExist();
    }

    @Test
    void hexagonitKeepsTheSourceOfAFailedBuild() throws Exception {
        BuildoutException e = harness.part(
                        "greet", "recipe = hexagonit.recipe.cmmi", "url = " + archive, "configure-options = --fail")
                .failure();
        assertThat(e.getMessage())
                .contains("the step 'configure' failed with exit status 77")
                .contains("configure: error: told to fail");
        assertThat(parts.resolve("greet")).doesNotExist();
        assertThat(parts.resolve("greet__compile__/greet-1.0/slapos.recipe.build.env.sh"))
                .exists();
    }

    @Test
    void appliesPatches() throws Exception {
        Path patch = Files.writeString(directory.resolve("who.patch"), """
                --- greet.c
                +++ greet.c
                @@ -1,5 +1,5 @@
                 #include <stdio.h>
                 #ifndef WHO
                -#define WHO "world"
                +#define WHO "patched"
                 #endif
                 int main(void) { puts("hello " WHO); return 0; }
                """);
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/patch")), "needs patch");
        harness.part(
                        "greet",
                        "recipe = slapos.recipe.cmmi",
                        "url = " + archive,
                        "patches = " + patch + "#" + Fixtures.md5(patch))
                .install();
        assertThat(greet(parts.resolve("greet"))).isEqualTo("hello patched");
    }

    @Test
    void slaposRunsItsShellTextAndKnowsTheLocation() throws Exception {
        harness.part(
                        "greet",
                        "recipe = slapos.recipe.cmmi",
                        "url = " + archive,
                        "configure-options =",
                        "  --prefix=@@LOCATION@@",
                        "pre-configure = sed -i s/world/moon/ greet.c",
                        "post-install =",
                        "  mkdir %(location)s/etc",
                        "  echo 100%% > @@LOCATION@@/etc/done",
                        "promises = ${:nothing}/bin/greet",
                        "nothing =")
                .part("user", "recipe = slapos.recipe.build:download", "url = ${greet:location}/etc/done")
                .install();
        assertThat(greet(parts.resolve("greet"))).isEqualTo("hello moon");
        assertThat(parts.resolve("user/user")).hasContent("100%\n");
        assertThat(parts.resolve("greet/.build")).doesNotExist();
    }

    @Test
    void slaposTellsMakeThePrefixWhereConfigureDidNot() throws Exception {
        harness.part("greet", "recipe = slapos.recipe.cmmi", "url = " + archive, "configure-command = touch config.mk")
                .install();
        assertThat(greet(parts.resolve("greet"))).isEqualTo("hello world");
    }

    @Test
    void anEmptyMakeBinaryMakesTheTargetsAWholeCommand() throws Exception {
        harness.part(
                        "greet",
                        "recipe = slapos.recipe.cmmi",
                        "path = .",
                        "configure-command = :",
                        "make-binary =",
                        "make-targets = mkdir -p %(location)s && x=a-b && echo $${x%%-*} > %(location)s/said")
                .install();
        assertThat(parts.resolve("greet/said")).hasContent("a");
    }

    @Test
    void emptyMakeTargetsLeaveTheProgramToItself() throws Exception {
        harness.part(
                        "greet",
                        "recipe = slapos.recipe.cmmi",
                        "path = .",
                        "configure-command = :",
                        "make-binary = mkdir -p %(location)s",
                        "  echo $# >> %(location)s/said",
                        "make-targets =")
                .install();
        assertThat(parts.resolve("greet/said")).hasContent("0\n0");
    }

    @Test
    void slaposMovesAFailedBuildOutOfThePart() throws Exception {
        BuildoutException e = harness.part(
                        "greet",
                        "recipe = slapos.recipe.cmmi",
                        "url = " + archive,
                        "environment = COLOR = blue",
                        "pre-build = echo about to fail; exit 3")
                .failure();
        assertThat(e.getMessage())
                .contains("the step 'pre-build' failed with exit status 3")
                .contains("about to fail");
        assertThat(parts.resolve("greet")).doesNotExist();
        assertThat(parts.resolve("greet__compile__/greet-1.0/slapos.recipe.build.env.sh"))
                .content()
                .contains("export COLOR=blue")
                .contains("make install");
    }

    @Test
    void slaposSharesBuilds() throws Exception {
        Path shelf = directory.resolve("shared");
        String[] lines = {
            "recipe = slapos.recipe.cmmi", "url = " + archive, "md5sum = " + Fixtures.md5(archive), "shared = true"
        };
        harness.part("greet", lines)
                .section("buildout", "shared-part-list = " + shelf)
                .install();
        List<Path> builds;
        try (Stream<Path> entries = Files.list(shelf.resolve("greet"))) {
            builds = entries.filter(Files::isDirectory).toList();
        }
        assertThat(builds).hasSize(1);
        assertThat(greet(builds.get(0))).isEqualTo("hello world");
        assertThat(parts.resolve("greet")).doesNotExist();
    }

    @Test
    void slaposRefusesAnotherLocation() {
        assertThat(harness.part("greet", "recipe = slapos.recipe.cmmi", "url = " + archive, "location = /elsewhere")
                        .failure()
                        .getMessage())
                .contains("which is not where the part will be, which is " + parts.resolve("greet"));
    }

    @Test
    void zcBuildsToo() throws Exception {
        harness.part(
                        "greet",
                        "recipe = zc.recipe.cmmi",
                        "url = " + archive,
                        "extra_options = --with-nothing",
                        "environment = CFLAGS=-DWHO=\\\"zc\\\"")
                .install();
        assertThat(greet(parts.resolve("greet"))).isEqualTo("hello zc");
    }

    @Test
    void callsPythonHooks() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "needs python3");
        Path hook = Files.writeString(
                directory.resolve("hooks.py"),
                "def tweak(options, buildout, environment):\n"
                        + "    text = open('greet.c').read()\n"
                        + "    open('greet.c', 'w').write(text.replace('world', options['whom']))\n");
        harness.part(
                        "greet",
                        "recipe = hexagonit.recipe.cmmi",
                        "url = " + archive,
                        "whom = hooks",
                        "pre-make-hook = " + hook + ":tweak")
                .install();
        assertThat(greet(parts.resolve("greet"))).isEqualTo("hello hooks");
    }

    @Test
    void wantsOneSource() {
        assertThat(harness.part("greet", "recipe = slapos.recipe.cmmi")
                        .failure()
                        .getMessage())
                .contains("either 'url' or 'path' must say where the source is");
        assertThat(harness.clear()
                        .part("greet", "recipe = slapos.recipe.cmmi", "url = " + archive, "path = /src")
                        .failure()
                        .getMessage())
                .contains("cannot be set beside url");
    }
}
