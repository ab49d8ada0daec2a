package io.buildout4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of the command line: statuses, which stream says what, whole messages, and what stays on disk. */
class BuildoutProgramTest {

    @TempDir
    private Path directory;

    // refusals: one message on standard error, nothing on standard output, nothing on disk

    @Test
    void missingProfile() throws IOException {
        Path missing = directory.resolve("nope.cfg");
        refuses(Ran.program("-Uc", missing.toString()), "there is no profile " + missing + " (check its path)");
    }

    @Test
    void malformedLine() throws IOException {
        refuses(
                install("[buildout]\nparts = a\n  x\noops\n[a]\n"),
                "buildout.cfg:4:1: this line is neither a section header, an option nor a continuation (an option is NAME = VALUE, a section header [NAME], and a continuation begins with a blank)");
    }

    @Test
    void profileThatIsNotUtf8() throws IOException {
        Files.write(directory.resolve("buildout.cfg"), new byte[] {'[', 'a', ']', '\n', 'b', '=', (byte) 0xff});
        refuses(program("install"), "buildout.cfg:2:3: the file is not UTF-8 here (save the file as UTF-8)");
    }

    @Test
    void theProfileOfASoftwareTypeIsInstalledBesideTheOneThatNamesIt() throws IOException {
        Files.writeString(directory.resolve("web.cfg"), """
                [buildout]
                parts = made
                [made]
                recipe = slapos.cookbook:mkdirectory
                place = ${buildout:directory}/${slap-configuration:who}
                """);
        Ran ran = install("""
                [buildout]
                parts = switch
                [slap-configuration]
                slap-software-type = web
                who = me
                [profile]
                output = ${buildout:directory}/web.cfg
                [switch]
                recipe = slapos.cookbook:switch-softwaretype
                web = profile:output
                """);
        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(directory.resolve("me")).isDirectory();
        assertThat(directory.resolve(".installed-switch.cfg")).content().contains("parts = slap-configuration made\n");
        assertThat(directory.resolve(".installed.cfg")).content().contains("parts = switch");
    }

    @Test
    void recipesTellWhatTheirOptionsMean() throws IOException {
        assertThat(Ran.program("recipes").out()).contains("slapos.cookbook:wrapper  writes a launcher for a program");
        assertThat(Ran.program("recipes", "slapos.recipe.build:download").out())
                .contains(
                        "\n  url (URL, required): ",
                        "\n  shared (truth, default: false): ",
                        "\n  target (published): ");
        Ran unknown = Ran.program("recipes", "slapos.cookbook:wraper");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("there is no recipe 'slapos.cookbook:wraper'");
    }

    @Test
    void recipesTellEditorsNamesTypesAndDefaults() throws IOException {
        List<?> recipes = (List<?>) Json.read(
                Ran.program("recipes", "plone.recipe.command", "--json").out());
        assertThat(recipes).hasSize(1);
        Map<?, ?> recipe = (Map<?, ?>) recipes.get(0);
        assertThat(recipe.get("names")).isEqualTo(List.of("plone.recipe.command"));
        assertThat((List<?>) recipe.get("options"))
                .anySatisfy(option -> assertThat(option)
                        .isEqualTo(Map.of(
                                "name",
                                "stop-on-error",
                                "type",
                                "truth",
                                "required",
                                false,
                                "default",
                                "false",
                                "meaning",
                                "whether a command that fails stops the run")));
    }

    @Test
    void partWithoutSection() throws IOException {
        refuses(
                install("[buildout]\nparts = webb\n[web]\n"),
                "buildout.cfg:2:1: no section [webb] (did you mean 'web'?)",
                "  while preparing part webb");
    }

    @Test
    void partWithoutRecipe() throws IOException {
        refuses(
                install("[buildout]\nparts = web\n[web]\nport = 1\n"),
                "buildout.cfg:4:1: part web has no recipe (set its option 'recipe', or take it from the parts)",
                "  while preparing part web");
    }

    @Test
    void referenceToAnOptionThatIsNotThere() throws IOException {
        refuses(
                install("""
                        [buildout]
                        parts = proxy
                        [web]
                        port = 80
                        [proxy]
                        recipe = slapos.cookbook:mkdirectory
                        url = http://${web:prot}/
                        """),
                "buildout.cfg:7:1: no option 'prot' in section [web] (did you mean 'port'?)",
                "  while substituting ${web:prot} for [proxy] url (buildout.cfg:7:1)",
                "  while preparing part proxy");
    }

