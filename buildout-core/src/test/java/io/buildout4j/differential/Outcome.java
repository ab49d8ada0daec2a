package io.buildout4j.differential;

import io.buildout4j.Buildout;
import io.buildout4j.BuildoutException;
import io.buildout4j.ProfileRequest;
import io.buildout4j.profile.Assignment;
import io.buildout4j.profile.Option;
import io.buildout4j.profile.Origin;
import io.buildout4j.profile.Profile;
import io.buildout4j.profile.ResolvedProfile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a tool makes of a profile, in a form in which two tools can be compared. */
record Outcome(
        String error,
        Map<String, Map<String, String>> raw,
        Map<String, Map<String, List<String>>> histories,
        Map<String, Map<String, String>> sections,
        Map<String, String> errors) {

    static Outcome of(Buildout engine, ProfileRequest request, boolean placeholders) {
        try {
            Profile profile = engine.load(request);
            ResolvedProfile resolved = placeholders ? engine.resolveWithPlaceholders(profile) : profile.resolve();
            Map<String, Map<String, String>> raw = new TreeMap<>();
            Map<String, Map<String, List<String>>> histories = new TreeMap<>();
            Map<String, Map<String, String>> sections = new TreeMap<>();
            Map<String, String> errors = new TreeMap<>();
            profile.sections().forEach((name, section) -> {
                Map<String, String> values = new TreeMap<>();
                Map<String, List<String>> steps = new TreeMap<>();
                for (Option option : section.options().values()) {
                    if (!option.isOnlyDefault()) {
                        values.put(option.name(), option.value());
                        steps.put(option.name(), history(option));
                    }
                }
                raw.put(name, values);
                histories.put(name, steps);
                resolved.problem(name).ifPresentOrElse(problem -> errors.put(name, word(problem)), () -> {
                    Map<String, String> texts = new TreeMap<>();
                    resolved.section(name).forEach((option, value) -> {
                        if (values.containsKey(option) || section.find(option).isEmpty()) {
                            texts.put(option, value.text());
                        }
                    });
                    sections.put(name, texts);
                });
            });
            return new Outcome("", raw, histories, sections, errors);
        } catch (BuildoutException e) {
            return new Outcome(word(e), Map.of(), Map.of(), Map.of(), Map.of());
        }
    }

    Outcome withoutHistories() {
        return new Outcome(error, raw, Map.of(), sections, errors);
    }

    /** This but for some options, whatever section they stand in. */
    Outcome without(Set<String> options) {
        return new Outcome(error, without(raw, options), Map.of(), without(sections, options), errors);
    }

    private static Map<String, Map<String, String>> without(
            Map<String, Map<String, String>> sections, Set<String> options) {
        Map<String, Map<String, String>> rest = new TreeMap<>();
        sections.forEach((name, values) -> {
            Map<String, String> few = new TreeMap<>(values);
            few.keySet().removeAll(options);
            rest.put(name, few);
        });
        return rest;
    }

    private static String word(BuildoutException e) {
        return e.diagnostic().kind().word();
    }

    private static List<String> history(Option option) {
        List<String> steps = new ArrayList<>();
        for (Assignment step : option.history()) {
            String operation = switch (step.operator()) {
                case SET -> steps.isEmpty() ? "SET" : "OVERRIDE";
                case ADD -> "ADD";
                case REMOVE -> "REMOVE";
                case DIRECTORY -> "DIRECTORY";
            };
            String source = step.origin() instanceof Origin.File file
                    ? Path.of(file.source()).getFileName().toString()
                    : step.origin().source();
            steps.add(operation + " " + step.value() + " " + source);
        }
        return steps;
    }

    @SuppressWarnings("unchecked")
    static Outcome of(Map<String, Object> answer) {
        if (answer.containsKey("error")) {
            return new Outcome(word((Map<String, String>) answer.get("error")), Map.of(), Map.of(), Map.of(), Map.of());
        }
        Map<String, Map<String, String>> raw = new TreeMap<>();
        Map<String, Map<String, List<String>>> histories = new TreeMap<>();
        Map<String, Map<String, String>> sections = new TreeMap<>();
        Map<String, String> errors = new TreeMap<>();
        Map<String, Map<String, List<List<String>>>> recorded =
                (Map<String, Map<String, List<List<String>>>>) answer.get("history");
        ((Map<String, Map<String, String>>) answer.get("raw")).forEach((name, options) -> {
            Map<String, String> values = new TreeMap<>();
            Map<String, List<String>> steps = new TreeMap<>();
            options.forEach((option, value) -> {
                List<List<String>> history = recorded.get(name).get(option);
                if (history.stream()
                        .anyMatch(h ->
                                !h.get(2).equals("DEFAULT_VALUE") && !h.get(2).equals("COMPUTED_VALUE"))) {
                    values.put(option, value);
                    steps.put(
                            option,
                            history.stream()
                                    .map(h -> h.get(0) + " " + h.get(1) + " "
                                            + Path.of(h.get(2)).getFileName())
                                    .toList());
                }
            });
            raw.put(name, values);
            histories.put(name, steps);
        });
        ((Map<String, Map<String, String>>) answer.get("sections")).forEach((name, options) -> {
            Map<String, String> values = new TreeMap<>();
            Map<String, List<List<String>>> known = recorded.getOrDefault(name, Map.of());
            options.forEach((option, value) -> {
                if (raw.get(name).containsKey(option) || !known.containsKey(option)) {
                    values.put(option, value);
                }
            });
            sections.put(name, values);
        });
        ((Map<String, Map<String, String>>) answer.get("errors")).forEach((name, e) -> errors.put(name, word(e)));
        return new Outcome("", raw, histories, sections, errors);
    }

    /** The kind of an error of the original, which has only texts. */
    private static String word(Map<String, String> error) {
        String text = error.get("text");
        String type = error.get("type");
        if (type.equals("MissingSection")) {
            return "missing-section";
        }
        if (type.equals("MissingOption")) {
            return "missing-option";
        }
        if (type.equals("MissingSectionHeaderError")) {
            return "missing-section-header";
        }
        if (type.equals("ParsingError")) {
            return "parse-error";
        }
        if (type.equals("FileNotFoundError")) {
            return "file-not-found";
        }
        if (type.equals("NameError")) {
            return "condition-error";
        }
        if (type.equals("KeyError")) {
            return "missing-section";
        }
        String[][] words = {
            {"Circular reference", "circular-reference"},
            {"Infinite extending loop", "infinite-extend-loop"},
            {"No section named", "no-such-base-section"},
            {"doesn't contain a colon", "substitution-no-colon"},
            {"has too many colons", "substitution-too-many-colons"},
            {"The section name in substitution", "substitution-bad-section"},
            {"The option name in substitution", "substitution-bad-option"},
            {"Recursive file include", "recursive-include"},
            {"Invalid value for", "invalid-boolean"},
            {"install-from-cache can't be used", "install-from-cache-offline"},
            {"option found in", "extended-by"},
            {"Error downloading extends", "url-unreachable"},
        };
        for (String[] word : words) {
            if (text.contains(word[0])) {
                return word[1];
            }
        }
        return type + ": " + text;
    }
}
