package io.buildout4j.promise;

import io.buildout4j.process.Command;
import io.buildout4j.process.Outcome;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A plain executable of {@code etc/promise}: exit status 0 holds, all else does not, and what it printed is the
 * message. Three failures in a row make it fail between deployments; it never bangs.
 */
record ExecutablePromise(Path file, Duration grace) implements Promise {

    @Override
    public Finding sense(PromiseContext context) throws Exception {
        Outcome outcome = Command.in(context.directory(), file.toString())
                .withTimeLimit(context.timeLimit())
                .withGrace(grace)
                .run();
        if (outcome.timedOut()) {
            throw new PromiseTimeout(outcome.elapsed());
        }
        String message = outcome.output().trimmed();
        return outcome.exitCode() == 0 ? Finding.ok(message) : Finding.failed(message);
    }

    @Override
    public Verdict anomaly(PromiseContext context) {
        return context.test(Threshold.of(3, 3));
    }

    @Override
    public boolean bangs() {
        return false;
    }
}
