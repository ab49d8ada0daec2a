package io.buildout4j.engine.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.install.Cancellation;
import io.buildout4j.install.InstallListener;
import io.buildout4j.install.PartChange;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs side by side, cancelled, with hostile recipes, and against each other. */
@Timeout(60)
class RunTest {

    @TempDir
    Path directory;

    private Site site;

    @BeforeEach
    void site() {
        site = new Site(directory);
    }

    private static Diagnostic.Kind kind(Throwable thrown) {
        return ((BuildoutException) thrown).diagnostic().kind();
    }

    private static final String DIAMOND = """
            [buildout]
            parts = d e
            [a]
            recipe = file
            text = a
            [b]
            recipe = file
            text = ${a:location}
            [c]
            recipe = file
            text = ${a:location}
            [d]
            recipe = file
            text = ${b:location} ${c:location}
            [e]
            recipe = file
            text = e
            """;

    private static List<String> events(Site site) {
        List<String> events = new ArrayList<>();
        site.listener(new InstallListener() {
            @Override
            public void started(PartChange change) {
                events.add("started " + change.part());
            }

            @Override
            public void finished(PartChange change) {
                events.add("finished " + change.part());
            }

            @Override
            public void rolledBack(PartChange change, Diagnostic why) {
                events.add("rolled back " + change.part());
            }
        });
        return events;
    }

    @Test
    void partsThatDoNotNeedEachOtherRunSideBySide() {
        CyclicBarrier together = new CyclicBarrier(2);
        site.recipe("meet", part -> installation -> together.await(20, TimeUnit.SECONDS))
                .profile("[buildout]\nparts = a b\n[a]\nrecipe = meet\n[b]\nrecipe = meet\n");
        site.parallelism = 2;

        assertThat(site.install().done()).hasSize(2);
    }

    @Test
    void stateReportAndEventsAreTheSameHoweverManyPartsRunAtOnce(@TempDir Path other) throws Exception {
        List<String> one = events(site);
        site.profile(DIAMOND).install();
        Site many = new Site(other);
        many.parallelism = 4;
        List<String> four = events(many);
        many.profile(DIAMOND).install();

        assertThat(four).isEqualTo(one);
        assertThat(many.state().replace(other.toString(), directory.toString()).replaceAll("[#:][0-9a-f]{16}", "#"))
                .isEqualTo(site.state().replaceAll("[#:][0-9a-f]{16}", "#"));
    }

    @Test
    void aFailureStopsWhatNeedsItAndTheRestFinishesIfTheHostSaysSo() throws Exception {
        String profile = DIAMOND.replace("text = ${a:location}\n[c]", "fail = no luck\ntext = ${a:location}\n[c]");
        for (int parallelism : List.of(1, 3)) {
            Site each = new Site(directory.resolve(String.valueOf(parallelism)));
            each.keepGoing = true;
            each.parallelism = parallelism;

            assertThatThrownBy(() -> each.profile(profile).install()).hasMessageContaining("part b failed: no luck");

            assertThat(each.tree())
                    .containsKeys("parts/a", "parts/c", "parts/e")
                    .doesNotContainKeys("parts/b", "parts/d");
            assertThat(each.state()).contains("parts = a c e\n");
        }
    }

