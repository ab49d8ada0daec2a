package io.buildout4j.engine.merge;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.Diagnostic.Kind;
import io.buildout4j.profile.Option;
import java.util.Map;

/** The switches of {@code [buildout]} that count before anything is substituted. */
final class Switches {

    private Switches() {}

    static void check(Map<String, Option> buildout) {
        if (!isOn(buildout, "offline")) {
            isOn(buildout, "newest");
        }
    }

    private static boolean isOn(Map<String, Option> buildout, String name) {
        Option option = buildout.get(name);
        String value = option == null ? "false" : option.value();
        if (option != null && !value.equals("true") && !value.equals("false")) {
            throw new BuildoutException.Merging(Diagnostic.error(
                            Kind.INVALID_BOOLEAN,
                            name,
                            "option '" + name + "' of [buildout] is '" + value + "', which is neither true nor false")
                    .at(option.origin()));
        }
        return value.equals("true");
    }
}
