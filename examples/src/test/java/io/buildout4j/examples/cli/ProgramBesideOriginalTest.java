package io.buildout4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same command lines given to this program and to zc.buildout 2.13.2. Left out is where we differ on purpose: {@code
 * buildout:extends} follows the newer release, {@code -t} says nothing, missing parents of directories are made.
 */
@Tag("slow")
class ProgramBesideOriginalTest {

    private static final String PROFILE = """
            [buildout]
            extends = base.cfg
            parts = a
            eggs-directory = eggs
            list += two
            [a]
            <= macro
            own = ${buildout:parts} ${nothing:here}
            list -= one
            text =
              first
                second

              third
            [macro]
            brought = yes
            [loop]
            <= loop
            [Zed]
            x=1
            """;
    private static final String BASE = """
            [buildout]
            list = one
            newest = false
            [a]
            list = one
              three
            own = base
            [other]
            b = 2
            a = 1
            """;
    /** Stands in for any recipe: here its namesake makes directories, of which the profiles name none. */
    private static final String RECIPE = """
            class Recipe:
                def __init__(self, buildout, name, options):
                    [options[key] for key in options]
                def install(self):
                    return ()
                update = install
            """;

    private static final Pattern STEP = Pattern.compile("(?m)^(Uninstall|Install|Updat)ing (\\S+)\\.$");

    @TempDir
    private Path directory;

    private Path python;

    @BeforeEach
    void theOriginalIsInstalled() throws IOException {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/buildout")), "zc.buildout is not installed (python3-zc.buildout)");
        python = Files.createDirectories(directory.resolve("python"));
        Files.writeString(python.resolve("UserDict.py"), "from collections.abc import MutableMapping as DictMixin\n");
        Files.writeString(python.resolve("sameness.py"), RECIPE);
        Path egg = Files.createDirectories(python.resolve("slapos.cookbook.egg-info"));
        Files.writeString(egg.resolve("PKG-INFO"), "Metadata-Version: 1.0\nName: slapos.cookbook\nVersion: 1.0\n");
        Files.writeString(egg.resolve("entry_points.txt"), "[zc.buildout]\nmkdirectory = sameness:Recipe\n");
        Files.writeString(directory.resolve("base.cfg"), BASE);
        Files.writeString(directory.resolve("more.cfg"), "[a]\nown = more\nlist += four\n[fresh]\nx = y\n");
        profile(PROFILE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "annotate a",
                "annotate a Zed loop nothing",
                "annotate other macro loop Zed a",
                "-v annotate a",
                "-v annotate other loop Zed",
                "a:own=1 a:list+=four annotate a",
                "-v a:own=1 a:list+=four a:new=x annotate a",
                "-v a:list-=three fresh:x=y annotate a fresh",
                "annotate nothing",
            })
    void annotates(String line) throws Exception {
        same(line);
    }

