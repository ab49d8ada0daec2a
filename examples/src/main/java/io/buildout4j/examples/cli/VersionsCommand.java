package io.buildout4j.examples.cli;

import io.buildout4j.profile.Option;
import io.buildout4j.profile.Profile;
import io.buildout4j.profile.ResolvedProfile;
import io.buildout4j.profile.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Lists the versions a profile pins, and the distributions it does not pin. */
final class VersionsCommand implements Command {

    private final GlobalOptions options;
    private boolean json;

    VersionsCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of(
                        "buildout versions",
                        "Lists the versions that the profile pins, each with the place that says so.",
                        "Also lists the Python distributions that parts ask for and nothing pins: their versions are"
                                + " picked when they are installed (show-picked-versions tells which).")
                .flag("--json", "print the versions as JSON")
                .example("buildout versions", "what is pinned, and by which file")
                .example("buildout versions:flask=3.0.0 versions", "with one pinned by the command line")
                .example("buildout versions --json | jq -r '.unpinned | keys[]'", "what is still to be pinned")
                .note(ExitStatus.TEXT);
    }

    @Override
    public void take(String name, String value) {
        switch (name) {
            case "--json" -> json = true;
            default -> Command.super.take(name, value);
        }
    }

    @Override
    public int run() {
        Profile profile = options.load(options.reader().build());
        ResolvedProfile resolved = profile.resolve();
        String section = resolved.section("buildout").containsKey("versions")
                ? resolved.value("buildout", "versions").text()
                : "versions";
        Map<String, Value> pinned = new TreeMap<>();
        if (!section.isBlank()) {
            resolved.section(section).forEach((name, value) -> {
                if (!name.equals("<")) {
                    pinned.put(name, value);
                }
            });
        }
        Map<String, Set<String>> unpinned = unpinned(resolved, pinned.keySet());
        if (json) {
            options.console().out().println(Json.text(asData(profile, section, pinned, unpinned)));
        } else {
            print(pinned, unpinned);
        }
        return ExitStatus.DONE;
    }

    private void print(Map<String, Value> pinned, Map<String, Set<String>> unpinned) {
        Colours colours = options.console().outColours();
        pinned.forEach((name, value) -> options.console()
                .out()
                .println(name + " = " + value.text()
                        + colours.dim("  (" + value.origin().place() + ")")));
        unpinned.forEach((name, parts) -> options.console()
                .out()
                .println(colours.yellow(name + " is not pinned")
                        + colours.dim("  (wanted by " + String.join(", ", parts) + ")")));
    }

    /** The distributions that parts ask for by {@code eggs} or {@code egg} and no version is stated for, with the parts. */
    private static Map<String, Set<String>> unpinned(ResolvedProfile resolved, Set<String> pinned) {
        Set<String> known = pinned.stream().map(VersionsCommand::normal).collect(Collectors.toSet());
        Map<String, Set<String>> unpinned = new TreeMap<>();
        for (String part : resolved.sections()) {
            if (resolved.problem(part).isPresent()) {
                continue;
            }
            Map<String, Value> section = resolved.section(part);
            Value recipe = section.get("recipe");
            if (recipe == null || !recipe.text().startsWith("zc.recipe.egg")) {
                continue;
            }
            Value eggs = section.containsKey("eggs") ? section.get("eggs") : section.get("egg");
            for (String wanted : eggs == null ? List.of(part) : eggs.asLines()) {
                String name = wanted.split("[\\[<>=!~; ]", 2)[0];
                if (!name.isEmpty() && !known.contains(normal(name))) {
                    unpinned.computeIfAbsent(name, unused -> new TreeSet<>()).add(part);
                }
            }
        }
        return unpinned;
    }

    /** The names of distributions are the same whatever their case and the marks between their words. */
    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
    }

    private static Map<String, Object> asData(
            Profile profile, String section, Map<String, Value> pinned, Map<String, Set<String>> unpinned) {
        Map<String, Object> versions = new LinkedHashMap<>();
        pinned.forEach((name, value) -> {
            Map<String, Object> version = new LinkedHashMap<>();
            version.put("version", value.text());
            version.put("source", value.origin().source());
            version.put("place", value.origin().place());
            version.put(
                    "history",
                    profile.find(section, name).map(Option::history).orElse(List.of()).stream()
                            .map(AnnotateCommand::asData)
                            .toList());
            versions.put(name, version);
        });
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("section", section);
        data.put("versions", versions);
        data.put("unpinned", unpinned);
        return data;
    }
}