    @Test
    void referenceToASectionThatIsNotThere() throws IOException {
        refuses(
                install("""
                        [buildout]
                        parts = proxy
                        [web]
                        port = 80
                        [proxy]
                        recipe = slapos.cookbook:mkdirectory
                        url = ${wbe:port}
                        """),
                "buildout.cfg:7:1: no section [wbe] (did you mean 'web'?)",
                "  while substituting ${wbe:port} for [proxy] url (buildout.cfg:7:1)",
                "  while preparing part proxy");
    }

    @Test
    void recipeNobodyProvides() throws IOException {
        refuses(
                install("[buildout]\nparts = a\n[a]\nrecipe = slapos.cookbook:mkdirectry\n"),
                "buildout.cfg:4:1: no recipe is called 'slapos.cookbook:mkdirectry'"
                        + " (did you mean 'slapos.cookbook:mkdirectory'?)",
                "  while preparing part a");
    }

    @Test
    void optionsThatReferToEachOther() throws IOException {
        refuses(
                install("""
                        [buildout]
                        parts = a
                        [a]
                        recipe = slapos.cookbook:mkdirectory
                        x = ${b:y}
                        [b]
                        y = ${a:x}
                        """),
                "buildout.cfg:5:1: options refer to each other: b:y -> a:x -> b:y (give one of them a value without its reference)",
                "  while substituting ${b:y} for [a] x (buildout.cfg:5:1)",
                "  while substituting ${a:x} for [b] y (buildout.cfg:7:1)",
                "  while substituting ${b:y} for [a] x (buildout.cfg:5:1)",
                "  while preparing part a");
    }

    @Test
    void switchThatIsNeitherTrueNorFalse() throws IOException {
        profile("[buildout]\nparts =\n");
        refuses(
                program("buildout:offline=maybe", "install"),
                "command line: option 'offline' of [buildout] is 'maybe', which is neither true nor false (write one of them)");
    }

    @Test
    void unknownPart() throws IOException {
        profile("[buildout]\nparts =\n");
        refuses(
                program("install", "nope"),
                "no section [nope] (mend the name, or write the section)",
                "  while preparing part nope");
    }

    @Test
    void unreadableRecordOfWhatIsInstalled() throws IOException {
        profile("[buildout]\nparts =\n");
        Path state = Files.writeString(directory.resolve(".installed.cfg"), "xx\n[");
        refuses(
                program("install"),
                "DIR/.installed.cfg:1: the record of what is installed cannot be read: no section header above"
                        + " (mend it, or remove it to have everything installed anew)");
        assertThat(state).hasContent("xx\n[");
    }

