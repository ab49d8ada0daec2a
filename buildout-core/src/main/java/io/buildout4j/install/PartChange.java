package io.buildout4j.install;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What happens to one part, and why.
 *
 * @param part the name of the part
 * @param recipe the text of its recipe option
 * @param action what happens to it
 * @param reasons why, most telling first; empty where nothing about it changed
 * @param dependencies the parts it refers to, which come first
 */
public record PartChange(String part, String recipe, Action action, List<Reason> reasons, Set<String> dependencies) {

    /** What happens to a part. */
    public enum Action {
        /** It is new. */
        INSTALL,
        /** It is installed, nothing about it changed: its recipe may look after it. */
        UPDATE,
        /** It changed: the old one goes, a new one is made. */
        REINSTALL,
        /** It is not wanted any more. */
        UNINSTALL,
        /** It is not touched, because only other parts were asked for. */
        LEAVE;

        /** The word in messages and JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public PartChange {
        reasons = List.copyOf(reasons);
        dependencies = Collections.unmodifiableSet(new LinkedHashSet<>(dependencies));
    }

    /** On one line, for people: {@code reinstall web: port was 80, is 8080 (instance.cfg:12)}. */
    public String explain() {
        return reasons.isEmpty()
                ? action.word() + " " + part
                : action.word() + " " + part + ": "
                        + reasons.stream().map(Reason::text).collect(Collectors.joining("; "));
    }
}