    @Test
    void everyFailureIsReported() {
        site.keepGoing = true;
        site.profile(
                "[buildout]\nparts = a b c\n[a]\nrecipe = file\nfail = first one\n[b]\nrecipe = file\nfail = second one\n[c]\nrecipe = file\n");

        assertThatThrownBy(() -> site.install())
                .hasMessageContaining("first one")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1))
                .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessageContaining("second one"));
    }

    @Test
    void aRecipeThatThrowsAnErrorIsRolledBackLikeAnyOther() throws Exception {
        Map<String, Recipe> hostile = Map.of(
                "StackOverflowError", installation -> endless(1),
                "OutOfMemoryError: no more room",
                        installation -> {
                            throw new OutOfMemoryError("no more room");
                        },
                "AssertionError: wrong",
                        installation -> {
                            throw new AssertionError("wrong");
                        },
                "NullPointerException",
                        installation -> {
                            throw new NullPointerException();
                        });
        for (Map.Entry<String, Recipe> entry : hostile.entrySet()) {
            site.recipe("hostile", part -> installation -> {
                        Files.createDirectories(
                                installation.created(part.location()).resolve("sub"));
                        entry.getValue().install(installation);
                    })
                    .profile("[buildout]\nparts = a b\n[a]\nrecipe = file\n[b]\nrecipe = hostile\n");

            assertThatThrownBy(() -> site.install())
                    .isInstanceOf(BuildoutException.Installing.class)
                    .hasMessage("test.cfg:6: part b failed: " + entry.getKey()
                            + " (mend the cause and run again)\n  while installing part b");
            assertThat(site.tree()).containsKey("parts/a/file.txt").doesNotContainKey("parts/b");
        }
    }

    private static void endless(int depth) {
        endless(depth + 1);
        Thread.onSpinWait();
    }

    @Test
    void aRecipeWhoseConstructorThrowsChangesNothing() throws Exception {
        site.profile("[buildout]\nparts = a\n[a]\nrecipe = file\n").install();
        Map<String, String> before = site.tree();
        site.recipe("hostile", part -> {
            throw new StackOverflowError();
        });

        assertThatThrownBy(() -> site.profile("[buildout]\nparts = b\n[b]\nrecipe = hostile\n")
                        .install())
                .isInstanceOf(BuildoutException.Preparing.class)
                .hasMessageContaining("part b failed: StackOverflowError");
        assertThat(site.tree()).isEqualTo(before);
    }

    @Test
    void aHandleStopsARunFromAnotherThreadAndWhatWasBegunIsTakenBack() throws Exception {
        for (int parallelism : List.of(1, 2)) {
            Site each = new Site(directory.resolve(String.valueOf(parallelism)));
            CountDownLatch begun = new CountDownLatch(1);
            each.recipe("hang", part -> installation -> {
                Files.createDirectories(installation.created(part.location()));
                begun.countDown();
                Thread.sleep(60_000);
            });
            each.parallelism = parallelism;
            each.profile(
                    "[buildout]\nparts = a b c\n[a]\nrecipe = file\n[b]\nrecipe = hang\ntext = ${a:location}\n[c]\nrecipe = file\ntext = ${b:recipe}\n");
            Cancellation cancellation = new Cancellation();
            each.cancellation = cancellation;
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            AtomicBoolean leftInterrupted = new AtomicBoolean();
            Thread caller = new Thread(() -> {
                try {
                    each.install();
                    outcome.complete(new AssertionError("was not cancelled"));
                } catch (Throwable e) {
                    leftInterrupted.set(Thread.currentThread().isInterrupted());
                    outcome.complete(e);
                }
            });
            caller.start();
            assertThat(begun.await(30, TimeUnit.SECONDS))
                    .as(() -> "the part in work; ended with " + outcome.getNow(null))
                    .isTrue();

            cancellation.cancel();

            Throwable thrown = outcome.get(30, TimeUnit.SECONDS);
            assertThat(leftInterrupted).isFalse();
            assertThat(thrown).hasMessage("the run was cancelled (run again to go on)\n  while installing part b");
            assertThat(kind(thrown)).isEqualTo(Diagnostic.Kind.CANCELLED);
            assertThat(each.tree()).containsKey("parts/a/file.txt").doesNotContainKeys("parts/b", "parts/c");
            assertThat(each.state()).contains("parts = a\n");
        }
    }

    @Test
    void aRecipeThatDoesNotHeedACancellationIsWaitedForAndWhatItFinishedIsOnTheRecord() throws Exception {
        site.recipe("deaf", part -> installation -> {
                    Files.createDirectories(installation.created(part.location()));
                    site.cancellation.cancel();
                    assertThatThrownBy(() -> Thread.sleep(60_000)).isInstanceOf(InterruptedException.class);
                    Files.writeString(part.location().resolve("whole"), "made all the same");
                })
                .profile("[buildout]\nparts = a b\n[a]\nrecipe = deaf\n[b]\nrecipe = file\n");

        assertThatThrownBy(() -> site.install())
                .satisfies(e -> assertThat(kind(e)).isEqualTo(Diagnostic.Kind.CANCELLED));

        assertThat(site.tree()).containsKey("parts/a/whole").doesNotContainKey("parts/b");
        assertThat(site.state()).contains("parts = a\n");
    }

    @Test
    void anInterruptStopsTheRunAndIsKept() throws Exception {
        site.recipe("hang", part -> installation -> {
                    Files.createDirectories(installation.created(part.location()));
                    Thread.currentThread().interrupt();
                    Thread.sleep(60_000);
                })
                .profile("[buildout]\nparts = a\n[a]\nrecipe = hang\n");

        assertThatThrownBy(() -> site.install())
                .satisfies(e -> assertThat(kind(e)).isEqualTo(Diagnostic.Kind.CANCELLED));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(site.tree()).doesNotContainKey("parts/a");
        assertThat(directory.resolve(".buildout4j").toFile().list()).containsExactly("lock");
    }

    @Test
    void aSecondRunInThisProcessIsToldWhoHoldsTheDirectory() {
        List<Throwable> refused = new ArrayList<>();
        site.recipe("nested", part -> installation -> {
                    installation.created(Path.of("x"));
                    Site second = new Site(directory).profile("[buildout]\nparts = b\n[b]\nrecipe = file\n");
                    try {
                        second.install();
                    } catch (BuildoutException e) {
                        refused.add(e);
                    }
                })
                .profile("[buildout]\nparts = a\n[a]\nrecipe = nested\n")
                .install();

        assertThat(refused).hasSize(1);
        assertThat(kind(refused.get(0))).isEqualTo(Diagnostic.Kind.LOCKED);
        assertThat(refused.get(0))
                .hasMessageStartingWith("another run works in " + directory + ": this process, process "
                        + ProcessHandle.current().pid());
    }

    @Test
    void aRunInAnotherProcessIsWaitedForAsLongAsTheHostSays() throws Exception {
        site.profile("[buildout]\nparts = a\n[a]\nrecipe = file\n");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RunTest.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        try {
            for (int i = 0; i < 1500 && !Files.exists(directory.resolve("parts/slow")); i++) {
                Thread.sleep(20);
            }
            assertThatThrownBy(() -> site.install())
                    .hasMessageStartingWith(
                            "another run works in " + directory + ": process " + other.pid() + ", started ")
                    .hasMessageEndingWith("(wait until it is finished)");
            site.patience = Duration.ofSeconds(30);
            other.destroyForcibly();

            // The other run is dead, its lock is nobody's, and what it began is swept.
            site.install();
            assertThat(site.tree()).containsKey("parts/a").doesNotContainKey("parts/slow");
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void aStateThatChangesWhileAPartIsUpdatedRefusesTheRunOnce() {
        String profile = "[buildout]\nparts = a b\n[a]\nrecipe = late\n[b]\nrecipe = late\n";
        Path state = directory.resolve(".installed.cfg");
        site.recipe("late", part -> new Recipe() {
            @Override
            public void install(Installation installation) {}

            @Override
            public void update(Installation installation) throws IOException {
                // Nothing was written up to here, so that the run has not taken its lock, and another run may.
                Files.writeString(state, Files.readString(state) + "\n[other]\nrecipe = values\n");
                Files.writeString(installation.created(Path.of(part.name())), "");
            }
        });
        site.profile(profile).install();
        site.keepGoing = true;
        site.patience = Duration.ofSeconds(20);

        assertThatThrownBy(() -> site.install())
                .satisfies(e -> assertThat(((BuildoutException) e).diagnostic().kind())
                        .isEqualTo(Diagnostic.Kind.PLAN_OUTDATED));
        assertThat(directory.resolve("a")).doesNotExist();
        assertThat(state).content().contains("[other]");
    }

    @Test
    void whatAKilledRunHadDraftedIsSwept(@TempDir Path elsewhere) throws Exception {
        site.recipe("drafts", part -> installation -> {
            Path file = installation.created(Path.of("etc/file"));
            Path draft = installation.draft(file);
            Files.writeString(draft, "half");
            Scenario.copy(directory, elsewhere.resolve("copied"));
            Files.move(draft, file);
        });
        site.profile("[buildout]\nparts = a\n[a]\nrecipe = drafts\n").install();
        assertThat(site.tree())
                .containsOnlyKeys("bin", "develop-eggs", "eggs", "etc", "etc/file", "parts", ".installed.cfg");
        // The directory as it was the moment before the move, its journal included, is what a kill leaves.
        Files.move(directory, elsewhere.resolve("survivor"));
        Files.move(elsewhere.resolve("copied"), directory);

        site.profile("[buildout]\nparts =\n").install();

        assertThat(site.tree()).containsOnlyKeys("bin", "develop-eggs", "eggs", "parts");
    }

    @Test
    void aDraftOfWhatWasNotAnnouncedIsRefused() {
        site.recipe("drafts", part -> installation -> installation.draft(Path.of("etc/file")));
        site.profile("[buildout]\nparts = a\n[a]\nrecipe = drafts\n");

        assertThatThrownBy(() -> site.install())
                .hasMessageContaining(
                        "part a cannot own " + directory.resolve("etc/file") + ", which was not announced as created");
    }

    /** The other process: makes something, and takes its time. */
    public static void main(String[] arguments) {
        new Site(Path.of(arguments[0]))
                .recipe("slow", part -> installation -> {
                    Files.createDirectories(installation.created(part.location()));
                    Thread.sleep(60_000);
                })
                .profile("[buildout]\nparts = slow\n[slow]\nrecipe = slow\n")
                .install();
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsReportedAndNothingIsForgotten() throws Exception {
        site.profile("[buildout]\nparts = a\n[a]\nrecipe = file\n");
        Files.writeString(directory.resolve(".buildout4j"), "in the way");

        assertThatThrownBy(() -> site.install())
                .hasMessageContaining("cannot write the record of what is installed: "
                        + directory.resolve(".buildout4j") + ": exists already");

        Files.delete(directory.resolve(".buildout4j"));
        assertThat(site.install().done()).hasSize(1);
    }

    @Test
    void aListenerThatThrowsDisturbsNothing() {
        site.listener(new InstallListener() {
                    @Override
                    public void started(PartChange change) {
                        throw new IllegalStateException("listener");
                    }
                })
                .profile("[buildout]\nparts = a\n[a]\nrecipe = file\n");

        assertThat(site.install().done()).hasSize(1);
    }

    @Test
    void aFailedHookKeepsThePartAndItsFiles() throws Exception {
        site.hook("file", (part, options) -> {
            throw new IOException("not now");
        });
        site.profile("[buildout]\nparts = a\n[a]\nrecipe = file\n").install();
        Map<String, String> before = site.tree();

        assertThatThrownBy(() -> site.profile("[buildout]\nparts =\n").install())
                .hasMessageContaining(
                        "part a failed: not now (mend the cause and run again)\n  while uninstalling part a");
        assertThat(site.tree()).isEqualTo(before);
    }
}
