package io.buildout4j.promise;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What one run shall do.
 *
 * @param watching whether anomalies are looked for instead of testing
 * @param forced whether promises run that are not due yet
 * @param only if not empty, the names or titles of the promises to run; plain executables are then left alone
 * @param promises promises of the host, by name, beside those it registered
 * @param files whether the plugins and executables of the partition are run
 */
public record Sweep(boolean watching, boolean forced, Set<String> only, Map<String, Promise> promises, boolean files) {

    /** Copies the collections. */
    public Sweep {
        only = Set.copyOf(only);
        promises = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(promises));
    }

    /** What is run after a deployment: every promise's test. */
    public static Sweep test() {
        return new Sweep(false, false, Set.of(), Map.of(), true);
    }

    /** What is run between deployments: anomalies, which may bang. */
    public static Sweep anomaly() {
        return new Sweep(true, false, Set.of(), Map.of(), true);
    }

    /** Also runs what is not due yet. */
    public Sweep force() {
        return new Sweep(watching, true, only, promises, files);
    }

    /** Runs these alone, given by name or title. */
    public Sweep only(Set<String> names) {
        return new Sweep(watching, forced, names, promises, files);
    }

    /** Runs these promises of the host too. */
    public Sweep with(Map<String, Promise> more) {
        Map<String, Promise> all = new LinkedHashMap<>(promises);
        all.putAll(more);
        return new Sweep(watching, forced, only, all, files);
    }

    /** Leaves the files of the partition alone. */
    public Sweep withoutFiles() {
        return new Sweep(watching, forced, only, promises, false);
    }
}