    @Test
    void annotatesEverything() throws Exception {
        String known = original("annotate").out();
        String here = here("annotate").out();
        // The original adds the versions it wants of itself, which no profile here can have a use for.
        int versions = known.indexOf("\n[versions]\n");
        assertThat(sections(here)).containsAll(sections(known.substring(0, Math.max(versions, 1))));
        assertThat(here).contains("[buildout]\n", "list= one\ntwo\n    base.cfg\n+=  buildout.cfg\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "query parts",
                "query buildout:parts",
                "query list",
                "query a:own",
                "query a:text",
                "query a:list",
                "query Zed:x",
                "-v query a:own",
                "-vv query parts",
                "-q query parts",
                "query a:brought",
                "query nothing:x",
                "query a:nothing",
                "query :parts",
                "query ' a:own'",
                "query loop:x",
            })
    void queries(String line) throws Exception {
        same(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a:own=1 query a:own",
                "own=1 query own",
                "' a : own = 1 ' query a:own",
                "a:own=x=y=z query a:own",
                "a:own= query a:own",
                "a:own=1 a:own=2 query a:own",
                "a:own=2 a:own=1 query a:own",
                "a:own=10 a:own=9 query a:own",
                "a:list+=x a:list+=w query a:list",
                "a:list=x a:list+=w query a:list",
                "a:list+=w a:list=x query a:list",
                "a:list-=three query a:list",
                "' a : list += w ' query a:list",
                "a:fresh+=w query a:fresh",
                "only:here=1 query only:here",
                "a:own=${x:y} query a:own",
                "a:own=é query a:own",
            })
    void assigns(String line) throws Exception {
        same(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-o query offline",
                "-O query offline",
                "-oO query offline",
                "-Oo query offline",
                "-n query newest",
                "-N query newest",
                "-nN query newest",
                "-N -n query newest",
                "-N -N query newest",
                "-o buildout:offline=false query offline",
                "-O buildout:offline=true query offline",
                "-v query verbosity",
                "-vv query verbosity",
                "-v -v query verbosity",
                "-q query verbosity",
                "-qq query verbosity",
                "-vvq query verbosity",
                "-v verbosity=5 query verbosity",
                "-vv verbosity=100 query verbosity",
                "a:own=1 -N query newest",
                "-Nvc more.cfg query a:own",
                "-c base.cfg -c more.cfg query a:own",
            })
    void takesOptions(String line) throws Exception {
        same(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-c nope.cfg annotate",
                "-c",
                "-t x query parts",
                "--nope",
                "-J",
                "nonsense",
                "query",
                "query a b",
                "query a:b:c",
                "query parts -v",
                "a:b:c=1 query parts",
                "=1 query parts",
                "a:=1 query parts",
                "offline=maybe install",
                "log-level=nope install",
                "install nope",
                "install -c",
            })
    void refuses(String line) throws Exception {
        profile("[buildout]\nparts =\n[a]\nb = 1\n");
        Ran known = original(line);
        Ran here = here(line);
        assertThat(known.status()).as(known.err()).isNotZero();
        assertThat(here.status()).as(here.err()).isIn(1, 2);
        assertThat(here.out()).isEmpty();
        assertThat(here.err()).isNotBlank().doesNotContain("\tat ", "Exception", "internal error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "install",
                "-q install",
                "-qq install",
                "-v install",
                "-vv install",
                "log-level=WARNING install",
                "log-level=ERROR install",
                "log-level=WARNING -v install",
                "log-level=ERROR -vv install",
                "log-level=DEBUG install",
                "log-level=DEBUG -v install",
                "log-level=30 install",
                "log-level=-1 install",
                "verbosity=-10 install",
                "-v verbosity=-10 install",
                "log-format='%(levelname)s/%(name)s' install",
            })
    void saysAsMuch(String line) throws Exception {
        profile("[buildout]\nparts = a\nunread = 1\n[a]\nrecipe = slapos.cookbook:mkdirectory\n");
        Ran known = original(line);
        Ran here = here(line);
        assertThat(here.status()).as(here.err()).isEqualTo(known.status());
        String all = known.out() + known.err();
        assertThat(here.err().contains("install a")).isEqualTo(all.contains("Installing a."));
        // Where the original shows the configuration it has read all options, and so finds none unused.
        if (!known.out().contains("Configuration data:")) {
            assertThat(here.err().contains("'unread'"))
                    .isEqualTo(all.contains("Unused options for buildout: 'unread'."));
        }
        assertThat(here.out().contains("[a]\nrecipe = slapos.cookbook:mkdirectory\n"))
                .as(here.out())
                .isEqualTo(known.out().contains("[a]\nrecipe = slapos.cookbook:mkdirectory\n"));
        assertThat(here.err().contains("INFO/buildout")).isEqualTo(all.contains("INFO/zc.buildout"));
        assertThat(here.err().contains("WARNING/buildout")).isEqualTo(all.contains("WARNING/zc.buildout"));
    }

