package io.buildout4j.recipes.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.Diagnostic;
import io.buildout4j.recipe.testkit.RecipeHarness;
import io.buildout4j.recipes.StandardRecipes;
import io.buildout4j.recipes.shell.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandRecipeTest {

    @TempDir
    Path directory;

    private RecipeHarness harness;

    @BeforeEach
    void begin() {
        harness = RecipeHarness.in(directory).recipes(new StandardRecipes());
    }

    @Test
    void theCommandRunsOnceAndTheUpdateCommandAfterwards() {
        harness.part(
                "run",
                "recipe = plone.recipe.command",
                "command = echo installed >> log",
                "update-command = echo updated >> log");
        harness.install();
        harness.install();
        assertThat(harness.tree()).isEqualTo(Map.of("log", "installed\nupdated\n"));
    }

    @Test
    void aDoubledDollarBeforeABraceIsTheShells() {
        harness.part("run", "recipe = plone.recipe.command", "command = x=a/b; echo $${x%%/*} > log");
        harness.install();
        assertThat(harness.tree()).isEqualTo(Map.of("log", "a\n"));
    }

    @Test
    void withoutAnUpdateCommandAnUpdateDoesNothing() {
        harness.part("run", "recipe = plone.recipe.command", "command = echo installed >> log");
        harness.install();
        harness.install();
        assertThat(harness.tree()).isEqualTo(Map.of("log", "installed\n"));
    }

    @Test
    void aFailureIsToldAndIgnoredUnlessTheProfileWantsItFatal() {
        harness.part("run", "recipe = plone.recipe.command", "command = echo problem; exit 3");
        harness.install();
        assertThat(harness.output())
                .contains(
                        "problem",
                        "ignored, as stop-on-error is not set: command failed with exit status 3 while running: echo problem; exit 3");
        harness.clear()
                .part(
                        "fatal",
                        "recipe = plone.recipe.command",
                        "command = echo problem; exit 3",
                        "stop-on-error = yes");
        assertThat(harness.failure().diagnostic().problem())
                .isEqualTo(
                        "option 'command' of part fatal failed with exit status 3 while running: echo problem; exit 3\nproblem");
    }

    @Test
    void aCommandThatDidNotMakeItsLocationIsTriedAgain() {
        harness.part(
                "run",
                "recipe = plone.recipe.command",
                "command = echo tried >> log; test $(wc -l < log) = 2 && touch made",
                "update-command = echo updated >> log",
                "location = ${buildout:directory}/made");
        harness.install();
        harness.install();
        harness.install();
        assertThat(harness.tree()).isEqualTo(Map.of("log", "tried\ntried\nupdated\n", "made", ""));
        harness.uninstall();
        assertThat(harness.tree()).isEqualTo(Map.of("log", "tried\ntried\nupdated\n"));
    }

    @Test
    void theLocationIsRemovedWithThePartAndTheUninstallCommandRun() {
        harness.part(
                "run",
                "recipe = plone.recipe.command",
                "command = mkdir made; echo x > made/file",
                "location = made",
                "uninstall-command = echo gone > " + directory.resolve("told"));
        harness.install();
        assertThat(harness.tree()).isEqualTo(Map.of("made/file", "x\n"));
        harness.uninstall();
        assertThat(harness.tree()).isEqualTo(Map.of("told", "gone\n"));
    }

    @Test
    void aCommandThatHangsIsStoppedWithAllItStarted() throws Exception {
        harness.service(Patience.class, new Patience(Duration.ofMillis(500)));
        harness.part(
                "hangs",
                "recipe = plone.recipe.command",
                "stop-on-error = true",
                "command = trap '' TERM; sleep 1000 & echo $! > child; wait; sleep 1000");
        assertThat(harness.failure().diagnostic().problem()).contains("was stopped when its time was up");
        // One that nobody has buried yet does not run either.
        Path state =
                Path.of("/proc", Files.readString(directory.resolve("child")).strip(), "stat");
        assertThat(Files.exists(state) && !Files.readString(state).contains(") Z "))
                .isFalse();
    }

    @Test
    void aFatalFailureLeavesNothing() {
        harness.part(
                "run",
                "recipe = plone.recipe.command",
                "command = mkdir made; false",
                "location = made",
                "stop-on-error = true");
        harness.failure();
        assertThat(harness.tree()).isEmpty();
    }

    @Test
    void aCommandThatIsInterruptedStopsTheRunWhateverTheProfileSays() {
        harness.part("run", "recipe = plone.recipe.command", "command = mkdir made; kill -INT $$", "location = made");
        assertThat(harness.failure().diagnostic().kind()).isEqualTo(Diagnostic.Kind.CANCELLED);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(harness.tree()).isEmpty();
    }

    @Test
    void noCommandIsRefused() {
        harness.part("run", "recipe = plone.recipe.command");
        assertThat(harness.failure().diagnostic().problem())
                .isEqualTo("part run: has no command: option 'command' is missing or empty");
    }
}
