package io.buildout4j.engine.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.Buildout;
import io.buildout4j.BuildoutException;
import io.buildout4j.install.InstallPlan;
import io.buildout4j.install.PartChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same profiles one after the other, here and with zc.buildout itself: the same parts are taken away and made. */
class StepsBesideOriginalTest {

    private static final String RECIPE = """
            import os
            class Probe:
                def __init__(self, buildout, name, options):
                    self.options = options
                    self.output = os.path.join(buildout['buildout']['directory'], options.get('output', name + '.txt'))
                    options['location'] = self.output
                    options.get('text')
                def install(self):
                    self.options.created(self.output)
                    with open(self.output, 'w') as f:
                        f.write(self.options.get('text', '') + '\\n')
                    if self.options.get('fail'):
                        raise IOError(self.options['fail'])
                    return [self.output]
                def update(self):
                    pass
            """;
    private static final Pattern STEP =
            Pattern.compile("^(Uninstalling|Installing|Updating) (\\S+)\\.$", Pattern.MULTILINE);
    private static final String SHIM = "from collections.abc import MutableMapping as DictMixin\n";

    @TempDir
    Path temporary;

    private Path ours;
    private Path theirs;

    @BeforeEach
    void theOriginalIsInstalled() throws Exception {
        Path program = Path.of("/usr/bin/buildout");
        assumeTrue(Files.isExecutable(program), "zc.buildout is not installed (python3-zc.buildout)");
        ours = Files.createDirectories(temporary.resolve("ours"));
        theirs = Files.createDirectories(temporary.resolve("theirs"));
        Path python = Files.createDirectories(temporary.resolve("python/probe.egg-info"))
                .getParent();
        Files.writeString(python.resolve("UserDict.py"), SHIM);
        Files.writeString(python.resolve("probe.py"), RECIPE);
        Files.writeString(
                python.resolve("probe.egg-info/PKG-INFO"), "Metadata-Version: 1.0\nName: probe\nVersion: 1.0\n");
        Files.writeString(python.resolve("probe.egg-info/entry_points.txt"), "[zc.buildout]\ndefault = probe:Probe\n");
    }