    @Test
    void installsUpdatesAndUninstallsInTheSameOrder() throws Exception {
        String three = """
                [buildout]
                parts = c b a
                [a]
                recipe = slapos.cookbook:mkdirectory
                x = 1
                [b]
                recipe = slapos.cookbook:mkdirectory
                y = ${a:x}
                [c]
                recipe = slapos.cookbook:mkdirectory
                [d]
                recipe = slapos.cookbook:mkdirectory
                """;
        steps(three, "");
        steps(three, "");
        steps(three, "a:x=2");
        steps(three, "a:x=2 parts='d a b'");
        steps(three, "a:x=3 c:new=1 parts='c a b'");
        steps(three, "a:x=3 c:new=1 parts='c a b' install d");
        steps(three, "a:x=4 install a");
        steps(three, "parts='a'");
        steps(three, "a:x=9 parts='d'");
        steps(three, "parts=");
    }

    private void steps(String profile, String options) throws Exception {
        profile(profile);
        String json = options.contains("install ")
                ? options.replace("install ", "install --json ")
                : options + " install --json";
        List<String> known = STEP.matcher(original(options).out())
                .results()
                .map(ProgramBesideOriginalTest::step)
                .toList();
        Ran here = here(json);
        assertThat(here.status()).as(here.err()).isZero();
        List<String> actions = ((List<?>) here.json().get("actions"))
                .stream()
                        .map(action -> ((Map<?, ?>) action).get("action") + " " + ((Map<?, ?>) action).get("part"))
                        .toList();
        assertThat(actions).as(options).isEqualTo(known);
    }

    private static String step(MatchResult line) {
        return (line.group(1).equals("Updat") ? "update" : line.group(1).toLowerCase(java.util.Locale.ROOT)) + " "
                + line.group(2);
    }

    private void same(String line) throws Exception {
        Ran known = original(line);
        Ran here = here(line);
        assertThat(here.status()).as(known.err() + here.err()).isEqualTo(known.status());
        assertThat(here.out()).isEqualTo(known.out());
        assertThat(here.err().isEmpty()).as(here.err()).isEqualTo(known.err().isEmpty());
    }

    private static List<String> sections(String annotated) {
        return Pattern.compile("(?m)^\\[.*\\]$")
                .matcher(annotated)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private void profile(String text) throws IOException {
        for (String side : List.of("here", "original")) {
            Path place = Files.createDirectories(directory.resolve(side));
            Files.writeString(place.resolve("buildout.cfg"), text);
            for (String name : List.of("base.cfg", "more.cfg")) {
                Files.writeString(place.resolve(name), Files.readString(directory.resolve(name)));
            }
        }
    }

    private Ran original(String line) throws Exception {
        List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "-W", "ignore", "/usr/bin/buildout", "-U"));
        command.addAll(words(line, "original"));
        Path err = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.resolve("original").toFile())
                .redirectError(err.toFile());
        builder.environment().put("PYTHONPATH", python.toString());
        builder.environment().put("PYTHONIOENCODING", "UTF-8");
        builder.environment().put("PYTHONUTF8", "1");
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        return new Ran(status, out.replaceAll("(?m)^Creating directory '.*'\\.\n", ""), Files.readString(err));
    }

    private Ran here(String line) {
        List<String> arguments = new ArrayList<>(List.of("-U"));
        arguments.addAll(words(line, "here"));
        return Ran.program(arguments.toArray(String[]::new));
    }

    /** The words of a line, quoted by apostrophes; both programs get whole paths, as this process cannot change its own. */
    private List<String> words(String line, String side) {
        Path place = directory.resolve(side);
        List<String> words =
                new ArrayList<>(List.of("-c", place.resolve("buildout.cfg").toString()));
        Pattern.compile("(?:[^\\s']|'[^']*')+")
                .matcher(line)
                .results()
                .map(word -> word.group().replace("'", ""))
                .map(word -> word.replaceAll("(\\w+\\.cfg)$", place + "/$1"))
                .forEach(words::add);
        return words;
    }
}
