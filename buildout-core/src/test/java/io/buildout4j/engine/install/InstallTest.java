package io.buildout4j.engine.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.install.InstallReport;
import io.buildout4j.install.PartChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallTest {

    @TempDir
    Path directory;

    private Site site;

    @BeforeEach
    void site() {
        site = new Site(directory);
    }

    private static List<String> actions(List<PartChange> changes) {
        return changes.stream().map(c -> c.action().word() + " " + c.part()).toList();
    }

    @Test
    void aFirstRunInstallsEachPartInOrderAndRecordsIt() throws Exception {
        InstallReport report = site.profile("[buildout]\nparts = a b\n[a]\nrecipe = file\ntext = one\n"
                        + "[b]\nrecipe = file\noutput = b.txt\ntext = ${a:location}\n")
                .install();

        assertThat(actions(report.done())).containsExactly("install a", "install b");
        assertThat(directory.resolve("parts/a/file.txt")).hasContent("one");
        assertThat(directory.resolve("b.txt"))
                .hasContent(directory.resolve("parts/a").toString());
        assertThat(site.state())
                .startsWith(
                        "[buildout]\ninstalled_develop_eggs = \nparts = a b\n\n[a]\n"
                                + "__buildout_installed__ = parts/a\n__buildout_signature__ = io.buildout4j.engine.install.FileRecipe #");
        assertThat(directory.resolve(".buildout4j")).isDirectoryContaining("glob:**/lock");
        assertThat(directory.resolve(".buildout4j").toFile().list()).containsExactly("lock");
    }

    @Test
    void aPartThatIsReferredToComesFirst() {
        InstallReport report = site.profile(
                        "[buildout]\nparts = a\n[a]\nrecipe = file\ntext = ${b:location}\n[b]\nrecipe = file\n")
                .install();

        assertThat(actions(report.done())).containsExactly("install b", "install a");
        assertThat(report.done().get(1).dependencies()).containsExactly("b");
    }

    @Test
    void aRunWithoutChangesUpdatesEachPartAndWritesNothing() throws Exception {
        site.profile("[buildout]\nparts = a b\n[a]\nrecipe = file\n[b]\nrecipe = file\ntext = ${a:location}\n")
                .install();
        Map<Path, FileTime> before = touched();
        AtomicInteger started = new AtomicInteger();
        InheritableThreadLocal<String> heirloom = new InheritableThreadLocal<>() {
            @Override
            protected String childValue(String parent) {
                started.incrementAndGet();
                return parent;
            }
        };
        heirloom.set("what each thread that the run starts inherits");

        InstallReport report = site.install();

        heirloom.remove();
        assertThat(actions(report.done())).containsExactly("update a", "update b");
        assertThat(touched()).isEqualTo(before);
        assertThat(started).hasValue(0);
    }

    /** When each file and directory last changed in whatever way, its attributes and its name included. */
    private Map<Path, FileTime> touched() throws IOException {
        Map<Path, FileTime> times = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                times.put(path, (FileTime) Files.getAttribute(path, "unix:ctime", LinkOption.NOFOLLOW_LINKS));
            }
        }
        return times;
    }

    @Test
    void plansAreEqualIfTheyWouldDoTheSameForTheSameReasons() {
        String profile = "[buildout]\nparts = a\n[a]\nrecipe = file\ntext = one\n";
        site.profile(profile).install();

        assertThat(site.plan().changes()).isEqualTo(site.plan().changes());
        assertThat(site.plan()).isEqualTo(site.plan()).hasSameHashCodeAs(site.plan());
        assertThat(site.profile(profile.replace("one", "two")).plan())
                .isEqualTo(site.plan())
                .isNotEqualTo(site.profile(profile).plan())
                .isNotEqualTo(site.profile(profile.replace("one", "three")).plan());
    }

    @Test
    void aChangedOptionMakesThePartAnewAndThePlanSaysWhichOptionAndWhere() throws Exception {
        site.profile("[buildout]\nparts = a\n[a]\nrecipe = file\noutput = old\ntext = one\n")
                .install();

        site.profile("[buildout]\nparts = a\n[a]\nrecipe = file\noutput = new\ntext = two\n");

        assertThat(site.plan().changes().get(0).explain())
                .isEqualTo(
                        "reinstall a: location was " + directory.resolve("old") + ", is " + directory.resolve("new")
                                + " (recipe of part a); output was old, is new (test.cfg:5); text was one, is two (test.cfg:6)");
        site.install();
        assertThat(site.tree()).doesNotContainKey("old").containsEntry("new", "two\n");
    }

    @Test
    void aPartThatIsNotWantedAnyMoreGoesLastInstalledFirst() throws Exception {
        site.profile("[buildout]\nparts = a b c\n[a]\nrecipe = file\n[b]\nrecipe = file\n[c]\nrecipe = file\n")
                .install();

        InstallReport report =
                site.profile("[buildout]\nparts = b\n[b]\nrecipe = file\n").install();

        assertThat(actions(report.done())).containsExactly("uninstall c", "uninstall a", "update b");
        assertThat(site.tree())
                .containsOnlyKeys(
                        "bin", "eggs", "develop-eggs", "parts", "parts/b", "parts/b/file.txt", ".installed.cfg");
    }

    @Test
    void theRecordGoesWithTheLastPart() {
        site.profile("[buildout]\nparts = a\n[a]\nrecipe = file\n").install();

        site.profile("[buildout]\nparts =\n").install();

        assertThat(directory.resolve(".installed.cfg")).doesNotExist();
    }

    @Test
    void aPartWhoseFileIsGoneIsMadeAnew() {
        site.profile("[buildout]\nparts = a\n[a]\nrecipe = file\noutput = x\n").install();
        directory.resolve("x").toFile().delete();

        assertThat(site.plan().changes().get(0).explain())
                .isEqualTo("reinstall a: " + directory.resolve("x") + " is gone");
        site.install();
        assertThat(directory.resolve("x")).exists();
    }

    @Test
    void aDanglingLinkIsThereAndIsRemovedWithItsPart() throws Exception {
        site.recipe(
                        "link",
                        part -> installation ->
                                Files.createSymbolicLink(installation.created(Path.of("link")), Path.of("/nowhere")))
                .profile("[buildout]\nparts = a\n[a]\nrecipe = link\n")
                .install();

        assertThat(actions(site.install().done())).containsExactly("update a");
        site.profile("[buildout]\nparts =\n").install();
        assertThat(directory.resolve("link"))
                .satisfies(p -> assertThat(Files.exists(p, java.nio.file.LinkOption.NOFOLLOW_LINKS))
                        .isFalse());
    }

    @Test
    void aLinkToADirectoryIsRemovedAndWhatItLeadsToIsNot() throws Exception {
        Path precious = Files.createDirectories(directory.resolve("precious"));
        Files.writeString(precious.resolve("file"), "mine");
        site.profile("[buildout]\nparts = a\n[a]\nrecipe = file\n").install();
        Files.delete(directory.resolve("parts/a/file.txt"));
        Files.delete(directory.resolve("parts/a"));
        Files.createSymbolicLink(directory.resolve("parts/a"), precious);

        site.profile("[buildout]\nparts =\n").install();

        assertThat(precious.resolve("file")).hasContent("mine");
        assertThat(Files.isSymbolicLink(directory.resolve("parts/a"))).isFalse();
    }

    @Test
    void whatIsReachedThroughALinkThatReplacedADirectoryIsLeftAlone() throws Exception {
        Path precious = Files.createDirectories(directory.resolve("precious"));
        site.profile("[buildout]\nparts = a\n[a]\nrecipe = file\noutput = etc/a.conf\n");
        Files.createDirectories(directory.resolve("etc"));
        site.install();
        Files.writeString(precious.resolve("a.conf"), "mine");
        Files.delete(directory.resolve("etc/a.conf"));
        Files.delete(directory.resolve("etc"));
        Files.createSymbolicLink(directory.resolve("etc"), precious);

        InstallReport report = site.profile("[buildout]\nparts =\n").install();

        assertThat(precious.resolve("a.conf")).hasContent("mine");
        assertThat(actions(report.done())).containsExactly("uninstall a");
    }

    @Test
    void aFailedPartLeavesNothingAndEarlierPartsAreOnTheRecord() throws Exception {
        site.profile(
                "[buildout]\nparts = a b c\n[a]\nrecipe = file\n[b]\nrecipe = file\nfail = no disk like this\n[c]\nrecipe = file\n");

        assertThatThrownBy(() -> site.install())
                .isInstanceOf(BuildoutException.Installing.class)
                .hasMessage(
                        "test.cfg:6: part b failed: no disk like this (mend the cause and run again)\n  while installing part b")
                .hasRootCauseInstanceOf(IOException.class)
                .satisfies(e -> assertThat(((BuildoutException) e).diagnostic().kind())
                        .isEqualTo(Diagnostic.Kind.RECIPE_FAILED));
        assertThat(site.tree()).containsKey("parts/a/file.txt").doesNotContainKeys("parts/b", "parts/c");
        assertThat(site.state()).contains("parts = a\n");
    }

    @Test
    void aFailedReinstallPutsTheOldVersionBackAndKeepsItOnTheRecord() throws Exception {
        site.profile(
                        "[buildout]\nparts = a b\n[a]\nrecipe = file\ntext = old\n[b]\nrecipe = file\noutput = b\ntext = old\n")
                .install();
        Map<String, String> before = site.tree();

        site.profile(
                "[buildout]\nparts = a b\n[a]\nrecipe = file\ntext = new\nfail = x y\n[b]\nrecipe = file\noutput = b\ntext = new\n");

        assertThatThrownBy(() -> site.install()).hasMessageContaining("part a failed: x y");
        assertThat(site.tree()).isEqualTo(before);
    }

    @Test
    void aFailedUpdatePutsItsFilesBackAndKeepsThePartOnTheRecord() throws Exception {
        site.profile("[buildout]\nparts = a\n[a]\nrecipe = file\noutput = a.txt\ntext = good\nfail-update = oh dear\n")
                .install();
        Files.createFile(directory.resolve("fail-now"));
        Map<String, String> before = site.tree();

        assertThatThrownBy(() -> site.install())
                .hasMessage(
                        "test.cfg:4: part a failed: oh dear (mend the cause and run again)\n  while updating part a");

        assertThat(site.tree()).isEqualTo(before);
        Files.delete(directory.resolve("fail-now"));
        assertThat(actions(site.install().done())).containsExactly("update a");
    }

    @Test
    void aUsersFileInTheWayOfAFailedPartIsPutBack() throws Exception {
        Files.writeString(directory.resolve("x"), "mine");
        site.profile("[buildout]\nparts = a\n[a]\nrecipe = file\noutput = x\nfail = no no\n");

        assertThatThrownBy(() -> site.install()).hasMessageContaining("no no");

        assertThat(directory.resolve("x")).hasContent("mine");
    }

    @Test
    void whatAUserKeptInADirectoryThatAPartFillsStaysWhenThePartGoes() throws Exception {
        Files.createDirectories(directory.resolve("parts/a/own"));
        Files.writeString(directory.resolve("parts/a/own/mine"), "mine");

        site.profile("[buildout]\nparts = a\n[a]\nrecipe = file\n").install();
        assertThat(site.state()).contains("__buildout_installed__ = parts/a/file.txt\n");
        site.profile("[buildout]\nparts =\n").install();

        assertThat(site.tree()).containsEntry("parts/a/own/mine", "mine").doesNotContainKey("parts/a/file.txt");
    }

    @Test
    void whatAUserKeptInADirectoryStaysWhenFillingItFails() throws Exception {
        Files.createDirectories(directory.resolve("parts/a"));
        Files.writeString(directory.resolve("parts/a/mine"), "mine");
        site.profile("[buildout]\nparts = a\n[a]\nrecipe = file\nfail = no no\n");

        assertThatThrownBy(() -> site.install()).hasMessageContaining("no no");

        assertThat(site.tree()).containsEntry("parts/a/mine", "mine").doesNotContainKey("parts/a/file.txt");
    }

    @Test
    void whatIsAnnouncedAndNotMadeIsAsItWasAndNotOwned() throws Exception {
        Files.writeString(directory.resolve("x"), "mine");
        site.recipe("shy", part -> installation -> {
                    installation.created(Path.of("x"));
                    installation.created(Path.of("y"));
                })
                .profile("[buildout]\nparts = a\n[a]\nrecipe = shy\n")
                .install();

        assertThat(directory.resolve("x")).hasContent("mine");
        assertThat(site.state()).contains("__buildout_installed__ = \n");
    }

    @Test
    void aPartMayNotOwnWhatBelongsToAll() {
        for (String path : List.of(".", "..", "parts", ".buildout4j/lock", "a\nb")) {
            site.recipe("greedy", part -> installation -> installation.created(Path.of(path)))
                    .profile("[buildout]\nparts = a\nparts-directory = parts\n[a]\nrecipe = greedy\n");

            assertThatThrownBy(() -> site.install()).hasMessageContaining("part a cannot own ");
        }
    }

    @Test
    void directoriesMadeForOthersGoWithThePartWhenTheyAreEmpty() throws Exception {
        site.recipe("dirs", part -> installation -> {
                    installation.directory(Path.of("var/log"));
                    installation.directory(Path.of("var/run"));
                })
                .profile("[buildout]\nparts = a\n[a]\nrecipe = dirs\n")
                .install();
        Files.writeString(directory.resolve("var/log/mine"), "mine");

        site.profile("[buildout]\nparts =\n").install();

        assertThat(site.tree()).containsKey("var/log/mine").doesNotContainKey("var/run");
    }

    @Test
    void anUninstallHookGetsTheRecordedOptionsAndRunsBeforeTheFilesGo() {
        StringBuilder seen = new StringBuilder();
        site.hook(
                "file",
                (part, options) ->
                        seen.append(part).append(options.get("text")).append(Files.exists(directory.resolve("x"))));
        site.profile("[buildout]\nparts = a\n[a]\nrecipe = file\noutput = x\ntext = one\n")
                .install();

        site.profile("[buildout]\nparts =\n").install();

        assertThat(seen).hasToString("aonetrue");
    }

    @Test
    void aPathThatAnUpdateAnnouncesJoinsTheRecordedOnes() throws Exception {
        site.recipe("grow", part -> new io.buildout4j.recipe.Recipe() {
            @Override
            public void install(io.buildout4j.recipe.Installation installation) throws IOException {
                Files.createFile(installation.created(Path.of("one")));
            }

            @Override
            public void update(io.buildout4j.recipe.Installation installation) throws IOException {
                Files.writeString(installation.created(Path.of("two")), "2");
            }
        });
        site.profile("[buildout]\nparts = a\n[a]\nrecipe = grow\n").install();

        site.install();

        assertThat(site.state()).contains("__buildout_installed__ = one\n\ttwo\n");
    }

    @Test
    void onlyThePartAskedForIsInstalledAndOthersAreLeft() throws Exception {
        String three =
                "[buildout]\nparts = a b c\n[a]\nrecipe = file\n[b]\nrecipe = file\ntext = ${a:location}\n[c]\nrecipe = file\n";
        site.profile(three);

        assertThat(actions(site.install("b").done())).containsExactly("install b");
        assertThat(site.tree()).containsKey("parts/b").doesNotContainKey("parts/a");
        site.install();
        assertThat(actions(site.plan("c").changes())).containsExactly("leave b", "leave a", "update c");
    }

    @Test
    void aRebuiltPartRebuildsWhatRefersToIt() {
        site.profile("[buildout]\nparts = b\n[a]\nrecipe = file\ntext = 1\n[b]\nrecipe = file\ntext = ${a:location}\n")
                .install();

        site.profile("[buildout]\nparts = b\n[a]\nrecipe = file\ntext = 2\n[b]\nrecipe = file\ntext = ${a:location}\n");

        assertThat(site.plan().changes().get(1).explain())
                .isEqualTo("reinstall b: part a, which it refers to, is rebuilt");
        site.install();
        assertThat(actions(site.install().done())).containsExactly("update a", "update b");
    }

    @Test
    void aPartThatOwnsNothingRebuildsOnlyWhatUsesTheChangedValue() {
        String profile = "[buildout]\nparts = b c\n[a]\nrecipe = values\nx = 1\ny = 1\n"
                + "[b]\nrecipe = file\ntext = ${a:x}\n[c]\nrecipe = file\ntext = ${a:y}\n";
        site.profile(profile).install();

        site.profile(profile.replace("x = 1", "x = 2"));

        assertThat(actions(site.install().done())).containsExactly("reinstall a", "reinstall b", "update c");
        assertThat(actions(site.install().done())).containsExactly("update a", "update b", "update c");
    }

    @Test
    void aPlanIsRefusedWhenTheStateChangedSince() {
        site.profile("[buildout]\nparts = a\n[a]\nrecipe = file\n");
        var plan = site.plan();
        site.install();

        assertThatThrownBy(() -> site.install(plan))
                .hasMessage(
                        directory.resolve(".installed.cfg") + " changed since the plan was made (make the plan again)")
                .satisfies(e -> assertThat(((BuildoutException) e).diagnostic().kind())
                        .isEqualTo(Diagnostic.Kind.PLAN_OUTDATED));
    }

    @Test
    void aSecretIsInNoFileAndNoMessageAndItsChangeIsNoticed() throws Exception {
        site.recipe("secret", part -> {
            part.secret("password");
            String password = part.required("password").text();
            return installation -> {
                throw new IOException("cannot log in with " + password);
            };
        });
        site.recipe("quiet", part -> {
            part.secret("password");
            return installation -> {};
        });
        String profile =
                "[buildout]\nparts = b\n[a]\nrecipe = quiet\npassword = s3cr3t\n[b]\nrecipe = file\ntext = user:${a:password}\n";
        site.profile(profile).install();

        assertThat(site.state())
                .doesNotContain("s3cr3t")
                .contains("password = secret:")
                .contains("text = secret:");
        assertThat(actions(site.install().done())).containsExactly("update a", "update b");
        var plan = site.profile(profile.replace("s3cr3t", "0th3r-one")).plan();
        assertThat(plan.toString())
                .isEqualTo("reinstall a: password was •••, is ••• (test.cfg:5)\n"
                        + "reinstall b: text was •••, is ••• (test.cfg:8)");
        assertThatThrownBy(() ->
                        site.profile(profile.replace("= quiet", "= secret")).install())
                .hasMessage(
                        "test.cfg:4: part a failed: cannot log in with ••• (mend the cause and run again)\n  while installing part a")
                .satisfies(e -> {
                    java.io.StringWriter trace = new java.io.StringWriter();
                    e.printStackTrace(new java.io.PrintWriter(trace));
                    assertThat(trace.toString()).doesNotContain("s3cr3t");
                });
    }

    @Test
    void anOptionThatNothingReadsIsWarnedAbout() {
        InstallReport report = site.profile("[buildout]\nparts = a\n[a]\nrecipe = file\nportt = 1\n")
                .install();

        assertThat(report.warnings())
                .extracting(Diagnostic::line)
                .containsExactly("test.cfg:5: option 'portt' of part a is not used (mend its name, or take it out)");
    }
}
