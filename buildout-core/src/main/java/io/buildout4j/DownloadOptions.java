package io.buildout4j;

import io.buildout4j.download.DownloadLock;
import io.buildout4j.download.DownloadSettings;
import io.buildout4j.engine.text.Home;
import io.buildout4j.profile.Profile;
import io.buildout4j.profile.ResolvedProfile;
import io.buildout4j.profile.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What {@code [buildout]} and the machine say of downloads. */
final class DownloadOptions {

    /** The options of {@code [buildout]} that are read here. */
    static final Set<String> NAMES = Set.of(
            "download-cache",
            "socket-timeout",
            "offline",
            "require-hashes",
            "download-mirrors",
            "download-size-limit",
            "netrc",
            "http-proxy",
            "https-proxy",
            "no-proxy");

    private static final List<String> PROXIES = List.of("http-proxy", "https-proxy", "no-proxy");

    private final Path directory;
    private final ResolvedProfile resolved;

    private DownloadOptions(Path directory, ResolvedProfile resolved) {
        this.directory = directory;
        this.resolved = resolved;
    }

    /** The settings for a profile that is installed in a directory. */
    static DownloadSettings of(Profile profile, Path directory) {
        return new DownloadOptions(directory, profile.resolve()).settings();
    }

    private DownloadSettings settings() {
        DownloadSettings settings = DownloadSettings.in(directory)
                .withEnvironment(environment(System.getenv()))
                .withNetrc(netrc())
                .withLock(DownloadLock.in(directory))
                .withLimits(limits())
                .withOffline(isSet("offline"))
                .withRequireChecksums(isSet("require-hashes"))
                .withMirrors(find("download-mirrors").map(this::mirrors).orElse(Map.of()));
        return find("download-cache")
                .map(cache -> settings.withCache(directory.resolve(cache.asPath())))
                .orElse(settings);
    }

    private Optional<Value> find(String option) {
        return resolved.find("buildout", option).filter(value -> !value.text().isBlank());
    }

    private boolean isSet(String option) {
        return find(option).map(Value::asBoolean).orElse(false);
    }

    private DownloadSettings.Limits limits() {
        DownloadSettings.Limits limits = DownloadSettings.Limits.standard();
        Optional<Value> patience = find("socket-timeout");
        if (patience.isPresent()) {
            limits = limits.withPatience(Duration.ofSeconds(patience.get().asInt()));
        }
        Optional<Value> size = find("download-size-limit");
        return size.isPresent() ? limits.withBytes(bytes(size.get())) : limits;
    }

    private static long bytes(Value value) {
        String text = value.text().strip().toUpperCase(Locale.ROOT);
        int shift = 10 * (1 + "KMG".indexOf(text.charAt(text.length() - 1)));
        String digits = shift == 0 ? text : text.substring(0, text.length() - 1).strip();
        if (!digits.matches("[0-9]{1,9}") && !(shift == 0 && digits.matches("[0-9]{1,18}"))) {
            throw value.reject("is not a number of bytes, such as 500M");
        }
        return Long.parseLong(digits) << shift;
    }

    /** What the profile says of proxies goes before what the environment says. */
    private Map<String, String> environment(Map<String, String> variables) {
        Map<String, String> environment = new LinkedHashMap<>(variables);
        for (String option : PROXIES) {
            find(option)
                    .ifPresent(proxy -> environment.put(
                            option.replace('-', '_'), proxy.text().strip()));
        }
        return environment;
    }

    private Path netrc() {
        Optional<Value> option = find("netrc");
        if (option.isPresent()) {
            return directory.resolve(option.get().asPath());
        }
        String variable = System.getenv("NETRC");
        return variable == null || variable.isBlank() ? Home.directory().resolve(".netrc") : Path.of(variable);
    }

    private Map<String, List<String>> mirrors(Value value) {
        Map<String, List<String>> mirrors = new LinkedHashMap<>();
        for (String line : value.asLines()) {
            List<String> words = Arrays.asList(line.strip().split("\\s+"));
            if (words.size() < 2) {
                throw value.reject("names no mirror on the line '" + line.strip() + "': a line is PREFIX MIRROR…");
            }
            mirrors.put(words.get(0), words.subList(1, words.size()));
        }
        return mirrors;
    }
}
