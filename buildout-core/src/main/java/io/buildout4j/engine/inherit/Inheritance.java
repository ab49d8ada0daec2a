package io.buildout4j.engine.inherit;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.Diagnostic.Kind;
import io.buildout4j.engine.merge.Operators;
import io.buildout4j.engine.text.Blanks;
import io.buildout4j.profile.Option;
import io.buildout4j.profile.Origin;
import io.buildout4j.profile.Section;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options of sections after {@code <=}. Bases are worked out one after the other on a stack of this class's own, as
 * chains of them may be longer than a thread's. Not safe for use by several threads.
 */
public final class Inheritance {

    private static final String MACRO = "<";
    private static final String BUILDOUT = "buildout";

    /** Beyond so many options, sections that were only bases are worked out again rather than kept. */
    private static final int MEMORY = 2_000_000;

    private final Map<String, Section> sections;
    private final Map<String, Map<String, Option>> known = new HashMap<>();
    private int remembered;

    /** @param sections the merged sections by name */
    public Inheritance(Map<String, Section> sections) {
        this.sections = sections;
    }

    /**
     * The options of a section, its own on top of those of its bases; without {@code <}.
     *
     * @throws BuildoutException if a base is missing or sections inherit from each other
     */
    public Map<String, Option> options(Section section) {
        if (section.name().equals(BUILDOUT) || !section.options().containsKey(MACRO)) {
            return section.options();
        }
        Map<String, Option> result = known.get(section.name());
        return result == null ? inherit(section) : result;
    }

    /** The sections that a section inherits from, as written: one a line. */
    public static List<String> bases(Section section) {
        Option macro =
                section.name().equals(BUILDOUT) ? null : section.options().get(MACRO);
        List<String> names = new ArrayList<>();
        if (macro != null) {
            for (String line : macro.value().split("\n", -1)) {
                String name = Blanks.strip(line);
                if (!name.isEmpty()) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private Map<String, Option> inherit(Section start) {
        Deque<Heir> path = new ArrayDeque<>();
        Set<String> doing = new HashSet<>();
        Map<String, Option> result = Map.of();
        path.push(new Heir(start));
        doing.add(start.name());
        while (!path.isEmpty()) {
            Heir heir = path.element();
            String base = heir.nextBase();
            if (base == null) {
                path.pop();
                doing.remove(heir.section.name());
                result = heir.finish();
                remember(heir.section.name(), result, path.isEmpty());
                if (!path.isEmpty()) {
                    path.element().take(result);
                }
                continue;
            }
            Section section = sections.get(base);
            if (section == null) {
                throw trailed(noSuchBase(heir.section, base), path);
            }
            if (doing.contains(base)) {
                throw trailed(loop(heir.section, base, path), path);
            }
            boolean plain = base.equals(BUILDOUT) || !section.options().containsKey(MACRO);
            Map<String, Option> options = plain ? section.options() : known.get(base);
            if (options != null) {
                heir.take(options);
            } else {
                path.push(new Heir(section));
                doing.add(base);
            }
        }
        return result;
    }

    private void remember(String name, Map<String, Option> options, boolean wanted) {
        if (wanted || remembered < MEMORY) {
            known.put(name, options);
            remembered += options.size();
        }
    }

    private BuildoutException noSuchBase(Section heir, String base) {
        return new BuildoutException.Resolving(Diagnostic.error(
                        Kind.NO_SUCH_BASE_SECTION,
                        base,
                        "no section [" + base + "] for [" + heir.name() + "] to inherit")
                .at(origin(heir))
                .withMeant(base, sections.keySet()));
    }

    private BuildoutException loop(Section heir, String base, Deque<Heir> path) {
        List<String> names = new ArrayList<>();
        for (Heir step : path) {
            names.add(0, step.section.name());
            if (step.section.name().equals(base)) {
                break;
            }
        }
        names.add(base);
        String shown = names.size() <= 20
                ? String.join(" <= ", names)
                : String.join(" <= ", names.subList(0, 19)) + " <= ... <= " + base;
        return new BuildoutException.Resolving(
                Diagnostic.error(Kind.INFINITE_EXTEND_LOOP, base, "sections inherit from each other: " + shown)
                        .at(origin(heir)));
    }

    private static Origin origin(Section heir) {
        Option macro = heir.options().get(MACRO);
        if (macro == null) {
            throw new IllegalStateException(heir.name() + " does not inherit");
        }
        return macro.origin();
    }

    private static BuildoutException trailed(BuildoutException problem, Deque<Heir> path) {
        BuildoutException result = problem;
        int steps = 0;
        for (Heir heir : path) {
            if (steps++ == 20) {
                break;
            }
            result = result.during("inheriting for [" + heir.section.name() + "]");
        }
        return result;
    }

    /** A section whose bases are being worked out. */
    private static final class Heir {
        private final Section section;
        private final List<String> bases;
        private int position;
        private @Nullable Map<String, Option> inherited;

        Heir(Section section) {
            this.section = section;
            this.bases = bases(section);
        }

        @Nullable
        String nextBase() {
            return position < bases.size() ? bases.get(position++) : null;
        }

        void take(Map<String, Option> base) {
            if (inherited == null) {
                inherited = base;
            } else {
                Map<String, Option> both = new LinkedHashMap<>(inherited);
                both.putAll(base);
                inherited = both;
            }
        }

        Map<String, Option> finish() {
            Map<String, Option> result = Operators.onto(inherited == null ? Map.of() : inherited, section.options());
            result.remove(MACRO);
            return result;
        }
    }
}
