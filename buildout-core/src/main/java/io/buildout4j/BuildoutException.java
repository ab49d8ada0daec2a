package io.buildout4j;

import io.buildout4j.profile.Value;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Diagnostic} that stopped the work. Unchecked, because a host can rarely do more than show it; the subclasses
 * name the phase that stopped, so that a host can tell a bad profile from a failed installation.
 */
public class BuildoutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Diagnostic diagnostic;

    public BuildoutException(Diagnostic diagnostic) {
        this(diagnostic, null);
    }

    public BuildoutException(Diagnostic diagnostic, @Nullable Throwable cause) {
        super(diagnostic.text(), cause);
        this.diagnostic = diagnostic;
    }

    /** A profile, or a file it extends, could not be had. */
    public static final class Reading extends BuildoutException {
        private static final long serialVersionUID = 1L;

        public Reading(Diagnostic diagnostic) {
            super(diagnostic);
        }

        public Reading(Diagnostic diagnostic, @Nullable Throwable cause) {
            super(diagnostic, cause);
        }

        @Override
        public Reading during(String step) {
            return adopt(new Reading(diagnostic().during(step), getCause()));
        }
    }

    /** A file is not a profile. */
    public static final class Parsing extends BuildoutException {
        private static final long serialVersionUID = 1L;

        public Parsing(Diagnostic diagnostic) {
            super(diagnostic);
        }

        public Parsing(Diagnostic diagnostic, @Nullable Throwable cause) {
            super(diagnostic, cause);
        }

        @Override
        public Parsing during(String step) {
            return adopt(new Parsing(diagnostic().during(step), getCause()));
        }
    }

    /** A profile file cannot be changed as wanted, or not be written back. */
    public static final class Editing extends BuildoutException {
        private static final long serialVersionUID = 1L;

        public Editing(Diagnostic diagnostic) {
            super(diagnostic);
        }

        public Editing(Diagnostic diagnostic, @Nullable Throwable cause) {
            super(diagnostic, cause);
        }

        @Override
        public Editing during(String step) {
            return adopt(new Editing(diagnostic().during(step), getCause()));
        }
    }

    /** Files that cannot be put together, or a {@code [buildout]} section that cannot be used. */
    public static final class Merging extends BuildoutException {
        private static final long serialVersionUID = 1L;

        public Merging(Diagnostic diagnostic) {
            super(diagnostic);
        }

        public Merging(Diagnostic diagnostic, @Nullable Throwable cause) {
            super(diagnostic, cause);
        }

        @Override
        public Merging during(String step) {
            return adopt(new Merging(diagnostic().during(step), getCause()));
        }
    }

    /** A section cannot be inherited or substituted. */
    public static final class Resolving extends BuildoutException {
        private static final long serialVersionUID = 1L;

        public Resolving(Diagnostic diagnostic) {
            super(diagnostic);
        }

        public Resolving(Diagnostic diagnostic, @Nullable Throwable cause) {
            super(diagnostic, cause);
        }

        @Override
        public Resolving during(String step) {
            return adopt(new Resolving(diagnostic().during(step), getCause()));
        }
    }

    /** A part cannot be prepared: its recipe is unknown or refused it, or the recorded state cannot be used. */
    public static final class Preparing extends BuildoutException {
        private static final long serialVersionUID = 1L;

        public Preparing(Diagnostic diagnostic) {
            super(diagnostic);
        }

        public Preparing(Diagnostic diagnostic, @Nullable Throwable cause) {
            super(diagnostic, cause);
        }

        @Override
        public Preparing during(String step) {
            return adopt(new Preparing(diagnostic().during(step), getCause()));
        }
    }

    /** A part could not be installed, updated or uninstalled. */
    public static final class Installing extends BuildoutException {
        private static final long serialVersionUID = 1L;

        public Installing(Diagnostic diagnostic) {
            super(diagnostic);
        }

        public Installing(Diagnostic diagnostic, @Nullable Throwable cause) {
            super(diagnostic, cause);
        }

        @Override
        public Installing during(String step) {
            return adopt(new Installing(diagnostic().during(step), getCause()));
        }
    }

    /** A file could not be had, or is not the wanted one. */
    public static final class Downloading extends BuildoutException {
        private static final long serialVersionUID = 1L;

        public Downloading(Diagnostic diagnostic) {
            super(diagnostic);
        }

        public Downloading(Diagnostic diagnostic, @Nullable Throwable cause) {
            super(diagnostic, cause);
        }

        @Override
        public Downloading during(String step) {
            return adopt(new Downloading(diagnostic().during(step), getCause()));
        }
    }

    /** An exception for a value of the wrong shape; see {@link Value#reject}. */
    public static BuildoutException invalidValue(Value value, String problem) {
        return new Resolving(Diagnostic.error(
                        Diagnostic.Kind.INVALID_VALUE,
                        value.section() + ":" + value.option(),
                        "option '" + value.option() + "' of section [" + value.section() + "] is '" + value.text()
                                + "', which " + problem)
                .at(value.origin()));
    }

    /** What is wrong, as data. */
    public Diagnostic diagnostic() {
        return diagnostic;
    }

    /** The same with one more, outer, step of what was being done, to be read after {@code "while "}. */
    public BuildoutException during(String step) {
        return adopt(new BuildoutException(diagnostic.during(step), getCause()));
    }

    /** Keeps the stack trace of the place that found the problem. */
    final <E extends BuildoutException> E adopt(E copy) {
        copy.setStackTrace(getStackTrace());
        for (Throwable suppressed : getSuppressed()) {
            copy.addSuppressed(suppressed);
        }
        return copy;
    }
}