    @Test
    void assignmentWithTwoColons() throws IOException {
        profile("[buildout]\nparts =\n");
        refuses(
                program("a:b:c=1", "install"),
                "'a:b:c' is not section:option"
                        + " (an assignment is section:option=value, or option=value for [buildout])");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1", "a:=1", "+=1", "a:-=1"})
    void assignmentThatNamesNoOption(String assignment) throws IOException {
        profile("[buildout]\nparts =\n");
        refuses(
                program(assignment, "install"),
                "the assignment of '1' names no option"
                        + " (an assignment is section:option=value, or option=value for [buildout])");
    }

    @Test
    void parametersThatAreNotThere() throws IOException {
        profile("[buildout]\nparts =\n");
        String file = directory.resolve("no.json").toString();
        refuses(
                program("install", "--parameters", file),
                "cannot read instance parameters from " + file
                        + ": there is no such file (check its path, its mode and what it holds)");
    }

    @Test
    void parametersThatAreNoJson() throws IOException {
        profile("[buildout]\nparts =\n");
        String file =
                Files.writeString(directory.resolve("p.json"), "{\n  x\n}").toString();
        refuses(
                program("install", "--parameters", file),
                "cannot read instance parameters from " + file
                        + ": Unexpected character ('x' (code 120)): was expecting double-quote to start field name"
                        + " at line 2, column 3 (check its path, its mode and what it holds)");
    }

    @Test
    void parametersThatAreNoObject() throws IOException {
        profile("[buildout]\nparts =\n");
        String file = Files.writeString(directory.resolve("p.json"), "[1]").toString();
        refuses(
                program("plan", "--parameters", file),
                "cannot read instance parameters from " + file
                        + ": it holds no JSON object (check its path, its mode and what it holds)");
    }

    @Test
    void templateThatIsNotThere() throws IOException {
        String file = directory.resolve("t.j2").toString();
        refuses(
                Ran.program("render", file),
                "cannot read a template from " + file
                        + ": there is no such file (check its path, its mode and what it holds)");
    }

    @Test
    void partitionThatIsNotThere() throws IOException {
        String missing = directory.resolve("p").toString();
        refuses(
                Ran.program("promise", "--partition", missing),
                "there is no partition " + missing + " (check its path)");
    }

    @Test
    void downloadWithAWrongChecksumIsUndone() throws IOException {
        Path source = Files.writeString(directory.resolve("file.txt"), "hello\n");
        Ran ran = install("""
                [buildout]
                parts = a
                [a]
                recipe = slapos.recipe.build:download
                url = URL
                md5sum = 00000000000000000000000000000000
                """.replace("URL", source.toUri().toString()));
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(lines(ran.err()))
                .containsExactly(
                        "install a: is new",
                        "undone: install a",
                        "buildout.cfg:6:1: could not download 'file://DIR/file.txt': wrong checksum: wanted md5:00000000000000000000000000000000,"
                                + " found md5:b1946ac92492d2347c6235b4d2611184 (if these are the bytes that are meant, write their sum into the profile)",
                        "  while downloading for part a",
                        "  while installing part a");
        assertThat(directory.resolve("parts")).isEmptyDirectory();
        assertThat(directory.resolve(".installed.cfg")).doesNotExist();
    }

    @Test
    void stackTraceOnlyWhenAskedFor() {
        String missing = directory.resolve("nope.cfg").toString();
        assertThat(Ran.program("-Uc", missing).err()).doesNotContain("\tat ");
        assertThat(Ran.program("-vUc", missing).err())
                .startsWith("there is no profile " + missing + " (check its path)\n")
                .contains("\tat io.buildout4j.");
    }

    // wrong usage: status 2, one line

    @Test
    void unknownCommand() throws IOException {
        profile("[buildout]\nparts =\n");
        misuses(
                program("instal"),
                "'instal' is neither a command nor an assignment, did you mean 'install'? (see buildout --help)");
    }

    @Test
    void helpSaysWhatTheOptionSays() {
        assertThat(Ran.program("help")).isEqualTo(Ran.program("--help"));
        assertThat(Ran.program("help", "deploy", "software")).isEqualTo(Ran.program("deploy", "software", "--help"));
        misuses(Ran.program("help", "anotate"), "no command 'anotate', did you mean 'annotate'? (see buildout --help)");
    }

    @Test
    void theBeginningOfACommandIsEnoughToSuggestIt() {
        misuses(
                Ran.program("annot"),
                "'annot' is neither a command nor an assignment, did you mean 'annotate'? (see buildout --help)");
    }

    @Test
    void aNameThatIsNotThereIsSuggestedByWhatIs() throws IOException {
        profile("[buildout]\nparts =\n[web]\nport = 80\n");
        assertThat(program("query", "wbe:port").err()).isEqualTo("no section [wbe] (did you mean 'web'?)\n");
        assertThat(program("query", "web:prot").err())
                .isEqualTo("no option 'prot' in section [web] (did you mean 'port'?)\n");
        assertThat(program("annotate", "wbe").err()).isEqualTo("warning: no section [wbe] (did you mean 'web'?)\n");
        assertThat(program("resolve", "wbe")).isEqualTo(new Ran(1, "", "no section [wbe] (did you mean 'web'?)\n"));
        assertThat(program("resolve", "--json", "wbe").json().get("errors").toString())
                .contains("kind=missing-section", "detail=wbe");
    }

    @Test
    void whoHasNoProfileIsToldHowToGetOne() {
        Path missing = directory.resolve("shop.cfg");
        assertThat(Ran.program("-Uc", missing.toString(), "plan").err())
                .isEqualTo("there is no profile " + missing + " (check its path)\n");
    }

    @Test
    void unknownOptions() {
        misuses(Ran.program("--nope"), "no option --nope (see buildout --help)");
        misuses(Ran.program("install", "--nope"), "no option --nope (see buildout install --help)");
    }

    @Test
    void optionsAfterTheCommandBelongToIt() {
        misuses(Ran.program("query", "parts", "-o"), "no option -o (see buildout query --help)");
    }

    @Test
    void optionsWithoutTheirValues() {
        misuses(Ran.program("-c"), "option -c wants FILE|URL (see buildout --help)");
        misuses(Ran.program("-t", "x"), "option -t wants SECONDS, not 'x' (see buildout --help)");
    }

    @Test
    void noPartsSideBySide() throws IOException {
        profile("[buildout]\nparts =\n");
        misuses(program("-j0", "install"), "option -j wants N, not '0' (see buildout --help)");
    }

    @Test
    void queryWantsOneQuestion() {
        misuses(Ran.program("query"), "SECTION:OPTION is missing (see buildout query --help)");
        misuses(Ran.program("query", "a", "b"), "'b' is one word too many (see buildout query --help)");
        misuses(Ran.program("query", "a:b:c"), "'a:b:c' is not SECTION:OPTION (see buildout query --help)");
    }

    @TestFactory
    Stream<DynamicTest> everyCommandExplainsItselfAndShowsAnExample() {
        String all = Ran.program("--help").out();
        return Stream.concat(Commands.NAMES.stream(), Stream.of("deploy software", "deploy instance"))
                .map(command -> DynamicTest.dynamicTest(command, () -> {
                    Ran ran = Ran.program((command + " --help").split(" "));
                    assertThat(ran.status()).isZero();
                    assertThat(ran.err()).isEmpty();
                    assertThat(ran.out())
                            .startsWith("Usage: buildout " + command + " ")
                            .containsPattern("Examples:\n {2}\\S.*\n {6}\\S")
                            .contains("\nExit status: 0 ")
                            .doesNotContain("${", "\u001b");
                    assertThat(all).startsWith("Usage: buildout ").contains("\n  " + command.split(" ")[0]);
                    assertThat(ran.out().lines()).allMatch(line -> line.length() <= 100, "is no longer than 100");
                }));
    }

    @Test
    void whatIsNamedByHelpOfOneCommandIsUnderstood() {
        assertThat(Ran.program("deploy", "software").err())
                .isEqualTo("option --root DIR is missing (see buildout deploy software --help)\n");
        assertThat(Ran.program("deploy", "sofware").err())
                .isEqualTo("no command 'sofware', did you mean 'software'? (see buildout deploy --help)\n");
        assertThat(Ran.program("plan", "--json=yes").err())
                .isEqualTo("option --json takes no value (see buildout plan --help)\n");
        assertThat(Ran.program("install", "--jsn").err())
                .isEqualTo("no option --jsn, did you mean '--json'? (see buildout install --help)\n");
    }

    @Test
    void versionIsOneLine() {
        assertThat(Ran.program("--version").out()).startsWith("buildout4j ").hasLineCount(1);
    }

    // options

    @Test
    void optionsMayBeJoinedAndRepeated() throws IOException {
        String file = profile("[buildout]\nparts =\n").toString();
        assertThat(Ran.program("-Uc" + file, "query", "parts").status()).isZero();
        assertThat(Ran.program("-c", "nope.cfg", "-UUc", file, "-n", "-n", "query", "newest")
                        .out())
                .isEqualTo("true\n");
    }

    @Test
    void verbosityIsTenALetter() throws IOException {
        profile("[buildout]\nparts =\n");
        assertThat(program("-vvq", "query", "verbosity").out()).endsWith("\n10\n");
        assertThat(program("-vv", "-v", "query", "verbosity").out()).endsWith("\n30\n");
        assertThat(program("-qq", "query", "verbosity").out()).endsWith("\n-20\n");
    }

    // machine readable results

    @Test
    void installTellsActionsAndWhatWasPublished() throws IOException {
        String profile = """
                [buildout]
                parts = a b connection
                [a]
                recipe = slapos.cookbook:mkdirectory
                x = 1
                [b]
                recipe = slapos.cookbook:mkdirectory
                [connection]
                recipe = slapos.cookbook:publish
                url = http://${instance-parameter:configuration.host}/
                [instance-parameter]
                configuration.host = nobody
                [publish-connection-parameter]
                port = ${instance-parameter:configuration.port}
                """;
        profile(profile);
        String parameters = Files.writeString(directory.resolve("p.json"), "{\"host\": \"example.com\", \"port\": 80}")
                .toString();
        Map<String, Object> first =
                program("install", "--json", "--parameters", parameters).json();
        assertThat(actions(first)).containsExactly("install a", "install b", "install connection");
        assertThat(first.get("published")).isEqualTo(Map.of("", Map.of("url", "http://example.com/", "port", "80")));
        profile(profile.replace("parts = a b", "parts = a").replace("x = 1", "x = 2"));
        assertThat(actions(
                        program("install", "--json", "--parameters", parameters).json()))
                .containsExactly("uninstall b", "uninstall a", "install a", "update connection");
    }

    @Test
    void installWithoutJsonPrintsNoResult() throws IOException {
        Ran ran = install("[buildout]\nparts = a\n[a]\nrecipe = slapos.cookbook:mkdirectory\n");
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).isEqualTo("install a: is new\n");
        assertThat(program("-q", "install").err()).isEmpty();
    }

