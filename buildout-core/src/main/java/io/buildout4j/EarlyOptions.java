package io.buildout4j;

import io.buildout4j.engine.merge.Contribution;
import io.buildout4j.engine.merge.Request.Assigned;
import io.buildout4j.engine.read.Place;
import io.buildout4j.engine.read.Web;
import io.buildout4j.engine.text.Home;
import io.buildout4j.profile.Assignment;
import io.buildout4j.profile.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Those options of {@code [buildout]} that say how extended files are read, and so must be known before there is anything
 * to merge. They count as the user's defaults, the profile itself and the host write them; what extended files say of it
 * comes too late.
 */
final class EarlyOptions {

    private static final List<String> NAMES =
            List.of("extends-cache", "newest", "offline", "install-from-cache", "directory");

    private final Map<String, Assignment> known = new HashMap<>();
    private final Map<String, Assignment> assigned = new HashMap<>();
    private final @Nullable Path directory;

    /** @param directory the directory of the buildout, if it is known beforehand */
    EarlyOptions(List<Assigned> assignments, @Nullable Path directory) {
        this.directory = directory;
        for (Assigned assignment : assignments) {
            if (assignment.section().equals("buildout")) {
                assigned.put(
                        assignment.option(),
                        new Assignment(Assignment.Operator.SET, assignment.value(), new Origin.Host()));
            }
        }
    }

    /** Takes what a file says itself. */
    void learn(Place place, Contribution contribution) {
        for (String name : NAMES) {
            Assignment written = contribution.setting(name, place);
            if (written != null) {
                known.put(name, written);
            }
        }
    }

    /**
     * How URLs are read from now on.
     *
     * @throws BuildoutException if the extends cache is none
     */
    Web over(Web network) {
        boolean offline = isOn("offline", false) || isOn("install-from-cache", false);
        return new ExtendsCache(network, cache(), isOn("newest", true), offline);
    }

    private @Nullable Path cache() {
        Assignment cache = find("extends-cache");
        if (cache == null || cache.value().isEmpty()) {
            return null;
        }
        if (cache.value().contains("${")) {
            throw unusable(cache, "which may not hold references: it is needed before there is anything to refer to");
        }
        Assignment set = find("directory");
        Path start = directory == null ? Path.of("/") : directory;
        Path base = set == null || set.value().contains("${") ? start : start.resolve(set.value());
        Path path = cache.value().startsWith("~")
                ? Path.of(Home.directory() + "/" + cache.value().substring(1))
                : Path.of(cache.value());
        if (directory == null && !path.isAbsolute()) {
            throw new BuildoutException.Reading(Diagnostic.error(
                            Diagnostic.Kind.RELATIVE_DIRECTORY_IN_URL,
                            "extends-cache",
                            "option 'extends-cache' is '" + cache.value()
                                    + "', which means nothing in a profile that comes from a URL")
                    .at(cache.origin()));
        }
        Path result = base.resolve(path).normalize();
        if (!Files.isDirectory(result)) {
            throw unusable(cache, "and there is no directory " + result);
        }
        return result;
    }

    private static BuildoutException unusable(Assignment cache, String problem) {
        return new BuildoutException.Reading(Diagnostic.error(
                        Diagnostic.Kind.INVALID_VALUE,
                        "buildout:extends-cache",
                        "option 'extends-cache' of [buildout] is '" + cache.value() + "', " + problem)
                .at(cache.origin()));
    }

    private boolean isOn(String name, boolean usual) {
        Assignment written = find(name);
        return written == null ? usual : written.value().equals("true");
    }

    private @Nullable Assignment find(String name) {
        Assignment host = assigned.get(name);
        return host == null ? known.get(name) : host;
    }
}
