package io.buildout4j.examples.cli;

import io.buildout4j.profile.Assignment;
import io.buildout4j.profile.Option;
import io.buildout4j.profile.Profile;
import io.buildout4j.profile.ResolvedProfile;
import io.buildout4j.profile.Value;
import io.buildout4j.profile.Value.Reference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a value came about: itself, then each option it refers to below it, each once.
 *
 * @param steps the option asked for, and after it what it refers to, depth first
 */
record Explanation(List<Step> steps) {

    /**
     * One option.
     *
     * @param depth how many references away from the option asked for, along the way it was first met
     * @param value its value after substitution
     * @param history the assignments that made it, oldest first; empty where it came by a macro or a recipe
     */
    record Step(int depth, Value value, List<Assignment> history) {

        /** Deeper ones stand below each other: what a long chain prints grows with its length, not with its square. */
        private static final int DEEPEST_INDENT = 20;

        private String text() {
            String indent = "  ".repeat(Math.min(depth, DEEPEST_INDENT));
            StringBuilder text = new StringBuilder(indent)
                    .append(value.section() + ":" + value.option())
                    .append(" = ")
                    .append(indented(value.text(), indent + "    "))
                    .append('\n');
            if (history.isEmpty()) {
                return text.append(indent + "  from " + value.origin().place() + "\n")
                        .toString();
            }
            for (Assignment assignment : history) {
                text.append(indent + "  " + assignment.origin().place() + "  ")
                        .append(assignment.operator() + " ")
                        .append(indented(assignment.value(), indent + "      "))
                        .append('\n');
            }
            return text.toString();
        }

        private static String indented(String value, String indent) {
            return value.replace("\n", "\n" + indent);
        }

        private Map<String, Object> asData() {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("section", value.section());
            data.put("option", value.option());
            data.put("value", value.text());
            data.put("place", value.origin().place());
            data.put("history", history.stream().map(AnnotateCommand::asData).toList());
            data.put(
                    "references",
                    value.references().stream()
                            .map(reference -> reference.section() + ":" + reference.option())
                            .toList());
            return data;
        }
    }

    /** A reference that is still to be followed. */
    private record Open(int depth, Reference reference) {}

    /**
     * Follows the references from an option.
     *
     * @throws io.buildout4j.BuildoutException if there is no such option, or it cannot be resolved
     */
    static Explanation of(Profile profile, ResolvedProfile resolved, OptionName asked) {
        List<Step> steps = new ArrayList<>();
        Set<Reference> met = new LinkedHashSet<>();
        Deque<Open> open = new ArrayDeque<>();
        open.push(new Open(0, new Reference(asked.section(), asked.option())));
        while (!open.isEmpty()) {
            Open next = open.pop();
            if (!met.add(next.reference())) {
                continue;
            }
            Value value =
                    resolved.value(next.reference().section(), next.reference().option());
            List<Assignment> history = profile.find(value.section(), value.option())
                    .map(Option::history)
                    .orElse(List.of());
            steps.add(new Step(next.depth(), value, history));
            List<Reference> references = value.references();
            for (int i = references.size() - 1; i >= 0; i--) {
                open.push(new Open(next.depth() + 1, references.get(i)));
            }
        }
        return new Explanation(steps);
    }

    /** For people, one option below the other. */
    String text() {
        StringBuilder text = new StringBuilder();
        steps.forEach(step -> text.append(step.text()));
        return text.toString();
    }

    /** For tools: one map an option. */
    List<Map<String, Object>> asData() {
        return steps.stream().map(Step::asData).toList();
    }
}