    @Test
    void planWritesNothing() throws IOException {
        profile("[buildout]\nparts = a\n[a]\nrecipe = slapos.cookbook:mkdirectory\nd = ${buildout:directory}/d\n");
        assertThat(program("plan").out()).isEqualTo("+ install a: is new\n");
        Map<String, Object> plan = program("plan", "--json").json();
        assertThat(plan).containsEntry("directory", directory.toString()).containsKeys("changes", "warnings");
        assertThat((List<?>) plan.get("changes"))
                .singleElement()
                .isEqualTo(Map.of(
                        "action", "install",
                        "part", "a",
                        "recipe", "slapos.cookbook:mkdirectory",
                        "reasons", List.of(Map.of("kind", "new", "text", "is new")),
                        "dependencies", List.of()));
        assertThat(files()).containsExactly("buildout.cfg");
    }

    @Test
    void planReadsLikeADiff() throws IOException {
        String part = "[%s]\nrecipe = slapos.cookbook:mkdirectory\nd = ${buildout:directory}/%s\n";
        install("[buildout]\nparts = kept changed gone\n" + part.formatted("kept", "k") + part.formatted("changed", "c")
                + part.formatted("gone", "g"));
        profile("[buildout]\nparts = kept changed new\n" + part.formatted("kept", "k") + part.formatted("changed", "x")
                + part.formatted("new", "n"));

        assertThat(lines(program("plan").out()))
                .containsExactly(
                        "- uninstall gone: is not wanted any more",
                        "= update kept",
                        "~ reinstall changed: d was DIR/c, is DIR/x (buildout.cfg:8:1)",
                        "+ install new: is new");
    }

