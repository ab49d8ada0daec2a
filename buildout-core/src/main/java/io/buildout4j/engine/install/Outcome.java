package io.buildout4j.engine.install;

import io.buildout4j.BuildoutException;
import io.buildout4j.engine.plan.PlannedPart;
import java.util.Optional;

/**
 * How the work on a part ended.
 *
 * @param failure why it failed, if it did
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
record Outcome(PlannedPart part, Optional<BuildoutException> failure) {

    static Outcome done(PlannedPart part) {
        return new Outcome(part, Optional.empty());
    }

    static Outcome failed(PlannedPart part, BuildoutException failure) {
        return new Outcome(part, Optional.of(failure));
    }
}
