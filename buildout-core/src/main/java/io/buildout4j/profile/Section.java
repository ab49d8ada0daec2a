package io.buildout4j.profile;

import io.buildout4j.engine.text.Blanks;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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

    /**
     * The sections that it inherits from by {@code <=}, in the order written, one a line;
     * {@code [buildout]} inherits from none.
     */
    public List<String> bases() {
        Option written = name.equals("buildout") ? null : options.get("<");
        return written == null
                ? List.of()
                : Arrays.stream(written.value().split("\n", -1))
                        .map(Blanks::strip)
                        .filter(base -> !base.isEmpty())
                        .toList();
    }
}
