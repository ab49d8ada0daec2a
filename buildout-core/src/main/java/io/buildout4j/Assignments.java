package io.buildout4j;

import io.buildout4j.engine.merge.Request.Assigned;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a host assigns, in order. An option is named {@code section:option}, or {@code option} for one of {@code
 * [buildout]}; a {@code +} or {@code -} at its end adds or removes lines.
 */
final class Assignments {

    private Assignments() {}

    /** @param sorted whether of one option the greater value wins, rather than the last */
    static List<Assigned> parse(List<Map.Entry<String, String>> assignments, boolean sorted) {
        List<Assigned> result = new ArrayList<>();
        for (Map.Entry<String, String> assignment : assignments) {
            result.add(parse(assignment.getKey(), assignment.getValue()));
        }
        if (sorted) {
            Collections.sort(result);
        }
        Map<String, Assigned> last = new LinkedHashMap<>();
        for (Assigned assigned : result) {
            last.put(assigned.section() + ":" + assigned.option(), assigned);
        }
        return List.copyOf(last.values());
    }

    private static Assigned parse(String name, String value) {
        int colon = name.indexOf(':');
        if (colon >= 0 && name.indexOf(':', colon + 1) >= 0) {
            throw invalid(name, "'" + name + "' is not section:option");
        }
        String section = colon < 0 ? "buildout" : name.substring(0, colon).strip();
        String option = name.substring(colon + 1).strip();
        if (option.isEmpty() || option.equals("+") || option.equals("-")) {
            throw invalid(name, "the assignment of '" + value + "' names no option");
        }
        return new Assigned(section, option, value.strip());
    }

    private static BuildoutException invalid(String name, String problem) {
        return new BuildoutException.Merging(Diagnostic.error(Diagnostic.Kind.INVALID_ASSIGNMENT, name, problem));
    }
}
