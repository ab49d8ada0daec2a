package io.buildout4j.recipes.node.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.process.Command;
import io.buildout4j.process.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written for supervisord and systemd is read by supervisord and systemd. */
class RealSupervisorsTest {

    @TempDir
    private Path directory;

    private Path partition;
    private Path written;

    @BeforeEach
    void services() throws IOException {
        partition = Files.createDirectories(directory.resolve("in $HOME; not").resolve("part0"));
        written = Files.createDirectory(directory.resolve("written"));
        program("etc/service/web", "echo $$ >> starts; exec sleep 1000");
        program("etc/run/once", "touch was-here");
    }

    private void program(String name, String script) throws IOException {
        Path file = partition.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    @Tag("slow")
    void supervisordRunsTheServicesAndStartsThemAgain() throws Exception {
        Path supervisord = Path.of("/usr/bin/supervisord");
        assumeTrue(Files.isExecutable(supervisord), "there is no supervisord");
        new SupervisordFiles(written).apply(partition, Service.of(partition));
        Path configuration = Files.writeString(
                directory.resolve("supervisord.conf"),
                "[supervisord]\nnodaemon = true\nlogfile = %1$s/log\npidfile = %1$s/pid\n[include]\nfiles = %1$s/written/*.conf\n"
                        .formatted(directory));
        Process process = new ProcessBuilder(supervisord.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        try {
            awaitStarts(1);
            long first = Long.parseLong(
                    Files.readAllLines(partition.resolve("starts")).get(0));
            ProcessHandle.of(first).orElseThrow().destroyForcibly();
            awaitStarts(2);
            assertThat(partition.resolve("was-here")).exists();
        } finally {
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void awaitStarts(int wanted) throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        Path starts = partition.resolve("starts");
        while (!Files.exists(starts) || Files.readAllLines(starts).size() < wanted) {
            assertThat(System.nanoTime())
                    .as("start %s; supervisord says: %s", wanted, said())
                    .isLessThan(end);
            Thread.sleep(50);
        }
    }

    private String said() throws IOException {
        return Files.readString(directory.resolve("output"));
    }

    @Test
    void systemdFindsNothingWrongWithTheUnits() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "there is no systemd-analyze");
        new SystemdUnits(written).apply(partition, Service.of(partition));

        Outcome verified = verify();
        assertThat(verified.output().trimmed()).doesNotContain("part0-");
        assertThat(verified.succeeded()).as(verified.output().trimmed()).isTrue();

        Files.delete(partition.resolve("etc/service/web"));
        assertThat(verify().output().trimmed())
                .as("the unit names the program, whatever is in its path")
                .contains(partition.resolve("etc/service/web") + " is not executable");
    }

    private Outcome verify() throws Exception {
        return Command.shell(written, "systemd-analyze verify --man=no ./*.service")
                .run();
    }

    @Test
    void whatTheirFilesCannotSayIsRefused() throws IOException {
        program("etc/service/bad name", "");
        List<Service> services = Service.of(partition);

        assertThatThrownBy(() -> new SupervisordFiles(written).apply(partition, services))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'bad name-on-watch' cannot be the name of a service");
        assertThatThrownBy(() -> new SystemdUnits(written).apply(partition, services))
                .hasMessageContaining("'bad name-on-watch' cannot be the name of a service");
        assertThatThrownBy(() -> new SystemdUnits(written).apply(directory.resolve("a\n[Service]"), List.of()))
                .hasMessageContaining("a line of a configuration file cannot name");
        assertThatThrownBy(() -> new SupervisordFiles(written).apply(directory.resolve("50% off"), List.of()))
                .hasMessageContaining("a line of a configuration file cannot name");
        assertThat(written).isEmptyDirectory();
    }
}
