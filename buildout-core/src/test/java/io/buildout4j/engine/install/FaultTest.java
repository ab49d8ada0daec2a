package io.buildout4j.engine.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.engine.plan.PlannedInstall;
import io.buildout4j.engine.state.Boot;
import io.buildout4j.engine.state.Disk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Faults of the system and of recipes: whatever happens, the next run makes what an undisturbed one makes. */
@Timeout(180)
class FaultTest {

    @TempDir
    Path temporary;

    private Path directory;
    private Path pristine;
    private Map<String, String> undisturbed;
    private final List<Path> mounted = new ArrayList<>();

    @BeforeEach
    void prepare() throws IOException {
        directory = Files.createDirectories(temporary.resolve("site"));
        pristine = temporary.resolve("pristine");
        Scenario.begin(directory);
        Scenario.copy(directory, pristine);
        Scenario.site(directory).profile(Scenario.AFTER).install();
        undisturbed = Scenario.site(directory).tree();
        reset();
    }

    @AfterEach
    void unmount() throws Exception {
        for (Path path : mounted) {
            run("umount", path.toString());
        }
    }

    private void reset() throws IOException {
        Disk.delete(directory);
        Scenario.copy(pristine, directory);
    }

    private static int run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }

    private void mount(String... command) throws Exception {
        Path place = Path.of(command[command.length - 1]);
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/mount")) && run(command) == 0,
                "file systems cannot be mounted here");
        mounted.add(0, place);
    }

    private void mended(String when) throws IOException {
        Scenario.site(directory).profile(Scenario.AFTER).install();
        assertThat(Scenario.site(directory).tree()).as(when).isEqualTo(undisturbed);
        assertThat(directory.resolve(".buildout4j").toFile().list()).as(when).containsExactly("lock");
    }

    private List<String> java(Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                        .filter(entry -> !entry.contains("logback"))
                        .collect(Collectors.joining(java.io.File.pathSeparator)),
                program.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    @Test
    void aSmallDiskThatFillsUpIsReportedAndNothingIsLost() throws Exception {
        Disk.delete(directory);
        Files.createDirectories(directory);
        int failures = 0;
        for (int kilobytes = 28; kilobytes <= 128; kilobytes += 4) {
            mount("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", directory.toString());
            Scenario.copy(pristine, directory);
            try {
                Scenario.site(directory).profile(Scenario.AFTER).install();
            } catch (BuildoutException e) {
                failures++;
                assertThat(all(e)).containsIgnoringCase("no space left on device");
            }
            assertThat(run("mount", "-o", "remount,size=4m", directory.toString()))
                    .isZero();
            mended(kilobytes + " kilobytes");
            assertThat(run("umount", mounted.remove(0).toString())).isZero();
        }
        assertThat(failures).isPositive();
    }

    private static String all(Throwable thrown) {
        StringBuilder text = new StringBuilder(String.valueOf(thrown.getMessage()));
        for (Throwable suppressed : thrown.getSuppressed()) {
            text.append('\n').append(suppressed.getMessage());
        }
        return text.toString();
    }

    @Test
    void aReadOnlyDirectoryIsReportedAndNothingChanges() throws Exception {
        Map<String, String> before = Scenario.site(directory).tree();
        Path bin = directory.resolve("bin");
        mount("mount", "--bind", bin.toString(), bin.toString());
        assertThat(run("mount", "-o", "remount,ro,bind", bin.toString())).isZero();

        assertThatThrownBy(
                        () -> Scenario.site(directory).profile(Scenario.AFTER).install())
                .isInstanceOf(BuildoutException.class)
                .satisfies(e -> assertThat(all(e)).contains("bin/").containsIgnoringCase("read-only file system"));

        assertThat(Scenario.site(directory).tree()).containsAllEntriesOf(withoutRecord(before));
        unmount();
        mounted.clear();
        mended("after the directory was read-only");
    }

    private static Map<String, String> withoutRecord(Map<String, String> tree) {
        return tree.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(".installed.cfg"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Test
    void aDirectoryThatBecameAFileSinceThePlanWasMadeStopsThePartAndIsLeftAlone() throws Exception {
        Site site = Scenario.site(directory).profile(Scenario.AFTER.replace("bin/mine", "etc/sub/mine"));
        PlannedInstall plan = site.plan();
        Files.writeString(directory.resolve("etc"), "a user's");

        assertThatThrownBy(() -> site.install(plan)).hasMessageContaining("etc");

        assertThat(directory.resolve("etc")).hasContent("a user's");
        Files.delete(directory.resolve("etc"));
        assertThat(site.install().done()).isNotEmpty();
    }

    @Test
    void aPartThatBecameALinkSinceThePlanWasMadeIsReplacedAndWhatItLeadsToIsLeftAlone() throws Exception {
        PlannedInstall plan = Scenario.site(directory).profile(Scenario.AFTER).plan();
        Path elsewhere = Files.createDirectories(temporary.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("precious"), "a user's");
        Disk.delete(directory.resolve("parts/changed"));
        Files.createSymbolicLink(directory.resolve("parts/changed"), elsewhere);

        Scenario.site(directory).install(plan);

        assertThat(elsewhere.toFile().list()).containsExactly("precious");
        assertThat(Scenario.site(directory).tree()).isEqualTo(undisturbed);
    }

    @Test
    void aClockThatJumpsBackAfterPowerWasLostOnlyMakesTheNextRunCareful() throws IOException {
        AccidentFileSystem system = new AccidentFileSystem(i -> i == 60, i -> false);
        assertThatThrownBy(() -> Scenario.site(system.of(directory))
                        .profile(Scenario.AFTER)
                        .install())
                .isInstanceOf(AccidentFileSystem.Dead.class);
        for (Duration jump : List.of(Duration.ofDays(-1), Duration.ofDays(1))) {
            Site site = Scenario.site(directory).profile(Scenario.AFTER);
            site.boot = new Boot("another", Instant.now().plus(jump));
            site.install();
            assertThat(site.tree()).containsEntry("parts/fills/deep/mine", "mine");
            assertThat(site.plan().toString()).doesNotContain("install new");
        }
    }

    @Test
    void filesThatSeemToComeFromTheFutureDisturbNothing() throws IOException {
        mended("at first");
        for (Path file : Disk.list(directory)) {
            Files.setLastModifiedTime(
                    file, java.nio.file.attribute.FileTime.from(Instant.now().plus(Duration.ofDays(2))));
        }
        assertThat(Scenario.site(directory).profile(Scenario.AFTER).plan().work())
                .allMatch(change -> change.explain().startsWith("update"));
        mended("in the past");
    }

    @Test
    void aRecipeThatEndsTheProcessIsMendedByTheNextRun() throws Exception {
        Process process = new ProcessBuilder(java(Exits.class, directory.toString()))
                .redirectErrorStream(true)
                .redirectOutput(temporary.resolve("output").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(3);
        assertThat(directory.resolve("parts/exits/half")).exists();

        mended("after System.exit");
    }

    /** Installs a part whose recipe ends the process. */
    static final class Exits {

        private Exits() {}

        public static void main(String[] arguments) {
            Scenario.site(Path.of(arguments[0]))
                    .recipe("exits", part -> installation -> {
                        Files.createDirectories(installation.created(part.location()));
                        Files.writeString(part.location().resolve("half"), "half");
                        System.exit(3);
                    })
                    .profile(Scenario.AFTER.replace("parts = fresh", "parts = exits fresh")
                            + "[exits]\nrecipe = exits\n")
                    .install();
        }
    }

    @Test
    void aProcessWithoutFileDescriptorsIsMendedByTheNextRun() throws Exception {
        boolean failed = false;
        for (int free = 0; free < 5; free++) {
            reset();
            List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -n 64 && exec \"$@\"", "sh"));
            command.addAll(java(FewDescriptors.class, directory.toString(), String.valueOf(free)));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(temporary.resolve("output").toFile())
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            failed |= process.exitValue() != 0;
            mended(free + " descriptors free");
        }
        assertThat(failed).isTrue();
    }

    /** Installs when all but a few file descriptors are taken. */
    static final class FewDescriptors {

        private FewDescriptors() {}

        public static void main(String[] arguments) throws IOException {
            // Loads the classes, which takes descriptors too.
            Path rehearsal = Files.createTempDirectory("rehearsal");
            Scenario.begin(rehearsal);
            Scenario.site(rehearsal).profile(Scenario.AFTER).install();
            Disk.delete(rehearsal);
            Deque<InputStream> taken = new ArrayDeque<>();
            try {
                while (true) {
                    taken.push(Files.newInputStream(Path.of("/dev/null")));
                }
            } catch (IOException full) {
                for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
                    taken.pop().close();
                }
            }
            Scenario.site(Path.of(arguments[0])).profile(Scenario.AFTER).install();
        }
    }

    @Test
    @Tag("slow")
    void twoProcessesInOneDirectoryTakeTurns() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            processes.add(new ProcessBuilder(java(Again.class, directory.toString(), "100"))
                    .redirectErrorStream(true)
                    .redirectOutput(temporary.resolve("output" + i).toFile())
                    .start());
        }
        for (int i = 0; i < 2; i++) {
            assertThat(processes.get(i).waitFor(150, TimeUnit.SECONDS)).isTrue();
            assertThat(processes.get(i).exitValue())
                    .as(Files.readString(temporary.resolve("output" + i)))
                    .isZero();
        }
        mended("after two processes of a hundred runs each");
    }

    /** Installs one profile and the other, again and again. */
    static final class Again {

        private Again() {}

        public static void main(String[] arguments) {
            for (int runs = 0; runs < Integer.parseInt(arguments[1]); ) {
                Site site =
                        Scenario.site(Path.of(arguments[0])).profile(runs % 2 == 0 ? Scenario.AFTER : Scenario.BEFORE);
                site.patience = Duration.ofSeconds(60);
                try {
                    site.install();
                    runs++;
                } catch (BuildoutException e) {
                    // The other one was faster: plan again, on what it left.
                    if (e.diagnostic().kind() != Diagnostic.Kind.PLAN_OUTDATED) {
                        throw e;
                    }
                }
            }
        }
    }
}
