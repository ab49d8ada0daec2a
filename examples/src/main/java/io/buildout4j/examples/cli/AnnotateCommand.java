package io.buildout4j.examples.cli;

import io.buildout4j.profile.Annotation;
import io.buildout4j.profile.Assignment;
import io.buildout4j.profile.Option;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the raw profile with where each value comes from. */
@Command(
        name = "annotate",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the values of the profile with the files they come from; values are shown before macros and substitution.",
            "With -v before the command, the whole history of each value, newest first."
        })
final class AnnotateCommand implements Callable<Integer> {

    private final GlobalOptions options;

    @picocli.CommandLine.Option(names = "--json", description = "print values, sources and histories as JSON")
    private boolean json;

    @Parameters(paramLabel = "SECTION", description = "the sections to print (default: all)")
    private Set<String> wanted = new LinkedHashSet<>();

    AnnotateCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public Integer call() {
        Annotation annotation = options.load(options.reader().build()).annotate();
        if (json) {
            options.console().out().println(Json.text(asData(annotation)));
        } else {
            options.console().out().print(options.verbose() ? annotation.verbose(wanted) : annotation.terse(wanted));
        }
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

    private static Map<String, Object> asData(Option option) {
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
