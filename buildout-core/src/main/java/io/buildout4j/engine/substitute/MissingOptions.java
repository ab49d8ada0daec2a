package io.buildout4j.engine.substitute;

import java.util.Optional;

/** Answers for options that are referred to and not there. */
@FunctionalInterface
public interface MissingOptions {

    /** Leaves them missing. */
    MissingOptions NONE = new MissingOptions() {
        @Override
        public Optional<String> find(LiveSection section, String option) {
            return Optional.empty();
        }
    };

    /** Puts {@code @SECTION:OPTION@} where a section has a recipe, which might publish the option. */
    MissingOptions PLACEHOLDERS = new MissingOptions() {
        @Override
        public Optional<String> find(LiveSection section, String option) {
            return section.hasRecipe() ? Optional.of("@" + section.name() + ":" + option + "@") : Optional.empty();
        }
    };

    /** The text that stands for the option, if there shall be one. */
    Optional<String> find(LiveSection section, String option);
}