    private List<String> original(String profile, String... parts) throws Exception {
        Files.writeString(theirs.resolve("buildout.cfg"), profile);
        List<String> command =
                new ArrayList<>(List.of("/usr/bin/python3", "-W", "ignore", "/usr/bin/buildout", "-U", "install"));
        command.addAll(List.of(parts));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(theirs.toFile()).redirectErrorStream(true);
        builder.environment().put("PYTHONPATH", temporary.resolve("python").toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();
        List<String> steps = new ArrayList<>();
        Matcher step = STEP.matcher(output);
        while (step.find()) {
            steps.add(step.group(1) + " " + step.group(2));
        }
        assertThat(output).doesNotContain("ImportError");
        return steps;
    }

    private List<String> here(String profile, String... parts) throws IOException {
        Files.writeString(ours.resolve("buildout.cfg"), profile);
        Buildout buildout = Buildout.builder()
                .withoutUserDefaults()
                .recipe("probe", part -> {
                    Path output = part.directory()
                            .resolve(part.optional("output").map(v -> v.text()).orElse(part.name() + ".txt"));
                    String text = part.optional("text").map(v -> v.text()).orElse("");
                    part.publish("location", output);
                    return installation -> {
                        Files.writeString(installation.created(output), text + "\n");
                        if (part.optional("fail").isPresent()) {
                            throw new IOException("failed");
                        }
                    };
                })
                .build();
        InstallPlan plan = buildout.plan(buildout.load(ours.resolve("buildout.cfg")), ours, List.of(parts));
        List<String> steps = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        for (PartChange change : plan.changes()) {
            switch (change.action()) {
                case UNINSTALL -> removed.add("Uninstalling " + change.part());
                case REINSTALL -> {
                    removed.add("Uninstalling " + change.part());
                    steps.add("Installing " + change.part());
                }
                case INSTALL -> steps.add("Installing " + change.part());
                case UPDATE -> steps.add("Updating " + change.part());
                case LEAVE -> {}
            }
        }
        try {
            buildout.install(plan);
        } catch (BuildoutException.Installing e) {
            assertThat(e).hasMessageContaining("failed");
        }
        removed.sort(null);
        removed.addAll(steps);
        return removed;
    }

    private void step(String profile, String... parts) throws Exception {
        List<String> expected = new ArrayList<>(original(profile, parts));
        List<String> goes = new ArrayList<>(
                expected.stream().filter(s -> s.startsWith("Un")).sorted().toList());
        expected.removeAll(goes);
        goes.addAll(expected);
        assertThat(here(profile, parts)).as(profile).isEqualTo(goes);
        assertThat(files(ours)).as(profile).isEqualTo(files(theirs));
    }

    private static List<String> files(Path directory) throws IOException {
        List<String> files = new ArrayList<>();
        for (Path file : io.buildout4j.engine.state.Disk.list(directory)) {
            String name = file.getFileName().toString();
            if (name.endsWith(".txt")) {
                files.add(name + ": " + Files.readString(file).replace(directory.toString(), "HERE"));
            }
        }
        files.sort(null);
        return files;
    }

    private static final String FIRST = "[buildout]\nparts = a b c\n[a]\nrecipe = probe\ntext = 1\n"
            + "[b]\nrecipe = probe\ntext = ${a:text}\n[c]\nrecipe = probe\ntext = ${plain:x}\n[plain]\nx = 7\ny = 8\n";

    @Test
    void aFirstRunAndOneWithoutChanges() throws Exception {
        step(FIRST);
        step(FIRST);
    }

    @Test
    @Tag("slow")
    void aLongerStory() throws Exception {
        step(FIRST);
        step(FIRST.replace("x = 7", "x = 9"));
        step(FIRST.replace("y = 8", "y = 9"));
        step(FIRST.replace("text = 1", "text = 2"));
        step(FIRST.replace("parts = a b c", "parts = c a"));
        step(FIRST.replace("parts = a b c", "parts = c b"));
        step(FIRST, "c");
        step(FIRST + "[d]\nrecipe = probe\n", "d");
        step(FIRST);
        step(FIRST.replace("[b]\nrecipe = probe", "[b]\nrecipe = probe\noutput = other.txt"));
        step(FIRST.replace("[b]\nrecipe = probe", "[b]\nrecipe = probe\nextra =   two words\n  and a line"));
        step(FIRST.replace("[b]\nrecipe = probe", "[b]\nrecipe = probe\nextra =\n    two\n      lines\n\n  deep"));
        step(FIRST.replace("[b]\nrecipe = probe", "[b]\nrecipe = probe\nextra =\n    two\n      lines\n\n  deep"));
        Files.delete(ours.resolve("b.txt"));
        Files.delete(theirs.resolve("b.txt"));
        step(FIRST.replace("[b]\nrecipe = probe", "[b]\nrecipe = probe\nextra =\n    two\n      lines\n\n  deep"));
        step("[buildout]\nparts =\n");
        step(FIRST.replace("[c]\nrecipe = probe", "[c]\nrecipe = probe\nfail = yes"));
        step(FIRST);
        step(FIRST.replace("[c]", "[c]\n=> e\n") + "[e]\nrecipe = probe\n");
    }

    @Test
    void theStateOfTheOriginalIsTakenOver() throws Exception {
        original(FIRST);
        Files.copy(theirs.resolve(".installed.cfg"), ours.resolve(".installed.cfg"));
        assertThat(here("[buildout]\nparts =\n")).containsExactly("Uninstalling a", "Uninstalling b", "Uninstalling c");
        assertThat(files(theirs))
                .as("what the original made stands elsewhere in its state")
                .isEmpty();
    }

    @Test
    void nothingIsMadeAnewBecauseTheOriginalMadeIt() throws Exception {
        original(FIRST);
        Files.writeString(
                ours.resolve(".installed.cfg"),
                Files.readString(theirs.resolve(".installed.cfg")).replace(theirs.toString(), ours.toString()));
        for (String name : List.of("a.txt", "b.txt", "c.txt")) {
            Files.copy(theirs.resolve(name), ours.resolve(name));
        }

        assertThat(here(FIRST)).containsExactly("Updating a", "Updating b", "Updating c");
        assertThat(here(FIRST.replace("x = 7", "x = 8")))
                .containsExactly("Uninstalling c", "Updating a", "Updating b", "Installing c");
    }

    @Test
    void theOriginalTakesOverTheStateWrittenHere() throws Exception {
        here(FIRST);
        Files.copy(ours.resolve(".installed.cfg"), theirs.resolve(".installed.cfg"));
        for (String name : List.of("a.txt", "b.txt", "c.txt")) {
            Files.copy(ours.resolve(name), theirs.resolve(name));
        }

        assertThat(original("[buildout]\nparts =\n"))
                .containsExactly("Uninstalling c", "Uninstalling b", "Uninstalling a");
        assertThat(files(theirs)).isEmpty();
    }
}
