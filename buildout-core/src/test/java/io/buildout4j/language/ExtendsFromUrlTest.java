package io.buildout4j.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.buildout4j.Buildout;
import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic.Kind;
import io.buildout4j.ProfileRequest;
import io.buildout4j.engine.download.ScriptedServer;
import io.buildout4j.engine.download.ScriptedServer.Script;
import io.buildout4j.profile.Profile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles, and files that profiles extend, which come from a server. */
class ExtendsFromUrlTest {

    @TempDir
    Path directory;

    private final Map<String, String> served = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private ScriptedServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer((request, out) -> {
            String path = request.get(0).split(" ")[1];
            asked.add(path);
            String text = served.get(path);
            answer(text).play(request, out);
        });
    }

    private static Script answer(@Nullable String text) {
        if (text == null) {
            return ScriptedServer.answer("HTTP/1.1 404 Not Found\nContent-Length: 0", new byte[0]);
        }
        return text.startsWith("-> ") ? ScriptedServer.redirect(text.substring(3)) : ScriptedServer.ok(text);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private String url(String path) {
        return server.url(path);
    }

    private String a(String root, Map<String, String> assignments) {
        Profile profile = new Profiles(directory).load(root, assignments);
        return profile.resolve().section("a").toString();
    }

    private String a(String root) {
        return a(root, Map.of());
    }

    private Kind problem(String root) {
        try {
            return Kind.valueOf("no problem with " + a(root));
        } catch (BuildoutException e) {
            return e.diagnostic().kind();
        }
    }

    private static String extending(String names, String rest) {
        return "[buildout]\nextends = " + names + "\n" + rest;
    }

    @Test
    void aFileMayExtendAUrl() {
        served.put("/base.cfg", "[a]\nx = 1\n");
        assertThat(a(extending(url("/base.cfg"), "[a]\ny = 2\n"))).isEqualTo("{x=1, y=2}");
    }

    @Test
    void relativeNamesBeginAtTheUrlOfTheFileThatNamesThem() {
        served.put("/site/stack/base.cfg", extending("deep/one.cfg ../two.cfg ./three.cfg", ""));
        served.put("/site/stack/deep/one.cfg", "[a]\none = ${:_profile_base_location_}\n");
        served.put("/site/two.cfg", "[a]\ntwo = 2\n");
        served.put("/site/stack/three.cfg", "[a]\nthree = 3\n");
        assertThat(a(extending(url("/site/stack/base.cfg"), "")))
                .contains("one=" + url("/site/stack/deep"), "two=2", "three=3");
    }

    @Test
    void aFileOfTheMachineMayBeNamedByItsWholePath() {
        new Profiles(directory).file("local.cfg", "[a]\nx = local\n");
        served.put("/base.cfg", extending(directory.resolve("local.cfg").toString(), ""));
        assertThat(a(extending(url("/base.cfg"), ""))).isEqualTo("{x=local}");
    }

    @Test
    void theProfileItselfMayComeFromAUrl() {
        served.put("/p/root.cfg", extending("base.cfg", "[a]\ny = 2\n"));
        served.put("/p/base.cfg", "[a]\nx = ${buildout:directory}\n");
        Profile profile =
                Profiles.ENGINE.load(ProfileRequest.of(url("/p/root.cfg")).withDirectory(directory));
        assertThat(profile.resolve().section("a")).hasToString("{x=" + directory + ", y=2}");
        assertThat(profile.find("a", "y").orElseThrow().origin().source()).isEqualTo(url("/p/root.cfg"));
    }

    @Test
    void aProfileThatIsNotThereIsAnErrorWithItsUrl() {
        assertThatThrownBy(() -> Profiles.ENGINE.load(ProfileRequest.of(url("/nope.cfg"))))
                .hasMessage(
                        "cannot read " + url("/nope.cfg") + ": the server answers 404 (check the URL and the network)");
    }

    @Test
    void aFileThatIsNotThereIsAnErrorWhereItIsNamed() {
        served.put("/base.cfg", extending("nope.cfg", ""));
        assertThatThrownBy(() -> a(extending(url("/base.cfg"), "")))
                .hasMessage(url("/base.cfg") + ":2:1: cannot read " + url("/nope.cfg")
                        + ": the server answers 404 (check the URL and the network)");
        assertThat(problem(extending(url("/base.cfg"), ""))).isEqualTo(Kind.URL_UNREACHABLE);
    }

    @Test
    void anOptionalFileThatIsNotThereIsPassedOver() {
        served.put("/there.cfg", "[a]\nx = 1\n");
        assertThat(a("[buildout]\noptional-extends = " + url("/nope.cfg") + " " + url("/there.cfg") + "\n"))
                .isEqualTo("{x=1}");
    }

    @Test
    void loopsAreFoundHoweverTheirUrlsAreSpelled() {
        served.put("/p/one.cfg", extending("../p/./two.cfg", ""));
        served.put("/p/two.cfg", extending("../p/one.cfg", ""));
        assertThat(problem(extending(url("/p/one.cfg"), ""))).isEqualTo(Kind.RECURSIVE_INCLUDE);
    }

    @Test
    void aFileReachedTwiceIsFetchedOnceAndAppliedTwice() {
        served.put("/base.cfg", "[a]\nx += 1\n");
        served.put("/one.cfg", extending("base.cfg", ""));
        served.put("/two.cfg", extending("base.cfg", ""));
        assertThat(a(extending(url("/one.cfg") + " " + url("/two.cfg"), ""))).isEqualTo("{x=1\n1}");
        assertThat(asked).containsExactly("/one.cfg", "/base.cfg", "/two.cfg");
    }

    @Test
    void redirectionsAreFollowedAndNamesStillBeginAtTheNameThatWasGiven() {
        served.put("/old/base.cfg", "-> /new/base.cfg");
        served.put("/new/base.cfg", extending("more.cfg", "[a]\nx = 1\n"));
        served.put("/old/more.cfg", "[a]\ny = 2\n");
        assertThat(a(extending(url("/old/base.cfg"), ""))).isEqualTo("{y=2, x=1}");
    }

    @Test
    void redirectionsWithoutEndAreAnError() {
        served.put("/base.cfg", "-> /base.cfg");
        assertThat(problem(extending(url("/base.cfg"), ""))).isEqualTo(Kind.URL_UNREACHABLE);
    }

    @Test
    void malformedLinesAreReportedWithTheUrl() {
        served.put("/base.cfg", "[a]\nrubbish\n");
        assertThatThrownBy(() -> a(extending(url("/base.cfg"), "")))
                .hasMessageStartingWith(url("/base.cfg") + ":2:1: ")
                .hasMessageEndingWith("while extending root.cfg");
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Buildout hasty = Buildout.builder()
                    .withoutUserDefaults()
                    .patience(Duration.ofMillis(200))
                    .build();
            assertThatThrownBy(() ->
                            hasty.load(ProfileRequest.of("http://localhost:" + silent.getLocalPort() + "/root.cfg")))
                    .hasMessageContaining("timed out");
        }
    }

    @Test
    void aRelativeCacheDirectoryInAFileFromAUrlIsAnError() {
        for (String option : List.of("download-cache", "eggs-directory", "extends-cache")) {
            served.put("/base.cfg", "[buildout]\n" + option + " = somewhere\n");
            assertThatThrownBy(() -> a(extending(url("/base.cfg"), "[a]\n")))
                    .isInstanceOfSatisfying(BuildoutException.class, e -> {
                        assertThat(e.diagnostic().kind()).isEqualTo(Kind.RELATIVE_DIRECTORY_IN_URL);
                        assertThat(e.diagnostic().detail()).isEqualTo(option);
                    })
                    .hasMessageStartingWith(url("/base.cfg") + ":2:1: ");
        }
    }

    // The extends cache

    private String cached(String options) throws IOException {
        Files.createDirectories(directory.resolve("cache"));
        return "[buildout]\nextends-cache = cache\nextends = " + url("/base.cfg") + "\n" + options;
    }

    private Path copy(String path) {
        return directory.resolve("cache").resolve(DigestUtils.md5Hex(url(path)));
    }

    @Test
    void aCopyIsKeptUnderTheSumOfTheUrl() throws IOException {
        served.put("/base.cfg", extending("p/../more.cfg", "[a]\nx = 1\n"));
        served.put("/more.cfg", "[a]\ny = 1\n");
        a(cached(""));
        assertThat(copy("/base.cfg")).hasContent(served.get("/base.cfg"));
        assertThat(copy("/p/../more.cfg")).hasContent(served.get("/more.cfg"));
    }

    @Test
    void theCopyIsUsedWhenTheServerFails() throws IOException {
        served.put("/base.cfg", "[a]\nx = 1\n");
        a(cached(""));
        served.clear();
        assertThat(a(cached(""))).isEqualTo("{x=1}");
    }

    @Test
    void aNewerFileReplacesTheCopy() throws IOException {
        served.put("/base.cfg", "[a]\nx = 1\n");
        a(cached(""));
        served.put("/base.cfg", "[a]\nx = 2\n");
        assertThat(a(cached(""))).isEqualTo("{x=2}");
        assertThat(copy("/base.cfg")).hasContent("[a]\nx = 2\n");
    }

    @Test
    void theServerIsNotAskedWhenTheNewestIsNotWanted() throws IOException {
        served.put("/base.cfg", "[a]\nx = 1\n");
        a(cached("newest = false\n"));
        served.put("/base.cfg", "[a]\nx = 2\n");
        assertThat(a(cached("newest = false\n"))).isEqualTo("{x=1}");
        assertThat(asked).containsExactly("/base.cfg");
    }

    @Test
    void offlineTheCopyIsUsedAndNobodyAsked() throws IOException {
        served.put("/base.cfg", "[a]\nx = 1\n");
        a(cached(""));
        asked.clear();
        assertThat(a(cached(""), Map.of("buildout:offline", "true"))).isEqualTo("{x=1}");
        assertThat(a(cached("offline = true\n"))).isEqualTo("{x=1}");
        assertThat(a(cached("install-from-cache = true\n"))).isEqualTo("{x=1}");
        assertThat(asked).isEmpty();
    }

    @Test
    void offlineWithoutACopyIsAnErrorWhereTheFileIsNamed() throws IOException {
        String text = cached("offline = true\n");
        assertThatThrownBy(() -> a(text))
                .isInstanceOfSatisfying(BuildoutException.class, e -> {
                    assertThat(e.diagnostic().kind()).isEqualTo(Kind.OFFLINE);
                    assertThat(e.diagnostic().detail()).isEqualTo(url("/base.cfg"));
                })
                .hasMessage(
                        "root.cfg:3:1: cannot read " + url("/base.cfg")
                                + ": it is not in the extends cache, and the network may not be used while offline (run once online, or have it fetched by prefetch)");
        assertThat(asked).isEmpty();
    }

    @Test
    void theHostsWordOnTheCacheCountsMost() throws IOException {
        served.put("/base.cfg", "[a]\nx = 1\n");
        Path other = Files.createDirectories(directory.resolve("other"));
        a(cached(""), Map.of("buildout:extends-cache", other.toString()));
        assertThat(other)
                .isDirectoryContaining(file -> file.endsWith(copy("/base.cfg").getFileName()));
        assertThat(copy("/base.cfg")).doesNotExist();
    }

    @Test
    void theUsersDefaultsMayNameTheCache() throws IOException {
        served.put("/base.cfg", "[a]\nx = 1\n");
        Files.createDirectories(directory.resolve("cache"));
        new Profiles(directory)
                .file("default.cfg", "[buildout]\nextends-cache = cache\n")
                .file("root.cfg", extending(url("/base.cfg"), ""));
        Buildout.builder()
                .userDefaults(directory.resolve("default.cfg"))
                .build()
                .load(directory.resolve("root.cfg"));
        assertThat(copy("/base.cfg")).exists();
    }

    @Test
    void aCacheThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> a("[buildout]\nextends-cache = nope\nextends = " + url("/base.cfg") + "\n"))
                .hasMessageStartingWith("root.cfg:2:1: option 'extends-cache' of [buildout] is 'nope', and there is no"
                        + " directory " + directory.resolve("nope"));
    }

    @Test
    void aCacheThatDependsOnReferencesIsAnError() {
        assertThatThrownBy(
                        () -> a("[buildout]\nextends-cache = ${a:x}\nextends = " + url("/base.cfg") + "\n[a]\nx = 1\n"))
                .hasMessageContaining("may not hold references");
    }
}
