package io.buildout4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.buildout4j.install.InstallListener;
import io.buildout4j.install.InstallPlan;
import io.buildout4j.install.InstallReport;
import io.buildout4j.install.PartChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentTest {

    @TempDir
    Path directory;

    private final Buildout buildout = Buildout.builder()
            .withoutUserDefaults()
            .recipe("dirs", part -> {
                String text = part.section("buildout").get("directory").text() + " " + part.location();
                return installation -> Files.writeString(installation.created(Path.of("x")), text);
            })
            .build();

    private Profile profile(String options) throws IOException {
        Path file = directory.resolve("b.cfg");
        Files.writeString(file, "[buildout]\nparts = a\n" + options + "\n[a]\nrecipe = dirs\n");
        return new Profile(file);
    }

    private record Profile(Path file) {}

    private InstallPlan run(Profile profile) {
        InstallPlan plan = buildout.plan(buildout.load(profile.file()));
        buildout.install(plan);
        return plan;
    }

    @Test
    void aProfileMayBeInstalledInAnotherDirectoryThanItsOwn(@TempDir Path other) throws Exception {
        Profile profile = profile("");

        buildout.install(buildout.plan(buildout.load(profile.file()), other));

        assertThat(other.resolve("x")).hasContent(other + " " + other.resolve("parts/a"));
        assertThat(other.resolve(".installed.cfg")).exists();
        assertThat(directory.toFile().list()).containsExactly("b.cfg");
    }

    @Test
    void withoutAStateFileEachRunInstalls() throws Exception {
        Profile profile = profile("installed =");

        assertThat(run(profile).toString()).isEqualTo("install a: is new");
        assertThat(run(profile).toString()).isEqualTo("install a: is new");
        assertThat(directory.resolve(".installed.cfg")).doesNotExist();
    }

    @Test
    void theStateFileMayBeElsewhere() throws Exception {
        Profile profile = profile("installed = var/state.cfg");

        run(profile);

        assertThat(run(profile).toString()).isEqualTo("update a");
        assertThat(directory.resolve("var/state.cfg")).exists();
    }

    @Test
    void anOptionOfBuildoutThatNothingReadsIsWarnedAbout() throws Exception {
        Profile profile = profile("foo = 1");
        Buildout idle = Buildout.builder()
                .withoutUserDefaults()
                .recipe("dirs", part -> installation -> {})
                .build();

        assertThat(idle.plan(idle.load(profile.file())).warnings())
                .extracting(Diagnostic::line)
                .containsExactly("b.cfg:3:1: option 'foo' of [buildout] is not used (mend its name, or take it out)");
    }

    @Test
    void anExtensionThatIsNotLoadedIsWarnedAboutUnlessItsWorkIsBuiltIn() throws Exception {
        warnsOf(
                "extensions =\n  mr.developer\n  slapos.extension.shared",
                "b.cfg:3:1: extension mr.developer is Python's and is not loaded: what it does is not done"
                        + " (take it out where nothing needs it)");
    }

    @Test
    void aSourceTreeThatIsNotBuiltIsWarnedAbout() throws Exception {
        warnsOf(
                "develop = src/one",
                "b.cfg:3:1: 'develop' of [buildout] does nothing: src/one is not built"
                        + " (give it a part whose recipe is zc.recipe.egg:develop)");
        warnsOf("develop =");
    }

    private void warnsOf(String option, String... warnings) throws Exception {
        var loaded = buildout.load(profile(option).file());

        assertThat(buildout.plan(loaded).warnings())
                .extracting(Diagnostic::line)
                .containsExactly(warnings);
        assertThat(loaded.check()).extracting(Diagnostic::line).containsExactly(warnings);
    }

    @Test
    void whatARecipeWarnsOfWhileItInstallsReachesTheOperatorOnce() throws Exception {
        Profile profile = profile("");
        Files.writeString(profile.file(), "text = late\n", StandardOpenOption.APPEND);
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        Buildout worried = Buildout.builder()
                .withoutUserDefaults()
                .recipe("dirs", part -> {
                    part.warn("text", "is old");
                    return installation ->
                            part.warn("text", "is " + part.required("text").text());
                })
                .listener(new InstallListener() {
                    @Override
                    public void warning(Diagnostic warning) {
                        heard.add(warning.line());
                    }
                })
                .build();

        InstallReport report = worried.install(worried.plan(worried.load(profile.file())));

        assertThat(heard)
                .containsExactly(
                        "b.cfg:6:1: option 'text' of part a is old", "b.cfg:6:1: option 'text' of part a is late")
                .isEqualTo(report.warnings().stream().map(Diagnostic::line).toList());
    }

    @Test
    void aPlanIsRefusedWhenTheProfileWasEditedSince() throws Exception {
        Profile profile = profile("");
        InstallPlan plan = buildout.plan(buildout.load(profile.file()));
        Files.writeString(profile.file(), "[buildout]\nparts =\n");

        assertThatThrownBy(() -> buildout.install(plan))
                .hasMessage(profile.file() + " changed since the plan was made (make the plan again)");
    }

    @Test
    void anUnknownPartIsAnError() throws Exception {
        Profile profile = profile("");

        assertThatThrownBy(() -> buildout.plan(buildout.load(profile.file()), directory, List.of("nope")))
                .isInstanceOf(BuildoutException.Resolving.class)
                .hasMessage("no section [nope] (mend the name, or write the section)\n  while preparing part nope");
    }

    @Test
    void aSectionThatARecipeLooksUpIsADependency() throws Exception {
        Profile profile = profile("[b]\nrecipe = looks\n[c]\nrecipe = quiet\n");
        Buildout looking = Buildout.builder()
                .withoutUserDefaults()
                .recipe("dirs", part -> {
                    part.section("b");
                    return installation -> {};
                })
                .recipe("looks", part -> {
                    part.section("c");
                    return installation -> {};
                })
                .recipe("quiet", part -> installation -> {})
                .build();

        assertThat(looking.plan(looking.load(profile.file())).changes())
                .extracting(PartChange::part, PartChange::dependencies)
                .containsExactly(tuple("c", Set.of()), tuple("b", Set.of("c")), tuple("a", Set.of("b")));
    }

    @Test
    void resolvingWithRecipesSeesWhatTheyPublishAndWritesNothing() throws Exception {
        Profile profile = profile("[user]\nplace = ${part:place}\n[part]\nrecipe = publishing\n");
        Buildout publishing = Buildout.builder()
                .withoutUserDefaults()
                .recipe("publishing", part -> {
                    part.publish("place", "here");
                    return installation -> {};
                })
                .build();

        assertThat(publishing
                        .resolveWithRecipes(publishing.load(profile.file()))
                        .value("user", "place")
                        .text())
                .isEqualTo("here");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(profile.file());
        }
    }
}
