package io.buildout4j.engine.merge;

import io.buildout4j.profile.Assignment;
import io.buildout4j.profile.Assignment.Operator;
import io.buildout4j.profile.History;
import io.buildout4j.profile.Option;
import io.buildout4j.profile.Origin;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The options that {@code [buildout]} has before anybody says anything. */
public final class Defaults {

    private static final String[][] OPTIONS = {
        {"allow-hosts", "*"},
        {"allow-picked-versions", "true"},
        {"allow-unknown-extras", "false"},
        {"bin-directory", "bin"},
        {"develop-eggs-directory", "develop-eggs"},
        {"eggs-directory", "eggs"},
        {"find-links", ""},
        {"install-from-cache", "false"},
        {"installed", ".installed.cfg"},
        {"log-format", ""},
        {"log-level", "INFO"},
        {"newest", "true"},
        {"offline", "false"},
        {"parts-directory", "parts"},
        {"prefer-final", "true"},
        {"python", "buildout"},
        {"show-picked-versions", "false"},
        {"socket-timeout", ""},
        {"update-versions-file", ""},
        {"use-dependency-links", "true"},
    };

    /** What the section of versions has of itself, as zc.buildout 2.13.2 has it. */
    static final Map<String, String> VERSIONS = versions();

    /** The names of these options. */
    public static final Set<String> NAMES = names();

    /** The options of {@code [buildout]} that mean something to this engine, the original or SlapOS. */
    public static final Set<String> KNOWN = known();

    private Defaults() {}

    private static Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("zc.buildout", ">=2.13.2");
        versions.put("zc.recipe.egg", ">=2.0.6");
        return Collections.unmodifiableMap(versions);
    }

    private static Set<String> known() {
        Set<String> known = new HashSet<>(NAMES);
        known.addAll(Set.of(
                "parts",
                "extends",
                "optional-extends",
                "extensions",
                "develop",
                "index",
                "verbosity",
                "download-cache",
                "extends-cache",
                "abi-tag-eggs",
                "networkcache-section",
                "shared-part-list",
                "relative-paths",
                "rootdir",
                SectionDelta.BASE_LOCATION));
        return Set.copyOf(known);
    }

    private static Set<String> names() {
        Set<String> names = new HashSet<>(Set.of("executable", "directory", "versions"));
        for (String[] option : OPTIONS) {
            names.add(option[0]);
        }
        return Set.copyOf(names);
    }

    /**
     * @param directory the directory of the buildout, unknown for a profile from a URL
     * @param executable the Python that profiles mean by {@code ${buildout:executable}}
     */
    static Map<String, Option> buildout(@Nullable Path directory, String executable) {
        Map<String, Option> options = new LinkedHashMap<>();
        for (String[] option : OPTIONS) {
            options.put(option[0], option(option[0], option[1], new Origin.Default()));
        }
        options.put("executable", option("executable", executable, new Origin.Default()));
        if (directory != null) {
            options.put("directory", option("directory", directory.toString(), new Origin.Computed()));
        }
        return options;
    }

    static Option option(String name, String value, Origin origin) {
        return new Option(name, value, History.of(new Assignment(Operator.SET, value, origin)));
    }
}
