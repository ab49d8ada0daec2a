package io.buildout4j.engine.substitute;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.Diagnostic.Kind;
import io.buildout4j.engine.merge.Defaults;
import io.buildout4j.profile.Origin;
import io.buildout4j.profile.Value;
import java.util.List;
import java.util.Optional;

/** What becomes of {@code [buildout]} once it is substituted: its directories are absolute, its switches are sound. */
final class BuildoutSection {

    private static final List<String> DIRECTORIES =
            List.of("bin-directory", "parts-directory", "eggs-directory", "develop-eggs-directory");
    private static final List<String> SWITCHES =
            List.of("prefer-final", "use-dependency-links", "allow-picked-versions", "show-picked-versions");
    private static final List<String> LEVELS = List.of("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL");

    private BuildoutSection() {}

    static void finish(LiveSection section, String abiTag) {
        for (String name : Defaults.NAMES) {
            section.markRead(name);
        }
        Value base = section.read("directory").orElse(null);
        if (base == null) {
            throw new BuildoutException.Resolving(Diagnostic.error(
                            Kind.MISSING_OPTION,
                            "buildout:directory",
                            "option 'directory' of [buildout] is missing, and the profile is not in a directory")
                    .withHint("set it, or say where to install"));
        }
        String directory = base.text();
        for (String name : DIRECTORIES) {
            Optional<Value> written = section.read(name);
            if (written.isPresent()) {
                place(section, written.get(), directory);
            }
        }
        Optional<Value> installed = section.read("installed");
        if (installed.isPresent() && !installed.get().text().isEmpty()) {
            place(section, installed.get(), directory);
        }
        checkLevels(section);
        for (String name : SWITCHES) {
            isOn(section, name);
        }
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
        Optional<Value> level = section.read("log-level");
        if (level.isPresent()
                && !LEVELS.contains(level.get().text())
                && !isNumber(level.get().text())) {
            throw level.get().reject("is not a log level");
        }
        Optional<Value> verbosity = section.read("verbosity");
        if (verbosity.isPresent() && !isNumber(verbosity.get().text())) {
            throw verbosity.get().reject("is not a number");
        }
    }

    /** Whether Python reads a text as a whole number, which may have an underscore between two digits. */
    private static boolean isNumber(String text) {
        String number = text.strip();
        int start = number.startsWith("+") || number.startsWith("-") ? 1 : 0;
        boolean afterDigit = false;
        for (int i = start; i < number.length(); i++) {
            boolean digit = number.charAt(i) >= '0' && number.charAt(i) <= '9';
            if (!digit && !(afterDigit && number.charAt(i) == '_')) {
                return false;
            }
            afterDigit = digit;
        }
        return afterDigit;
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