    @Test
    void initWritesAProfileThatInstallsAndOverwritesNothing() throws IOException {
        Ran first = program("init");
        assertThat(first.status()).isZero();
        assertThat(first.out()).isEmpty();
        assertThat(program("check")).isEqualTo(new Ran(0, "", ""));
        assertThat(program("install").status()).isZero();
        assertThat(directory.resolve("hello.txt")).hasContent("Hello, World!");

        profile("[buildout]\nparts =\n");
        Ran second = program("init");
        assertThat(second.status()).isEqualTo(1);
        assertThat(lines(second.err()))
                .containsExactly("DIR/buildout.cfg is there already and is left as it is (-c names another file)");
        assertThat(directory.resolve("buildout.cfg")).hasContent("[buildout]\nparts =\n");
    }

    @Test
    void versionsTellsWhatIsPinnedWhereAndWhatIsNot() throws IOException {
        Files.writeString(directory.resolve("pins.cfg"), "[versions]\nflask = 2.0\nZc.Lockfile = 3.0\n");
        profile("""
                [buildout]
                extends = pins.cfg
                parts =
                [versions]
                flask = 3.0
                [app]
                recipe = zc.recipe.egg
                eggs =
                  Flask
                  zc_lockfile>2
                  gunicorn[tornado]
                """);
        assertThat(program("versions").out()).isEqualTo("""
                Zc.Lockfile = 3.0  (pins.cfg:3:1)
                flask = 3.0  (buildout.cfg:5:1)
                zc.buildout = >=2.13.2  (default)
                zc.recipe.egg = >=2.0.6  (default)
                gunicorn is not pinned  (wanted by app)
                """);
        Map<String, Object> data = program("versions", "--json").json();
        assertThat(data).containsEntry("section", "versions");
        assertThat(data.get("unpinned")).isEqualTo(Map.of("gunicorn", List.of("app")));
        assertThat(((Map<?, ?>) data.get("versions")).get("flask").toString())
                .contains("version=3.0", "source=buildout.cfg", "place=buildout.cfg:5:1", "value=2.0");
    }

