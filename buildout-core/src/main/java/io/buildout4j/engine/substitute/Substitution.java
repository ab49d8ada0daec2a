package io.buildout4j.engine.substitute;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.Limits;
import io.buildout4j.engine.inherit.Inheritance;
import io.buildout4j.engine.substitute.Frame.Expansion;
import io.buildout4j.engine.substitute.Frame.Lookup;
import io.buildout4j.engine.substitute.Frame.OptionKey;
import io.buildout4j.profile.Profile;
import io.buildout4j.profile.Section;
import io.buildout4j.profile.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the sections of one profile, each when it is first looked up, in the order of the original: macros, then the
 * section's own references by name, then what it depends on, then its recipe. Nothing here recurses, so chains of
 * references may be of any length; only recipes that look up sections from their constructors nest. For one thread.
 */
public final class Substitution {

    private static final String BUILDOUT = "buildout";
    private static final String SECTION_NAME = "_buildout_section_name_";
    private static final String DEPENDENCIES = "<part-dependencies>";

    private final Map<String, Section> sections;
    private final Inheritance inheritance;
    private final Limits limits;
    private final String abiTag;
    private final SectionHook hook;
    private final MissingOptions missing;
    private final Problems problems;

    private final Map<String, LiveSection> live = new HashMap<>();
    private final Map<String, BuildoutException> failed = new HashMap<>();
    private final Map<String, Map<String, String>> given = new HashMap<>();
    private final List<Frame> frames = new ArrayList<>();
    private final List<LiveSection> active = new ArrayList<>();
    private final List<LiveSection> unsettled = new ArrayList<>();
    private long totalLength;
    private boolean started;

    public Substitution(Profile profile, Surroundings surroundings, SectionHook hook) {
        this(profile, surroundings, hook, MissingOptions.NONE);
    }

    /** @param missing what stands for options that are referred to and not there */
    public Substitution(Profile profile, Surroundings surroundings, SectionHook hook, MissingOptions missing) {
        this.sections = new LinkedHashMap<>(profile.sections());
        this.inheritance = new Inheritance(sections);
        this.limits = surroundings.limits();
        this.abiTag = surroundings.abiTag();
        this.hook = hook;
        this.missing = missing;
        this.problems = new Problems(sections);
    }

    /**
     * A section, resolved completely, and with it whatever it refers to. {@code [buildout]} is resolved first of all.
     *
     * @throws BuildoutException.Resolving if it cannot be resolved; the trail tells how the problem was reached
     */
    public LiveSection section(String name) {
        if (!started) {
            started = true;
            start();
        }
        BuildoutException problem = failed.get(BUILDOUT);
        if (problem != null) {
            throw problem;
        }
        Frame frame = frames.isEmpty() ? null : frames.get(frames.size() - 1);
        if (frame instanceof Lookup lookup && lookup.constructing) {
            lookup.section.dependsOn(name);
        }
        return lookUp(name);
    }

    /**
     * A section with options that are given from outside, instead of what it says of them itself.
     *
     * @return false if somebody has looked at the section before
     */
    public boolean give(String name, Map<String, String> options) {
        section(BUILDOUT);
        if (live.containsKey(name) || failed.containsKey(name)) {
            return false;
        }
        given.put(name, options);
        return true;
    }

    /** Adds a section to those of the profile, whose name none of them has. */
    public void add(Section section) {
        sections.put(section.name(), section);
    }

    /** Whether there is a section of that name. */
    public boolean has(String name) {
        return sections.containsKey(name);
    }

    /** What to say of an option that is asked for and not there. */
    public Diagnostic missing(String section, String option) {
        return problems.missingOption(section(section), option);
    }

    private void start() {
        try {
            BuildoutSection.finish(lookUp(BUILDOUT), abiTag);
            Optional<Value> versions = lookUp(BUILDOUT).read("versions");
            if (versions.isPresent() && !versions.get().text().isEmpty()) {
                lookUp(versions.get().text());
            }
        } catch (BuildoutException e) {
            failed.put(BUILDOUT, e);
        }
    }

