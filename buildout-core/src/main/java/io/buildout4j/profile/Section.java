package io.buildout4j.profile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A section of a raw profile: after {@code extends} and assignments, before {@code <=} and <code>${…}</code>.
 *
 * @param name the name, in the letter case of the profile
 * @param options the options by name, in the order in which they were first written
 */
public record Section(String name, Map<String, Option> options) {

    public Section {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** The option of that name, if the section has it. */
    public Optional<Option> find(String option) {
        return Optional.ofNullable(options.get(option));
    }
}