    @Test
    void listingsHaveJson() throws IOException {
        profile("[buildout]\nparts = a b\n[a]\nrecipe = slapos.cookbook:mkdirectory\n"
                + "[b]\nrecipe = slapos.cookbook:mkdirectory\nd = ${a:recipe}\n");
        assertThat(program("query", "--json", "b:d").json())
                .containsEntry("value", "${a:recipe}")
                .containsEntry("source", "buildout.cfg");
        assertThat(program("graph", "--json").json().get("parts"))
                .isEqualTo(List.of(
                        Map.of("part", "a", "recipe", "slapos.cookbook:mkdirectory", "dependencies", List.of()),
                        Map.of("part", "b", "recipe", "slapos.cookbook:mkdirectory", "dependencies", List.of("a"))));
    }

    @Test
    void resolveTellsSectionsAndTheirErrorsApart() throws IOException {
        profile(
                "[buildout]\nparts =\n[a]\nrecipe = r\nx = ${b:y}\n[b]\ny = 1\n[c]\nz = ${b:nope}\n[d]\nl = ${a:loc}\n");
        Map<String, Object> data =
                program("resolve", "--json", "a", "b", "c", "d").json();
        assertThat(data.get("raw").toString()).contains("x=${b:y}");
        assertThat(data.get("sections")).isEqualTo(Map.of("a", Map.of("recipe", "r", "x", "1"), "b", Map.of("y", "1")));
        assertThat(data.get("errors").toString()).contains("kind=missing-option", "detail=b:nope");
        assertThat(program("resolve", "--json", "--placeholders", "d").json().get("sections"))
                .isEqualTo(Map.of("d", Map.of("l", "@a:loc@")));
    }

    @Test
    void resolveWithRecipesSeesWhatTheyPublish() throws IOException {
        profile("""
                [buildout]
                parts =
                [a]
                recipe = slapos.recipe.build:download
                url = file:///nowhere
                [b]
                l = ${a:location}
                """);
        assertThat(program("resolve", "--json", "b").json().get("errors").toString())
                .contains("detail=a:location");
        assertThat(program("resolve", "--json", "--recipes", "b").json().get("sections"))
                .isEqualTo(Map.of("b", Map.of("l", directory.resolve("parts/a").toString())));
        assertThat(files()).containsExactly("buildout.cfg");
    }