    private LiveSection lookUp(String name) {
        LiveSection known = touch(name);
        if (known == null) {
            int base = frames.size();
            begin(name, null);
            run(base);
            known = touch(name);
        }
        if (known == null) {
            throw new IllegalStateException("section " + name + " vanished");
        }
        return known;
    }

    /** The text of an option as others see it. */
    String read(LiveSection section, String option) {
        String known = section.seen.get(option);
        if (known == null) {
            String text = section.text(option);
            if (text == null) {
                throw new IllegalArgumentException("no option " + option);
            }
            if (!text.contains("${")) {
                section.seen.put(option, text);
                return text;
            }
            int base = frames.size();
            frames.add(new Expansion(section, option, text, false, null));
            run(base);
            known = section.seen.getOrDefault(option, "");
        }
        return known;
    }

    private void run(int base) {
        try {
            while (frames.size() > base) {
                Frame frame = frames.get(frames.size() - 1);
                if (frame instanceof Expansion expansion) {
                    advance(expansion);
                } else if (frame instanceof Lookup lookup) {
                    advance(lookup);
                }
            }
        } catch (BuildoutException e) {
            BuildoutException trailed = unwind(base, e);
            throw trailed == null ? e : trailed;
        } catch (RuntimeException | Error e) {
            unwind(base, null);
            throw e;
        }
    }

    private void advance(Lookup lookup) {
        LiveSection section = lookup.section;
        if (lookup.options.hasNext()) {
            String option = lookup.options.next();
            frames.add(new Expansion(section, option, textOf(section, option), true, null));
            return;
        }
        if (!section.name().equals(BUILDOUT)) {
            if (section.has(DEPENDENCIES)) {
                section.markRead(DEPENDENCIES);
                Iterator<String> dependencies = lookup.dependencies(read(section, DEPENDENCIES));
                while (dependencies.hasNext()) {
                    String name = dependencies.next();
                    lookup.waitingFor = name;
                    section.dependsOn(name);
                    if (touch(name) == null) {
                        begin(name, null);
                        return;
                    }
                }
            }
            lookup.waitingFor = null;
            construct(lookup);
        }
        finish(section);
    }

    private void construct(Lookup lookup) {
        LiveSection section = lookup.section;
        if (!section.has("recipe")) {
            return;
        }
        section.markRead("recipe");
        if (!read(section, "recipe").isBlank()) {
            lookup.constructing = true;
            hook.construct(section);
        }
    }

    private void finish(LiveSection section) {
        section.done = true;
        frames.remove(frames.size() - 1);
        active.remove(active.size() - 1);
        List<LiveSection> within = unsettled.subList(section.unsettledBefore, unsettled.size());
        if (section.outermost < section.depth) {
            active.get(active.size() - 1).touch(section.outermost);
            for (LiveSection inner : within) {
                inner.touch(section.outermost);
            }
            unsettled.add(section);
        } else {
            section.outermost = LiveSection.SETTLED;
            for (LiveSection inner : within) {
                inner.outermost = LiveSection.SETTLED;
            }
            within.clear();
        }
    }

    private void advance(Expansion expansion) {
        while (true) {
            Reference reference = expansion.current;
            if (reference == null) {
                String text = expansion.template.nextReference();
                if (text == null) {
                    finish(expansion);
                    return;
                }
                reference = Reference.parse(text);
                if (reference.flaw() != null) {
                    throw problems.flawed(expansion, reference, reference.flaw());
                }
                expansion.current = reference;
            }
            String value = value(expansion, reference);
            if (value == null) {
                return;
            }
            expansion.template.append(value);
            expansion.current = null;
            if (expansion.template.length() > limits.valueLength()) {
                throw problems.tooLong(expansion, reference, limits.valueLength());
            }
        }
    }

