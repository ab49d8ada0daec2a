package io.buildout4j.engine.prepare;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.engine.text.FileFailures;
import io.buildout4j.profile.Origin;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Turns whatever a recipe threw into an exception that names the part and its place, and holds no secret. */
public final class Blame {

    private final Secrets secrets;

    public Blame(Secrets secrets) {
        this.secrets = secrets;
    }

    /**
     * The diagnostic for what a recipe threw: its own if it is one of ours, else that the part failed, and why.
     *
     * @param kind the kind of an exception that is none of ours
     * @param doing what was being done, to be read after {@code "while "}
     */
    public Diagnostic diagnose(String part, Origin origin, Diagnostic.Kind kind, String doing, Throwable thrown) {
        Diagnostic diagnostic = thrown instanceof BuildoutException known
                ? known.diagnostic()
                : Diagnostic.error(kind, part, "part " + part + " failed: " + message(thrown))
                        .at(origin)
                        .withHint("mend the cause and run again");
        return masked((diagnostic.origin().isPresent() ? diagnostic : diagnostic.at(origin)).during(doing));
    }

    /** A diagnostic without secrets. */
    public Diagnostic masked(Diagnostic d) {
        return new Diagnostic(
                d.severity(),
                d.kind(),
                secrets.mask(d.detail()),
                d.origin(),
                secrets.mask(d.problem()),
                d.hint().map(secrets::mask),
                d.trail().stream().map(secrets::mask).toList());
    }

    /** What was thrown, to be attached as the cause: itself, or a likeness if a message in it would tell a secret. */
    public Throwable cause(Throwable thrown) {
        return tells(thrown, 0) ? likeness(thrown, 0) : thrown;
    }

    private boolean tells(@Nullable Throwable thrown, int depth) {
        if (thrown == null || depth > 20) {
            return false;
        }
        String text = String.valueOf(thrown.getMessage());
        return !secrets.mask(text).equals(text) || tells(thrown.getCause(), depth + 1);
    }

    private Throwable likeness(Throwable thrown, int depth) {
        Throwable cause = thrown.getCause();
        IOException copy = new IOException(
                secrets.mask(String.valueOf(thrown)), cause == null || depth > 20 ? null : likeness(cause, depth + 1));
        copy.setStackTrace(thrown.getStackTrace());
        return copy;
    }

    private static String message(Throwable thrown) {
        String message = thrown instanceof IOException e ? FileFailures.reason(e) : thrown.getMessage();
        String type = thrown.getClass().getSimpleName();
        if (message == null || message.isBlank()) {
            return type.isEmpty() ? thrown.getClass().getName() : type;
        }
        // The message of an error or of a careless exception rarely says what kind of thing happened.
        boolean telling = thrown instanceof IOException || message.indexOf(' ') > 0;
        return telling && thrown instanceof Exception ? message : type + ": " + message;
    }
}
