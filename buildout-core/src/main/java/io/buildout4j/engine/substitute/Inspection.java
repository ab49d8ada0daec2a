package io.buildout4j.engine.substitute;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.Diagnostic.Kind;
import io.buildout4j.engine.inherit.Inheritance;
import io.buildout4j.engine.substitute.Frame.Expansion;
import io.buildout4j.engine.substitute.Frame.OptionKey;
import io.buildout4j.engine.text.Blanks;
import io.buildout4j.profile.Option;
import io.buildout4j.profile.Origin;
import io.buildout4j.profile.Profile;
import io.buildout4j.profile.Section;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at every reference and every {@code <=} of a profile without following them, so that each problem is found where
 * it is, however many sections fail because of it and whatever else is wrong beside it.
 */
public final class Inspection {

    private static final String SECTION_NAME = "_buildout_section_name_";
    private static final String DEPENDENCIES = "<part-dependencies>";

    private final Map<String, Section> sections;
    private final Problems problems;
    private final Map<String, LiveSection> inherited = new LinkedHashMap<>();
    private final Set<String> broken = new HashSet<>();
    private final Set<String> bases = new HashSet<>();
    private final Set<String> wanted = new HashSet<>();
    private final Set<String> parts;
    private final Map<OptionKey, List<OptionKey>> references = new LinkedHashMap<>();
    private final Map<OptionKey, Expansion> places = new LinkedHashMap<>();
    private final List<Expansion> unfounded = new ArrayList<>();
    private final Set<OptionKey> referredTo = new HashSet<>();
    private final List<Diagnostic> found = new ArrayList<>();
    private final Set<Told> told = new HashSet<>();
    private final Set<String> circular;

    /** @param parts the names of the sections that are parts */
    public Inspection(Profile profile, Surroundings surroundings, Set<String> parts) {
        this.parts = parts;
        sections = profile.sections();
        problems = new Problems(sections);
        wanted.addAll(parts);
        wanted.add("buildout");
        inherit(new Substitution(profile, surroundings, SectionHook.NONE));
        inherited.values().forEach(this::look);
        // A pattern for other sections may leave options to them; they are complained about on their own account.
        unfounded.stream().filter(where -> !isPattern(where.owner.name())).forEach(this::complainOfOption);
        circular = new Loops(references, loop -> report(problems.circular(place(loop.get(loop.size() - 1)), loop)))
                .members();
    }

    /** What is wrong, in no particular order, each problem once. */
    public List<Diagnostic> problems() {
        return List.copyOf(found);
    }

    /** Whether a section serves others as a base and nothing else, so that it need not be complete. */
    public boolean isPattern(String section) {
        return bases.contains(section) && !wanted.contains(section);
    }

    /** Whether a problem that a section had when it was resolved is one of those found here. */
    public boolean explains(Diagnostic problem) {
        return switch (problem.kind()) {
            case CIRCULAR_REFERENCE -> circular.contains(problem.detail());
            case INFINITE_EXTEND_LOOP, NO_SUCH_BASE_SECTION -> true;
            default -> told.contains(Told.of(problem));
        };
    }

    /** Whether some value refers to an option by name. */
    public boolean isReferredTo(String section, String option) {
        return referredTo.contains(new OptionKey(section, option));
    }

    /** Whether others than references may read a section: a recipe, or sections that inherit it. */
    public boolean mayBeRead(String section) {
        LiveSection known = inherited.get(section);
        return known == null || known.has("recipe") || bases.contains(section) || parts.contains(section);
    }

    /** Whether others inherit a section, and may read what it does not. */
    public boolean isBase(String section) {
        return bases.contains(section);
    }

    /** Whether the profile names parts at all. */
    public boolean hasParts() {
        return !parts.isEmpty();
    }

    /** The options of a section with those of its bases; none if it cannot inherit. */
    public Map<String, Option> inherited(String section) {
        LiveSection known = inherited.get(section);
        return known == null ? Map.of() : known.raw();
    }

    /** What makes two problems one. */
    private record Told(Kind kind, String detail, Optional<Origin> origin) {
        static Told of(Diagnostic problem) {
            return new Told(problem.kind(), problem.detail(), problem.origin());
        }
    }

    private void inherit(Substitution run) {
        Inheritance inheritance = new Inheritance(sections);
        BaseLoops loops = new BaseLoops(sections);
        for (Section section : sections.values()) {
            bases.addAll(Inheritance.bases(section));
            try {
                inherited.put(section.name(), new LiveSection(run, section.name(), inheritance.options(section), 0, 0));
            } catch (BuildoutException e) {
                broken.add(section.name());
                boolean loop = e.diagnostic().kind() == Kind.INFINITE_EXTEND_LOOP;
                if (!loop || loops.isNew(e.diagnostic().detail())) {
                    report(e);
                }
            }
        }
    }

    private void look(LiveSection section) {
        section.raw().forEach((option, written) -> {
            if (written.value().contains("${")) {
                look(section, option, written);
            }
        });
        Option dependencies = section.raw().get(DEPENDENCIES);
        if (dependencies != null) {
            for (String name : Blanks.words(dependencies.value())) {
                if (!name.contains("$")) {
                    want(name, new Expansion(section, DEPENDENCIES, dependencies.value(), true, null));
                }
            }
        }
    }

    private void look(LiveSection section, String option, Option written) {
        OptionKey key = new OptionKey(section.name(), option);
        Template template = new Template(written.value());
        for (String text = template.nextReference(); text != null; text = template.nextReference()) {
            Expansion where = new Expansion(section, option, written.value(), true, null);
            Reference reference = Reference.parse(text);
            where.current = reference;
            if (reference.flaw() != null) {
                report(problems.trailed(problems.flawed(where, reference, reference.flaw()), where));
                continue;
            }
            String target = reference.section().isEmpty() ? section.name() : reference.section();
            referredTo.add(new OptionKey(target, reference.option()));
            if (reference.section().isEmpty() || want(target, where)) {
                places.putIfAbsent(key, where);
                refer(key, where, target, reference.option());
            }
        }
    }

    private void refer(OptionKey key, Expansion where, String target, String option) {
        LiveSection section = inherited.get(target);
        if (section == null) {
            return;
        }
        if (section.has(option)) {
            references.computeIfAbsent(key, from -> new ArrayList<>()).add(new OptionKey(target, option));
        } else if (!option.equals(SECTION_NAME) && !section.hasRecipe()) {
            unfounded.add(where);
        }
    }

    private void complainOfOption(Expansion where) {
        Reference reference = where.current;
        if (reference != null) {
            String name = reference.section().isEmpty() ? where.owner.name() : reference.section();
            LiveSection target = inherited.get(name);
            if (target != null) {
                report(problems.trailed(problems.missingOption(where, target, reference.option()), where));
            }
        }
    }

    /** Whether the section can be looked into; says so if there is none. */
    private boolean want(String name, Expansion where) {
        wanted.add(name);
        if (!sections.containsKey(name)) {
            report(problems.trailed(problems.missingSection(name, where, List.of()), where));
            return false;
        }
        return !broken.contains(name);
    }

    private Expansion place(OptionKey key) {
        Expansion where = places.get(key);
        if (where == null) {
            throw new IllegalStateException("option " + key + " refers to nothing");
        }
        return where;
    }

    private void report(BuildoutException problem) {
        Diagnostic diagnostic = problem.diagnostic();
        if (told.add(Told.of(diagnostic))) {
            found.add(diagnostic);
        }
    }
}
