package io.buildout4j.recipes.node;

import io.buildout4j.BuildoutException;
import io.buildout4j.install.InstallReport;
import io.buildout4j.promise.PromiseReport;
import java.util.Map;
import java.util.Optional;

/**
 * What came of deploying, or watching, an instance.
 *
 * @param instance the instance
 * @param status how it ended
 * @param failure why it failed
 * @param report what was installed
 * @param promises how the promises are, if they were run
 * @param published the connection parameters that the instance has published, by reference and name
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public record Deployed(
        Instance instance,
        Status status,
        Optional<BuildoutException> failure,
        Optional<InstallReport> report,
        Optional<PromiseReport> promises,
        Map<String, Map<String, String>> published) {

    /** How it ended. */
    public enum Status {
        /** It was deployed as wanted, and its promises hold. */
        DEPLOYED(0),
        /** It was as wanted already, and no anomaly was found. */
        UNCHANGED(0),
        /** It could not be deployed. */
        FAILED(1),
        /** It is as wanted, but a promise is broken. */
        PROMISE_FAILED(2);

        private final int exitStatus;

        Status(int exitStatus) {
            this.exitStatus = exitStatus;
        }
    }

    /** With what a program ends whose work this was: 0 done, 1 failed, 2 only promises are broken. */
    public int exitStatus() {
        return status.exitStatus;
    }

    /** Whether all is well. */
    public boolean succeeded() {
        return status.exitStatus == 0;
    }
}
