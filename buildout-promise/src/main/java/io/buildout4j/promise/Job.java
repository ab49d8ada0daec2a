package io.buildout4j.promise;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One promise to run.
 *
 * @param title the name of its files
 * @param name what its host or its file calls it
 * @param file where it comes from, unless a host gave it
 * @param body what it does
 */
record Job(String title, String name, Optional<Path> file, Body body) {

    /** What a promise does in a run. */
    sealed interface Body {

        /** In this process. */
        record InProcess(PromiseFactory factory, Parameters parameters, boolean limitsItself) implements Body {}

        /** A file that only a Python interpreter understands. */
        record InPython(Path file) implements Body {}

        /** Nothing can be done, and why. */
        record Broken(String cause) implements Body {}
    }

    /** Whether the host gave it, and no file. */
    boolean ofHost() {
        return file.isEmpty();
    }

    /** Whether it is another process that does the work, which is stopped by its own means. */
    boolean process() {
        return !(body instanceof Body.InProcess process) || process.limitsItself();
    }

    String path() {
        return file.map(Path::toString).orElse("");
    }

    Job titled(String other) {
        return new Job(other, name, file, body);
    }
}