    @Test
    void batchOfProfilesHasOneLineEach() throws IOException {
        Path good = profile("[buildout]\nparts =\n[a]\nx = 1\n");
        Path bad = Files.writeString(directory.resolve("bad.cfg"), "oops\n");
        Ran ran = Ran.programReading(good + "\n" + bad + "\nnope.cfg\n", "-U", "a:x=2", "resolve", "--json", "--batch");
        assertThat(ran.status()).isZero();
        List<String> lines = ran.out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).contains("\"file\":\"" + good + "\"", "\"a\":{\"x\":\"2\"}");
        assertThat(lines.get(1)).contains("\"file\":\"" + bad + "\"", "\"kind\":\"missing-section-header\"");
        assertThat(lines.get(2)).contains("\"file\":\"nope.cfg\"", "\"kind\":\"config-not-found\"");
    }

    @Test
    void checkTellsEverythingAndFails() throws IOException {
        profile("[buildout]\nparts =\n[a]\nx = ${b:y}\n[c]\nx = ${d:y}\n");
        Ran ran = program("check");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).contains("no section [b]", "no section [d]");
        profile("[buildout]\nparts =\n");
        assertThat(program("check", "--json")).isEqualTo(new Ran(0, "[ ]\n", ""));
    }

    @Test
    void prefetchTellsWhatFailedAndStillWritesTheLock() throws IOException {
        profile("""
                [buildout]
                parts = a
                [a]
                recipe = slapos.recipe.build:download
                url = http://127.0.0.1:1/file
                offline = true
                """);
        Ran ran = Ran.program("-c", directory.resolve("buildout.cfg").toString(), "prefetch");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .contains("could not download 'http://127.0.0.1:1/file': this run is offline")
                .contains("while prefetching for part a");
        assertThat(directory.resolve("downloads.lock")).exists();
    }

    @Test
    void rendersATemplate() throws IOException {
        String template = Files.writeString(directory.resolve("t"), "{{ a }} {{ b | upper }}\n")
                .toString();
        String context =
                Files.writeString(directory.resolve("c"), "{\"a\": [1, true]}").toString();
        assertThat(Ran.program("render", template, "--context", context, "--set", "b=x")
                        .out())
                .startsWith("[1, True] X");
    }

    @Test
    void rendersABatch() throws IOException {
        Ran ran = Ran.programReading(
                "{\"template\": \"{{ x }}\", \"context\": {\"x\": 1}}\n{\"template\": \"{{\", \"context\": {}}\nx\n"
                        + "{\"template\": \"{% include 'a' %}\", \"context\": {\"x\": [1]}, \"modules\": [\"json\"],"
                        + " \"templates\": {\"a\": \"{{ json.dumps(x) }}\"}}\n",
                "render", "--batch");
        assertThat(ran.status()).isZero();
        List<String> lines = ran.out().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).isEqualTo("{\"output\":\"1\"}");
        assertThat(lines.get(3)).isEqualTo("{\"output\":\"[1]\"}");
        assertThat(lines.get(1)).contains("\"error\"", "\"kind\":\"template-syntax-error\"");
        assertThat(lines.get(2)).contains("\"kind\":\"invalid-request\"", "Unrecognized token 'x'");
    }

    @Test
    void promisesDecideTheStatus() throws IOException {
        Path legacy = Files.createDirectories(directory.resolve("etc/promise"));
        Path script = Files.writeString(legacy.resolve("check"), "#!/bin/sh\necho well\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Ran kept = Ran.program("promise", "--partition", directory.toString(), "--json", "--force");
        assertThat(kept.status()).isZero();
        assertThat(kept.json()).containsEntry("failed", null).containsEntry("bangs", List.of());
        Files.writeString(script, "#!/bin/sh\necho badly\nexit 1\n");
        Ran broken = Ran.program("promise", "--partition", directory.toString(), "--json", "--force");
        assertThat(broken.status()).isEqualTo(2);
        assertThat(broken.json()).containsEntry("failed", "check");
        assertThat((List<?>) broken.json().get("results"))
                .singleElement()
                .asString()
                .contains("title=check", "failed=true", "message=badly", "execution-time=", "date=");
    }

    // helpers

    private Path profile(String text) throws IOException {
        return Files.writeString(directory.resolve("buildout.cfg"), text);
    }

    private Ran program(String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("-U", "-c", directory.resolve("buildout.cfg").toString()));
        all.addAll(List.of(arguments));
        return Ran.program(all.toArray(String[]::new));
    }

    private Ran install(String profile) throws IOException {
        profile(profile);
        return program();
    }

    private List<String> lines(String text) {
        return text.replace(directory.toString(), "DIR").lines().toList();
    }

    private void refuses(Ran ran, String... message) throws IOException {
        assertThat(lines(ran.err())).containsExactlyElementsOf(lines(String.join("\n", message)));
        assertThat(ran.out()).isEmpty();
        assertThat(ran.status()).isEqualTo(1);
        assertThat(files()).isSubsetOf("buildout.cfg", ".installed.cfg", "p.json");
    }

    private static void misuses(Ran ran, String message) {
        assertThat(ran).isEqualTo(new Ran(2, "", message + "\n"));
    }

    private static List<String> actions(Map<String, Object> data) {
        return ((List<?>) data.get("actions"))
                .stream()
                        .map(action -> ((Map<?, ?>) action).get("action") + " " + ((Map<?, ?>) action).get("part"))
                        .toList();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
