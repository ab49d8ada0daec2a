package io.buildout4j.engine.merge;

import io.buildout4j.engine.parse.ParsedFile;
import io.buildout4j.engine.parse.ParsedOption;
import io.buildout4j.engine.parse.ParsedSection;
import io.buildout4j.engine.read.Place;
import io.buildout4j.engine.text.Blanks;
import io.buildout4j.profile.Assignment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one file brings to any profile that extends it: worked out once, and shared by all of them.
 *
 * @param sections its sections by name
 * @param extended the files it extends, in the order in which they are applied: those that may be missing come last
 * @param extendedBy the obsolete option, if it is there
 */
public record Contribution(
        Map<String, SectionDelta> sections,
        List<Extension> extended,
        @Nullable ParsedOption extendedBy) {

    static final String BUILDOUT = "buildout";
    private static final String EXTENDS = "extends";
    private static final String OPTIONAL_EXTENDS = "optional-extends";

    /** What the file itself assigns to an option of {@code [buildout]}; null if nothing. */
    public @Nullable Assignment setting(String option, Place place) {
        SectionDelta buildout = sections.get(BUILDOUT);
        Step step = buildout == null ? null : buildout.fresh().get(option);
        return step == null ? null : step.assignment(place);
    }

    /** The contribution of a parsed file. */
    public static Contribution of(ParsedFile file) {
        Map<String, SectionDelta> sections = new LinkedHashMap<>();
        for (ParsedSection section : file.sections().values()) {
            boolean settings = section.name().equals(BUILDOUT);
            sections.put(
                    section.name(), SectionDelta.of(settings ? section.without(EXTENDS, OPTIONAL_EXTENDS) : section));
        }
        ParsedSection buildout = file.sections().get(BUILDOUT);
        List<Extension> extended = new ArrayList<>();
        if (buildout != null) {
            addNames(buildout.options().get(EXTENDS), false, extended);
            addNames(buildout.options().get(OPTIONAL_EXTENDS), true, extended);
        }
        return new Contribution(
                Collections.unmodifiableMap(sections),
                List.copyOf(extended),
                buildout == null ? null : buildout.options().get("extended-by"));
    }

    private static void addNames(@Nullable ParsedOption option, boolean optional, List<Extension> names) {
        if (option != null) {
            for (String name : Blanks.words(option.value())) {
                names.add(new Extension(name, option.line(), optional));
            }
        }
    }
}
