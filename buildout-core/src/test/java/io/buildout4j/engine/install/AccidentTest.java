package io.buildout4j.engine.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.BuildoutException;
import io.buildout4j.engine.state.Boot;
import io.buildout4j.engine.state.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every change to the disk that a run makes, in turn: the process dies there, the power goes, or the disk is full. */
class AccidentTest {

    @TempDir
    Path temporary;

    private Path directory;
    private Path pristine;
    private Map<String, String> undisturbed;

    @BeforeEach
    void prepare() throws IOException {
        directory = Files.createDirectories(temporary.resolve("site"));
        pristine = temporary.resolve("pristine");
        Scenario.begin(directory);
        Scenario.copy(directory, pristine);
        Scenario.site(directory).profile(Scenario.AFTER).install();
        undisturbed = Scenario.site(directory).tree();
    }

    private void reset() throws IOException {
        Disk.delete(directory);
        Scenario.copy(pristine, directory);
    }

    private void mended(String when) throws IOException {
        mended(when, Boot.here());
    }

    private void mended(String when, Boot boot) throws IOException {
        Site site = Scenario.site(directory).profile(Scenario.AFTER);
        site.boot = boot;
        site.plan();
        site.install();
        assertThat(Scenario.site(directory).tree()).as(when).isEqualTo(undisturbed);
        assertThat(directory.resolve(".buildout4j").toFile().list()).as(when).containsExactly("lock");
    }

    @Test
    void aProcessThatDiesAtAnyChangeIsMendedByTheNext() throws IOException {
        int changes = 0;
        for (int n = 1; ; n++) {
            reset();
            int at = n;
            AccidentFileSystem system = new AccidentFileSystem(i -> i == at, i -> false);
            boolean died = dies(system);
            mended("died at change " + n);
            if (!died) {
                changes = n;
                break;
            }
        }
        assertThat(changes).isGreaterThan(60);
    }

    @Test
    @Tag("slow")
    void aRecoveryThatDiesAtAnyChangeIsMendedByTheNext() throws IOException {
        for (int n = 25; n < 100; n += 24) {
            boolean died = true;
            for (int m = 1; died; m++) {
                reset();
                int first = n;
                dies(new AccidentFileSystem(i -> i == first, i -> false));
                int second = m;
                died = dies(new AccidentFileSystem(i -> i == second, i -> false)) && m < 40;
                mended("died at change " + n + " and again at " + m);
            }
        }
    }

    @Test
    void powerLostAtSomeChangesIsMendedByTheNextRun() throws IOException {
        for (int n = 3; n < 120; n += 13) {
            powerLostAt(n, n);
        }
    }

    @Test
    @Tag("slow")
    void powerLostAtAnyChangeIsMendedByTheNextRunWhateverTheDiskHasThen() throws IOException {
        for (int chance = 1; chance <= 2; chance++) {
            boolean died = true;
            for (int n = 1; died; n++) {
                died = powerLostAt(n, 1000 * chance + n);
            }
        }
    }

    @Test
    void powerLostAtSomeChangesLeavesNothingOfPartsThatAreThenNotWanted() throws IOException {
        for (int n = 3; n < 120; n += 9) {
            for (int chance = 1; chance <= 3; chance++) {
                powerLostAndGivenUpAt(n, 100 * chance + n);
            }
        }
    }

    @Test
    @Tag("slow")
    void powerLostAtAnyChangeLeavesNothingOfPartsThatAreThenNotWanted() throws IOException {
        boolean died = true;
        for (int n = 1; died; n++) {
            for (int chance = 1; chance <= 4; chance++) {
                died = powerLostAndGivenUpAt(n, 1000 * chance + n);
            }
        }
    }

    /** @return whether the run came so far */
    private boolean powerLostAndGivenUpAt(int n, int chance) throws IOException {
        reset();
        Map<String, String> before = madeByParts();
        AccidentFileSystem system = new AccidentFileSystem(i -> i == n, i -> false);
        boolean died = dies(system.logging(directory));
        reset();
        system.log().replay(new Random(chance));
        Site site = Scenario.site(directory).profile(Scenario.BEFORE);
        site.boot = new Boot("after the power was lost", Instant.now());
        site.install();
        if (died) {
            assertThat(madeByParts())
                    .as("power lost at change " + n + ", chance " + chance)
                    .isEqualTo(before);
        }
        return died;
    }

    /** Without the user's file in whose place a finished part has put its own: that one goes with the part. */
    private Map<String, String> madeByParts() throws IOException {
        Map<String, String> tree = new TreeMap<>(Scenario.site(directory).tree());
        tree.remove("bin/mine");
        tree.keySet().removeIf(path -> !path.startsWith("bin") && !path.startsWith("parts"));
        return tree;
    }

    @Test
    @Tag("slow")
    void powerLostAfterTheEndLosesNothing() throws IOException {
        for (int chance = 1; chance <= 20; chance++) {
            powerLostAt(Integer.MAX_VALUE, chance);
        }
    }

    /** @return whether the run came so far */
    private boolean powerLostAt(int n, int chance) throws IOException {
        reset();
        AccidentFileSystem system = new AccidentFileSystem(i -> i == n, i -> false);
        boolean died = dies(system.logging(directory));
        reset();
        system.log().replay(new Random(chance));
        Boot after = new Boot("after the power was lost", Instant.now());
        String when = "power lost at change " + n + ", chance " + chance;
        if (!died) {
            assertThat(Scenario.site(directory).tree()).as(when).isEqualTo(undisturbed);
        }
        mended(when, after);
        return died;
    }

    @Test
    void aChangeThatFailsIsReportedAndNothingIsLost() throws IOException {
        int failures = 0;
        for (int n = 1; ; n++) {
            reset();
            int at = n;
            AccidentFileSystem system = new AccidentFileSystem(i -> false, i -> i == at);
            boolean failed = false;
            try {
                Scenario.site(system.of(directory)).profile(Scenario.AFTER).install();
            } catch (BuildoutException e) {
                failed = true;
                failures++;
                StringBuilder all = new StringBuilder(e.getMessage());
                for (Throwable suppressed : e.getSuppressed()) {
                    all.append(suppressed.getMessage());
                }
                assertThat(all).as("change " + n).contains("no space left on device");
            }
            int made = system.changes();
            mended("change " + n + " failed");
            if (!failed && made < n) {
                assertThat(failures).isGreaterThan(40);
                return;
            }
        }
    }

    @Test
    @Tag("slow")
    void aDiskThatStaysFullIsReportedAndNothingIsLost() throws IOException {
        for (int n = 1; ; n += 3) {
            reset();
            int at = n;
            AccidentFileSystem system = new AccidentFileSystem(i -> false, i -> i >= at);
            try {
                Scenario.site(system.of(directory)).profile(Scenario.AFTER).install();
                mended("full after change " + n);
                return;
            } catch (BuildoutException e) {
                mended("full after change " + n);
            }
        }
    }

    private boolean dies(AccidentFileSystem system) {
        return dies(system.of(directory));
    }

    private static boolean dies(Path place) {
        try {
            Scenario.site(place).profile(Scenario.AFTER).install();
            return false;
        } catch (AccidentFileSystem.Dead | BuildoutException e) {
            return true;
        }
    }
}
