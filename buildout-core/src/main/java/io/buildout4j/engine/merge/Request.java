package io.buildout4j.engine.merge;

import io.buildout4j.engine.read.Place;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be merged.
 *
 * @param profile the profile itself
 * @param userDefaults the file below it, if there is one
 * @param assignments what the host assigns, in the order in which later ones win
 * @param once whether a file that is reached again is passed over
 * @param directory the directory of the buildout, if it is known beforehand
 * @param executable the default of {@code buildout:executable}
 * @param commandLineExtends the files that an assignment to {@code buildout:extends} names
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public record Request(
        Place profile,
        Optional<Place> userDefaults,
        List<Assigned> assignments,
        boolean once,
        @Nullable Path directory,
        String executable,
        List<Place> commandLineExtends) {

    /**
     * An assignment by the host, in the order of section, option and value.
     *
     * @param option the name, with an operator at its end or without
     */
    public record Assigned(String section, String option, String value) implements Comparable<Assigned> {

        @Override
        public int compareTo(Assigned other) {
            int bySection = section.compareTo(other.section);
            int byOption = bySection != 0 ? bySection : option.compareTo(other.option);
            return byOption != 0 ? byOption : value.compareTo(other.value);
        }
    }
}
