package io.buildout4j.engine.substitute;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.Diagnostic.Kind;
import io.buildout4j.engine.merge.Defaults;
import io.buildout4j.profile.Origin;
import io.buildout4j.profile.Value;
import java.util.List;

/** What becomes of {@code [buildout]} once it is substituted: its directories are absolute, its switches are sound. */
final class BuildoutSection {

    private static final List<String> DIRECTORIES =
            List.of("bin-directory", "parts-directory", "eggs-directory", "develop-eggs-directory");
    private static final List<String> SWITCHES =
            List.of("prefer-final", "use-dependency-links", "allow-picked-versions", "show-picked-versions");
    private static final List<String> LEVELS = List.of("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL");

    private BuildoutSection() {}

    static void finish(LiveSection section, String abiTag) {
        Defaults.NAMES.forEach(section::markRead);
        String directory = section.read("directory")
                .map(Value::text)
                .orElseThrow(() -> new BuildoutException.Resolving(Diagnostic.error(
                                Kind.MISSING_OPTION,
                                "buildout:directory",
                                "option 'directory' of [buildout] is missing, and the profile is not in a directory")
                        .withHint("set it, or say where to install")));
        for (String name : DIRECTORIES) {
            section.read(name).ifPresent(value -> place(section, value, directory));
        }
        section.read("installed")
                .filter(value -> !value.text().isEmpty())
                .ifPresent(value -> place(section, value, directory));
        checkLevels(section);
        SWITCHES.forEach(name -> isOn(section, name));
        if (isOn(section, "abi-tag-eggs")) {
            section.read("eggs-directory")
                    .ifPresent(eggs -> section.publish(
                            "eggs-directory",
                            eggs.text() + (eggs.text().endsWith("/") ? "" : "/") + abiTag,
                            eggs.origin()));
        }
        if (isOn(section, "install-from-cache") && isOn(section, "offline")) {
            throw new BuildoutException.Resolving(Diagnostic.error(
                            Kind.INSTALL_FROM_CACHE_OFFLINE,
                            "",
                            "'install-from-cache' and 'offline' exclude each other: nothing is installed while offline")
                    .at(section.origin("install-from-cache").orElseGet(Origin.Computed::new)));
        }
    }

    private static void place(LiveSection section, Value value, String directory) {
        if (!value.text().startsWith("/")) {
            String separator = directory.isEmpty() || directory.endsWith("/") ? "" : "/";
            section.publish(value.option(), directory + separator + value.text(), value.origin());
        }
    }

    private static void checkLevels(LiveSection section) {
        section.read("log-level").ifPresent(level -> {
            if (!LEVELS.contains(level.text()) && !isNumber(level.text())) {
                throw level.reject("is not a log level");
            }
        });
        section.read("verbosity").ifPresent(verbosity -> {
            if (!isNumber(verbosity.text())) {
                throw verbosity.reject("is not a number");
            }
        });
    }

    private static boolean isNumber(String text) {
        return text.strip().matches("[+-]?[0-9]+(_[0-9]+)*");
    }

    private static boolean isOn(LiveSection section, String name) {
        Value value = section.read(name).orElse(null);
        if (value == null) {
            return false;
        }
        if (!value.text().equals("true") && !value.text().equals("false")) {
            throw new BuildoutException.Resolving(Diagnostic.error(
                            Kind.INVALID_BOOLEAN,
                            name,
                            "option '" + name + "' of [buildout] is '" + value.text()
                                    + "', which is neither true nor false")
                    .at(value.origin()));
        }
        return value.text().equals("true");
    }
}
