package io.buildout4j.recipes.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.process.Command;
import io.buildout4j.process.Outcome;
import io.buildout4j.recipe.testkit.RecipeHarness;
import io.buildout4j.recipes.StandardRecipes;
import io.buildout4j.recipes.archive.Trees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitCloneRecipeTest {

    private static final String RECIPE = "recipe = slapos.recipe.build:gitclone";

    @TempDir
    private Path directory;

    private Path buildout;
    private Path repository;
    private Path clone;
    private RecipeHarness harness;
    private String first;

    @BeforeEach
    void repository() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/git")), "needs git");
        buildout = directory.resolve("buildout");
        clone = buildout.resolve("parts/code");
        harness = RecipeHarness.in(buildout).recipes(new StandardRecipes());
        repository = Files.createDirectory(directory.resolve("repository"));
        shell(repository, "git init -q -b master . && git config user.email a@b && git config user.name a");
        commit("one");
        first = shell(repository, "git rev-parse HEAD");
        commit("two");
    }

    private void commit(String text) throws Exception {
        shell(repository, "echo " + text + " > file && git add file && git commit -q -m " + text);
    }

    private static String shell(Path where, String line) throws Exception {
        Outcome outcome = Command.shell(where, line).run();
        assertThat(outcome.succeeded()).as(outcome.output().text()).isTrue();
        return outcome.output().trimmed();
    }

    private RecipeHarness part(String... lines) {
        String[] all = new String[lines.length + 2];
        all[0] = RECIPE;
        all[1] = "repository = " + repository;
        System.arraycopy(lines, 0, all, 2, lines.length);
        return harness.clear().part("code", all);
    }

    @Test
    void clonesTheBranchAndFollowsIt() throws Exception {
        part("branch = master").install();
        assertThat(clone.resolve("file")).hasContent("two\n");
        commit("three");
        harness.install();
        assertThat(clone.resolve("file")).hasContent("three\n");
    }

    @Test
    void followsMasterIfNoBranchIsNamedAndThereIsOne() throws Exception {
        shell(repository, "git checkout -q -b trunk");
        commit("trunk");
        part().install();
        assertThat(clone.resolve("file")).hasContent("two\n");
        shell(repository, "git checkout -q master");
        commit("three");
        shell(repository, "git checkout -q trunk");
        harness.install();
        assertThat(clone.resolve("file")).hasContent("three\n");
    }

    @Test
    void followsTheRepositorysOwnBranchWhereThereIsNoMaster() throws Exception {
        shell(repository, "git branch -q -m master trunk");
        part().install();
        assertThat(clone.resolve("file")).hasContent("two\n");
    }

    @Test
    void checksOutARevisionAndStaysThere() throws Exception {
        part("revision = " + first).install();
        assertThat(clone.resolve("file")).hasContent("one\n");
        commit("three");
        harness.install();
        assertThat(clone.resolve("file")).hasContent("one\n");
    }

    @Test
    void followsAChangeOfRevisionAndClonesWhatIsGone() throws Exception {
        part("revision = " + first).install();
        String second = shell(repository, "git rev-parse HEAD");
        part("revision = " + second).install();
        assertThat(clone.resolve("file")).hasContent("two\n");
        Trees.delete(clone);
        harness.install();
        assertThat(clone.resolve("file")).hasContent("two\n");
    }

    @Test
    void leavesLocalWorkAloneOnUninstall() throws Exception {
        part("develop = true").install();
        Files.writeString(clone.resolve("file"), "work\n");
        harness.uninstall();
        assertThat(clone.resolve("file")).hasContent("work\n");
    }

    @Test
    void deletesACleanCloneOnUninstall() throws Exception {
        part().install();
        harness.uninstall();
        assertThat(clone).doesNotExist();
    }

    @Test
    void checksOutOnlyWhatIsAskedFor() throws Exception {
        shell(repository, "mkdir a b && echo x > a/x && echo y > b/y && git add . && git commit -q -m dirs");
        part("sparse-checkout = /a/").install();
        assertThat(clone.resolve("a/x")).exists();
        assertThat(clone.resolve("b")).doesNotExist();
    }

    @Test
    void saysWhatCannotBeClonedAndLeavesNothing() throws Exception {
        harness.clear().part("code", RECIPE, "repository = " + directory + "/nowhere");
        assertThat(harness.failure().getMessage())
                .contains("repository")
                .contains("cannot be cloned: git clone failed with exit status 128")
                .contains("does not exist");
        assertThat(clone).doesNotExist();
        assertThat(harness.clear().part("code", RECIPE).failure().getMessage()).contains("is mandatory");
    }

    @Test
    void clonesToTheLocationThatIsNamed() throws Exception {
        Path elsewhere = directory.resolve("elsewhere/code");
        part("location = " + elsewhere).install();
        assertThat(elsewhere.resolve("file")).hasContent("two\n");
        assertThat(harness.value("code", "location").text()).isEqualTo(elsewhere.toString());
        harness.uninstall();
        assertThat(elsewhere).doesNotExist();
    }

    @Test
    void fetchesNoMoreHistoryThanIsAskedFor() throws Exception {
        harness.clear().part("code", RECIPE, "repository = file://" + repository, "depth = 1", "branch = master");
        harness.install();
        assertThat(shell(clone, "git rev-list --count HEAD")).isEqualTo("1");
        commit("three");
        harness.install();
        assertThat(clone.resolve("file")).hasContent("three\n");
        assertThat(part("depth = few").failure().getMessage()).contains("is not a number of commits");
    }

    @Test
    void isDoneByTheProgramThatIsNamed() throws Exception {
        Path git = Files.writeString(
                Files.createFile(
                        directory.resolve("mygit"),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))),
                "#!/bin/sh\necho \"$*\" >> " + directory.resolve("calls") + "\nexec git \"$@\"\n");
        part("git-executable = " + git).install();
        assertThat(directory.resolve("calls")).content().contains(" clone ").doesNotContain("http.sslVerify");
        part("git-executable = " + git, "ignore-ssl-certificate = true").install();
        assertThat(directory.resolve("calls")).content().contains("-c http.sslVerify=false");
    }

    @Test
    void fillsSubmodulesUnlessTheyAreIgnored() throws Exception {
        Path other = Files.createDirectory(directory.resolve("other"));
        shell(
                other,
                "git init -q . && git config user.email a@b && git config user.name a"
                        + " && echo deep > deep && git add deep && git commit -q -m deep");
        shell(
                repository,
                "git -c protocol.file.allow=always submodule --quiet add " + other + " sub"
                        + " && git commit -q -m sub");
        part("ignore-cloning-submodules = true").install();
        assertThat(clone.resolve("sub/deep")).doesNotExist();
        Path git = Files.writeString(
                Files.createFile(
                        directory.resolve("mygit"),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))),
                "#!/bin/sh\nexec git -c protocol.file.allow=always \"$@\"\n");
        part("git-executable = " + git).install();
        assertThat(clone.resolve("sub/deep")).hasContent("deep\n");
    }

    @Test
    void sharesACloneOfARevision() throws Exception {
        Path shelf = directory.resolve("shared");
        part("revision = " + first, "shared = true")
                .section("buildout", "shared-part-list = " + shelf)
                .install();
        Path place = Path.of(harness.value("code", "location").text());
        assertThat(place.getParent()).isEqualTo(shelf.resolve("code"));
        assertThat(place.resolve("file")).hasContent("one\n");
        harness.uninstall();
        assertThat(place.resolve("file")).exists();
        assertThat(part("shared = true").failure().getMessage()).contains("needs a revision");
    }
}
