package io.buildout4j.promise;

import java.util.List;
import java.util.Optional;

/**
 * What one run of the promises came to.
 *
 * @param results of the promises that were run, and of those not due whose last result was a failure; those of the host
 *     first, then the plugins, then the plain executables, each by title
 * @param skipped titles of the promises that did not need to be checked
 * @param bangs what the bang handler was told, at most one
 */
public record PromiseReport(List<PromiseResult> results, List<String> skipped, List<String> bangs) {

    /** Copies the lists. */
    public PromiseReport {
        results = List.copyOf(results);
        skipped = List.copyOf(skipped);
        bangs = List.copyOf(bangs);
    }

    /** The first promise that is broken, unless all hold. */
    public Optional<PromiseResult> firstFailure() {
        return results.stream().filter(PromiseResult::failed).findFirst();
    }

    /** Whether all promises hold. */
    public boolean kept() {
        return firstFailure().isEmpty();
    }

    /** One line for an operator. */
    public String summary() {
        return firstFailure()
                .map(result -> "Promise '" + result.name() + "' failed with output: " + result.message())
                .orElseGet(() -> results.size()
                        + (results.size() == 1 ? " promise kept" : " promises kept")
                        + (skipped.isEmpty() ? "" : ", " + skipped.size() + " promises didn't need to be checked"));
    }
}
