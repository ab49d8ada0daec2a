package io.buildout4j.examples.cli;

import io.buildout4j.Diagnostic;
import io.buildout4j.profile.Annotation;
import io.buildout4j.profile.Assignment;
import io.buildout4j.profile.Option;
import io.buildout4j.profile.Profile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Prints the raw profile with where each value comes from. */
final class AnnotateCommand implements Command {

    private final GlobalOptions options;

    private boolean json;

    private Set<String> wanted = new LinkedHashSet<>();

    AnnotateCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of(
                        "buildout annotate",
                        "Prints the values of the profile with the files they come from.",
                        "Values are shown before macros and substitution; with -v before the command, the whole history of each value, newest first.")
                .flag("--json", "print values, sources and histories as JSON")
                .words("SECTION", "the sections to print (default: all)")
                .example("buildout annotate web", "who wrote the values of [web]")
                .example("buildout -v annotate web", "and whom they overruled")
                .note(ExitStatus.TEXT);
    }

    @Override
    public void take(String name, String value) {
        switch (name) {
            case "--json" -> json = true;
            case "SECTION" -> wanted.add(value);
            default -> Command.super.take(name, value);
        }
    }

    @Override
    public int run() {
        Profile profile = options.load(options.reader().build());
        Annotation annotation = profile.annotate();
        if (json) {
            options.console().out().println(Json.text(asData(annotation)));
        } else {
            options.console().out().print(options.verbose() ? annotation.verbose(wanted) : annotation.terse(wanted));
        }
        // The original passes over what is not there and says nothing; only a slip is worth a word.
        wanted.stream()
                .filter(section -> profile.find(section).isEmpty())
                .filter(section ->
                        Diagnostic.meant(section, profile.sections().keySet()).isPresent())
                .forEach(section -> options.console().warning(QueryCommand.missingSection(profile, section)));
        return ExitStatus.DONE;
    }

    private Map<String, Object> asData(Annotation annotation) {
        Map<String, Object> data = new TreeMap<>();
        annotation.sections().forEach((name, section) -> {
            if (wanted.isEmpty() || wanted.contains(name)) {
                Map<String, Object> values = new TreeMap<>();
                section.forEach((option, value) -> values.put(option, asData(value)));
                data.put(name, values);
            }
        });
        return data;
    }

    /** An option with its history. */
    static Map<String, Object> asData(Option option) {
        List<Object> history = new ArrayList<>();
        for (Assignment step : option.history()) {
            history.add(asData(step));
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("value", option.value());
        data.put("source", option.origin().source());
        data.put("history", history);
        return data;
    }

    /** One step of a history. */
    static Map<String, Object> asData(Assignment step) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("operator", step.operator().toString());
        data.put("value", step.value());
        data.put("source", step.origin().source());
        data.put("place", step.origin().place());
        return data;
    }
}
