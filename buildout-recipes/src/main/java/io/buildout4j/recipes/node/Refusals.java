package io.buildout4j.recipes.node;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import java.io.IOException;
import java.nio.file.Path;

/** Failures in the words of this package. */
final class Refusals {

    private Refusals() {}

    /** Something that cannot be begun as things stand. */
    static BuildoutException refused(String detail, String problem, String hint) {
        return new BuildoutException.Preparing(Diagnostic.error(Diagnostic.Kind.RECIPE_REJECTED, detail, problem)
                .withHint(hint));
    }

    /** Something that is not there. */
    static BuildoutException missing(Path path, String problem, String hint) {
        return new BuildoutException.Reading(Diagnostic.error(Diagnostic.Kind.FILE_NOT_FOUND, path.toString(), problem)
                .withHint(hint));
    }

    /** A file or directory that could not be read or written. */
    static BuildoutException disk(Path path, IOException cause) {
        String reason = String.valueOf(cause.getMessage());
        return new BuildoutException.Installing(
                Diagnostic.error(
                        Diagnostic.Kind.WRITE_FAILED,
                        path.toString(),
                        "cannot work in " + path + ": " + cause.getClass().getSimpleName() + ": " + reason),
                cause);
    }

    static BuildoutException interrupted(String what, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new BuildoutException.Installing(
                Diagnostic.error(Diagnostic.Kind.CANCELLED, what, what + " was interrupted"), cause);
    }
}