    /** What a reference means, or null if a frame was put on top that must be finished first. */
    private @Nullable String value(Expansion expansion, Reference reference) {
        String name = reference.section().isEmpty() ? expansion.owner.name() : reference.section();
        String option = reference.option();
        LiveSection target = touch(name);
        if (target == null) {
            begin(name, expansion);
            return null;
        }
        expansion.owner.refers(expansion.option, new Value.Reference(name, option));
        target.markRead(option);
        String known = target.seen.get(option);
        if (known != null) {
            return known;
        }
        String text = target.text(option);
        if (text == null) {
            if (option.equals(SECTION_NAME)) {
                return expansion.owner.name();
            }
            Optional<String> answer = missing.find(target, option);
            if (answer.isEmpty()) {
                throw problems.missingOption(expansion, target, option);
            }
            return answer.get();
        }
        if (!text.contains("${")) {
            target.seen.put(option, text);
            return text;
        }
        OptionKey key = new OptionKey(name, option);
        if (expansion.waiting.contains(key)) {
            throw problems.circular(expansion, key, frames);
        }
        frames.add(new Expansion(target, option, text, false, expansion.waiting));
        return null;
    }

    private void finish(Expansion expansion) {
        String result = expansion.template.result();
        totalLength += result.length();
        if (result.length() > limits.valueLength() || totalLength > limits.totalLength()) {
            throw problems.tooMuch(expansion, limits);
        }
        frames.remove(frames.size() - 1);
        if (expansion.cooking) {
            expansion.owner.cooked.put(expansion.option, result);
        } else {
            expansion.waiting.remove(expansion.key());
            expansion.owner.seen.put(expansion.option, result);
        }
    }

    /** The section if it is known, noting for those being looked up how far out they reach. */
    private @Nullable LiveSection touch(String name) {
        LiveSection known = live.get(name);
        if (known == null) {
            BuildoutException problem = failed.get(name);
            if (problem != null) {
                throw problem;
            }
        } else if (!active.isEmpty()) {
            active.get(active.size() - 1).touch(known.done ? known.outermost : known.depth);
        }
        return known;
    }

    private void begin(String name, @Nullable Expansion reader) {
        Section section = sections.get(name);
        if (section == null) {
            throw problems.missingSection(name, reader, frames);
        }
        LiveSection begun;
        try {
            begun = new LiveSection(this, name, inheritance.options(section), active.size(), unsettled.size());
        } catch (BuildoutException e) {
            failed.put(name, e);
            throw e;
        }
        for (Map.Entry<String, String> option :
                given.getOrDefault(name, Map.of()).entrySet()) {
            begun.publish(option.getKey(), option.getValue());
        }
        live.put(name, begun);
        active.add(begun);
        frames.add(new Lookup(begun));
    }

    private String textOf(LiveSection section, String option) {
        var written = section.raw().get(option);
        return written == null ? "" : written.value();
    }

    /**
     * Takes back what was begun. A section that failed while nobody saw it half-done will fail in the same way whoever
     * asks for it; the others are forgotten, so that no outcome depends on where the looking up began.
     */
    private @Nullable BuildoutException unwind(int base, @Nullable BuildoutException problem) {
        BuildoutException trailed = problem;
        int outermost = LiveSection.SETTLED;
        int settledBelow = unsettled.size();
        while (frames.size() > base) {
            Frame frame = frames.remove(frames.size() - 1);
            if (trailed != null) {
                trailed = problems.trailed(trailed, frame);
            }
            if (frame instanceof Lookup lookup) {
                LiveSection section = lookup.section;
                outermost = Math.min(outermost, section.outermost);
                settledBelow = section.unsettledBefore;
                active.remove(active.size() - 1);
                live.remove(section.name());
                if (trailed != null && outermost > section.depth) {
                    failed.put(section.name(), trailed);
                }
            }
        }
        List<LiveSection> forgotten = unsettled.subList(settledBelow, unsettled.size());
        for (LiveSection section : forgotten) {
            live.remove(section.name());
        }
        forgotten.clear();
        if (!active.isEmpty()) {
            active.get(active.size() - 1).touch(outermost);
        }
        return trailed;
    }
}
