package io.buildout4j.recipes.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.buildout4j.BuildoutException;
import io.buildout4j.recipes.archive.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoftwareReleasesTest {

    private static final String EMPTY = "[buildout]\nparts =\n";

    @TempDir
    private Path directory;

    private Release release;
    private SoftwareReleases releases;

    @BeforeEach
    void open() {
        release = new Release(directory);
        releases = release.releases();
    }

    @Test
    void aReleaseIsADirectoryByTheDigestOfItsUrl() throws IOException {
        String url = release.software("web", EMPTY);

        SoftwareRelease built = releases.install(url);

        assertThat(built.directory()).isEqualTo(releases.root().resolve(DigestUtils.md5Hex(url)));
        assertThat(built.directory().resolve("instance.cfg")).hasContent(EMPTY.strip());
        assertThat(built.directory().resolve("buildout.cfg")).hasContent("[buildout]\nextends = " + url);
        assertThat(built.isComplete()).isTrue();
        assertThat(SoftwareRelease.at(built.directory())).isEqualTo(built);
    }

    @Test
    void aFailedReleaseIsNotCompleteAndIsContinued() throws IOException {
        Path profile = Files.writeString(directory.resolve("software.cfg"), """
                        [buildout]
                        parts = one two
                        [one]
                        recipe = plone.recipe.command
                        command = echo x >> ${buildout:directory}/one
                        update-command =
                        [two]
                        recipe = plone.recipe.command
                        command = test -e %s
                        stop-on-error = true
                        """.formatted(directory.resolve("fixed")));
        String url = profile.toString();

        assertThatThrownBy(() -> releases.install(url))
                .isInstanceOf(BuildoutException.class)
                .hasMessageContaining("while building software release " + url);
        assertThat(releases.release(url).isComplete()).isFalse();
        Files.createFile(directory.resolve("fixed"));
        releases.install(url);

        assertThat(releases.release(url).isComplete()).isTrue();
        assertThat(releases.release(url).directory().resolve("one")).hasContent("x");
    }

    @Test
    void aCompleteReleaseIsNotBuiltAgainUnlessAskedFor() throws IOException {
        String url = release.software("web", EMPTY);
        Path made = releases.install(url).directory().resolve("instance.cfg");
        release.software("web", EMPTY + "# new\n");

        releases.install(url);
        assertThat(made).hasContent(EMPTY.strip());
        releases.update(url);
        assertThat(Files.readString(made)).contains("# new");
    }

    @Test
    void aProfileThatTheOperatorChangedStays() throws IOException {
        String url = release.software("web", EMPTY);
        Path profile = releases.install(url).directory().resolve("buildout.cfg");
        String changed = Files.readString(profile) + "parts += more\n[more]\nrecipe = slapos.cookbook:mkdirectory\n";
        Files.writeString(profile, changed);

        releases.update(url);

        assertThat(profile).hasContent(changed.strip());
    }

    @Test
    void whoeverComesFirstBuildsAReleaseAndTheOthersWait() throws Exception {
        String profile = """
                [buildout]
                parts = slow
                [slow]
                recipe = plone.recipe.command
                command = echo begin >> %1$s; sleep 0.2; echo end >> %1$s
                """;
        Path runs = directory.resolve("runs");
        String url = Files.writeString(directory.resolve("slow.cfg"), profile.formatted(runs))
                .toString();
        String other = Files.writeString(
                        directory.resolve("other.cfg"), profile.formatted(directory.resolve("other-runs")))
                .toString();
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<SoftwareRelease>> all = new ArrayList<>();
            for (String wanted : List.of(url, other, url, url)) {
                all.add(pool.submit(() -> release.releases().install(wanted)));
            }
            for (Future<SoftwareRelease> future : all) {
                assertThat(future.get().isComplete()).isTrue();
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(runs).hasContent("begin\nend");
        assertThat(directory.resolve("other-runs")).hasContent("begin\nend");
    }

    @Test
    void aReadOnlyReleaseCanBeBuiltAgain() throws IOException {
        String url = release.software("web", EMPTY);
        SoftwareReleases closed = new SoftwareReleases(
                releases.root(), Release.ENGINE, releases.settings().asReadOnly());

        Path made = closed.install(url).directory();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .doesNotContain("w");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.resolve("instance.cfg"))))
                .doesNotContain("w");
        closed.update(url);
        assertThat(closed.release(url).isComplete()).isTrue();
    }

    @Test
    void withoutRoomNothingIsBegun() throws IOException {
        String url = release.software("web", EMPTY);
        SoftwareReleases greedy = new SoftwareReleases(
                releases.root(), Release.ENGINE, releases.settings().withFreeBytes(Long.MAX_VALUE));

        assertThatThrownBy(() -> greedy.install(url)).hasMessageContaining("MiB are free");
        assertThat(greedy.release(url).directory()).doesNotExist();
    }

    @Test
    void sharedPartsAreListedInTheProfile() throws IOException {
        String url = release.software("web", EMPTY);
        Path shared = directory.resolve("shared");
        SoftwareReleases sharing = new SoftwareReleases(
                releases.root(), Release.ENGINE, releases.settings().withSharedParts(List.of(shared)));

        assertThat(sharing.install(url).directory().resolve("buildout.cfg"))
                .content()
                .contains("shared-part-list =\n  " + shared);
    }

    @Test
    void aUrlWithBlanksIsRefused() {
        assertThatThrownBy(() -> releases.install("/a b/software.cfg")).hasMessageContaining("must have no blanks");
    }

    @Test
    void whatAnInstanceUsesIsNotCollected() throws Exception {
        Instance used = release.instance("used", EMPTY);
        SoftwareRelease idle = releases.install(release.software("idle", EMPTY));
        Node.builder().build().deploy(used);

        assertThat(releases.collect(List.of(), List.of())).containsExactly(idle);
        assertThat(used.software().isComplete()).isTrue();
        assertThat(idle.directory()).doesNotExist();
    }

    @Test
    void anInstanceThatMovedOnLeavesItsReleaseToTheCollection() throws Exception {
        Instance instance = release.instance("web", EMPTY);
        SoftwareRelease newer = releases.install(release.software("newer", EMPTY));
        Node node = Node.builder().build();
        node.deploy(instance);
        node.deploy(instance.withSoftware(newer));

        assertThat(releases.collect(List.of(), List.of())).containsExactly(instance.software());
    }

    @Test
    void aDestroyedInstanceUsesNothing() throws Exception {
        Instance instance = release.instance("web", EMPTY);
        Node node = Node.builder().build();
        node.deploy(instance);
        node.deploy(instance.withState(Instance.State.DESTROYED));

        assertThat(releases.collect(List.of(), List.of())).containsExactly(instance.software());
        assertThat(instance.partition()).isDirectoryNotContaining(path -> !path.endsWith(".slapgrid"));
    }

    @Test
    void aPartitionThatIsOutOfSightUsesItsReleaseAllTheSame() throws Exception {
        Instance instance = release.instance("web", EMPTY);
        Node.builder().build().deploy(instance);
        Trees.delete(instance.partition());

        assertThat(releases.collect(List.of(), List.of())).isEmpty();
    }
}
