package io.buildout4j.profile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A raw profile with the sources of its values, in the layout of zc.buildout's {@code annotate}. Values stand as merged:
 * {@code <=} and <code>${…}</code> are not worked out, so broken sections show too.
 *
 * @param sections the options to show, by section
 */
public record Annotation(Map<String, Map<String, Option>> sections) {

    private static final String TITLE = "Annotated sections";

    /** The terse form: under each value the files it comes from. */
    public String terse(Collection<String> chosen) {
        return text(chosen, false);
    }

    /** The long form: under each value its whole history, newest first. */
    public String verbose(Collection<String> chosen) {
        return text(chosen, true);
    }

    /** @param chosen the sections to show; empty for all; unknown names are passed over */
    private String text(Collection<String> chosen, boolean verbose) {
        StringBuilder out = new StringBuilder("\n" + TITLE + "\n" + "=".repeat(TITLE.length()) + "\n");
        for (String name : sorted(sections.keySet())) {
            if (chosen.isEmpty() || chosen.contains(name)) {
                out.append("\n[").append(name).append("]\n");
                Map<String, Option> options = sections.getOrDefault(name, Map.of());
                for (String option : sorted(options.keySet())) {
                    Option shown = options.get(option);
                    if (shown != null) {
                        append(out, shown, verbose);
                    }
                }
            }
        }
        return out.toString();
    }

    private static void append(StringBuilder out, Option option, boolean verbose) {
        List<String> lines = lines(option.value());
        out.append(option.name());
        if (lines.size() <= 1) {
            out.append('=');
            if (!option.value().isEmpty()) {
                out.append(' ').append(option.value());
            }
            out.append('\n');
        } else {
            out.append("= ").append(lines.get(0)).append('\n');
            lines.subList(1, lines.size()).forEach(line -> out.append(line).append('\n'));
        }
        Iterator<Assignment> steps = newestFirst(option);
        if (verbose) {
            out.append('\n');
            while (steps.hasNext()) {
                appendStep(out, steps.next(), !steps.hasNext());
            }
            out.append('\n');
        } else {
            out.append(sources(steps));
        }
    }

    /** Back to the newest assignment that set the whole value, oldest first. */
    private static String sources(Iterator<Assignment> steps) {
        List<String> shown = new ArrayList<>();
        boolean whole = false;
        while (steps.hasNext() && !whole) {
            Assignment step = steps.next();
            String sign = switch (step.operator()) {
                case ADD -> "+=  ";
                case REMOVE -> "-=  ";
                case SET, DIRECTORY -> "    ";
            };
            whole = sign.isBlank();
            shown.add(0, sign + step.origin().source() + "\n");
        }
        return String.join("", shown);
    }

    private static void appendStep(StringBuilder out, Assignment step, boolean oldest) {
        boolean file = step.origin() instanceof Origin.File || step.origin() instanceof Origin.Implicit;
        out.append("   ")
                .append(file ? "IN " : "AS ")
                .append(step.origin().source())
                .append('\n');
        String operation = switch (step.operator()) {
            case SET -> oldest ? "SET" : "OVERRIDE";
            case ADD -> "ADD";
            case REMOVE -> "REMOVE";
            case DIRECTORY -> "DIRECTORY";
        };
        List<String> lines = lines(step.value());
        out.append("   ").append(operation).append(" VALUE =");
        if (lines.size() <= 1) {
            out.append(' ').append(step.value()).append('\n');
        } else {
            out.append('\n');
            lines.forEach(line -> out.append("      ").append(line).append('\n'));
        }
    }

    private static Iterator<Assignment> newestFirst(Option option) {
        if (option.history() instanceof History history) {
            return history.newestFirst();
        }
        List<Assignment> reversed = new ArrayList<>(option.history());
        java.util.Collections.reverse(reversed);
        return reversed.iterator();
    }

    private static Collection<String> sorted(Collection<String> names) {
        return new TreeSet<>(names);
    }

    /** The lines as Python divides them, which knows more line ends than Java. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isLineEnd(c)) {
                lines.add(text.substring(start, i));
                if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    i++;
                }
                start = i + 1;
            }
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return lines;
    }

    private static boolean isLineEnd(char c) {
        return (c >= '\n' && c <= '\r') || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 || c == 0x2029;
    }
}
