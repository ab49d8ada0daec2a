package io.buildout4j;

import io.buildout4j.profile.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One thing that is wrong with a profile or a run, told so that it can be mended: where, what, what may be meant, and
 * what the engine was doing.
 *
 * @param severity whether the profile can be used all the same
 * @param kind what kind of problem it is; the words are the same in JSON
 * @param detail the thing the problem is about, in the form its {@link Kind} names; may be empty
 * @param origin the place, if one is known
 * @param problem what was found, in lower case, without a full stop, things named as written
 * @param hint what to do, or what may have been meant, if there is something to say
 * @param trail what was being done, innermost first, each read after {@code "while "}
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public record Diagnostic(
        Severity severity,
        Kind kind,
        String detail,
        Optional<Origin> origin,
        String problem,
        Optional<String> hint,
        List<String> trail) {

    /** Whether the profile can be used all the same. */
    public enum Severity {
        ERROR,
        WARNING
    }

    /** The kinds of problem. What the detail of a diagnostic holds stands behind each. */
    public enum Kind {
        // reading
        /** The profile itself: its path or URL. */
        CONFIG_NOT_FOUND,
        /** A file that a profile extends: its path. */
        FILE_NOT_FOUND,
        /** A file that is there and cannot be read: its path. */
        FILE_UNREADABLE,
        /** A URL that gives no answer, or not the wanted one. */
        URL_UNREACHABLE,
        /** Bytes that are not UTF-8, or NUL: the path or URL. */
        ENCODING_ERROR,

        // parsing
        /** Malformed lines: their numbers, divided by blanks. */
        PARSE_ERROR,
        /** An option before any section: the line number. */
        MISSING_SECTION_HEADER,
        /** The condition of a section that cannot be evaluated: the expression. */
        CONDITION_ERROR,

        // editing
        /** What would be read as something else: {@code section:option}, or the name of a section. */
        UNWRITABLE,
        /** A section that is there already: its name. */
        SECTION_EXISTS,
        /** A file that is not what it was when it was read: its path. */
        FILE_CHANGED,

        // merging
        /** Files that extend each other: the file that closes the loop. */
        RECURSIVE_INCLUDE,
        /** The obsolete option: the file that has it. */
        EXTENDED_BY,
        /** A relative directory in a profile that came from a URL: the option. */
        RELATIVE_DIRECTORY_IN_URL,
        /** A switch that is neither true nor false: the option. */
        INVALID_BOOLEAN,
        /** An assignment of the host that names no option: what stands before the {@code =}. */
        INVALID_ASSIGNMENT,
        /** {@code install-from-cache} together with {@code offline}. */
        INSTALL_FROM_CACHE_OFFLINE,

        // inheriting
        /** An unknown section after {@code <=}: its name. */
        NO_SUCH_BASE_SECTION,
        /** Sections that inherit from each other: the section. */
        INFINITE_EXTEND_LOOP,

        // substituting
        /** A section that is not there: its name. */
        MISSING_SECTION,
        /** An option that is not there: {@code section:option}. */
        MISSING_OPTION,
        /** Options that refer to each other: {@code section:option}. */
        CIRCULAR_REFERENCE,
        /** The reference. */
        SUBSTITUTION_NO_COLON,
        /** The reference. */
        SUBSTITUTION_TOO_MANY_COLONS,
        /** The reference. */
        SUBSTITUTION_BAD_SECTION,
        /** The reference. */
        SUBSTITUTION_BAD_OPTION,
        /** A value that grew beyond the host's limit: the option. */
        EXPANSION_LIMIT,
        /** A value of the wrong shape: {@code section:option}. */
        INVALID_VALUE,

        // preparing and installing
        /** A recipe nobody provides: its name. */
        UNKNOWN_RECIPE,
        /** A part that has no recipe: its name. */
        MISSING_RECIPE,
        /** A recipe that refused its part: {@code section:option} or the part. */
        RECIPE_REJECTED,
        /** A recipe that failed while it acted: the part. */
        RECIPE_FAILED,
        /** A state file that cannot be read: its path. */
        STATE_UNREADABLE,
        /** State or profile changed between planning and installing: what changed. */
        PLAN_OUTDATED,
        /** Another run holds the directory: the directory. */
        LOCKED,
        /** A file or directory that could not be written: its path. */
        WRITE_FAILED,
        /** The run was cancelled. */
        CANCELLED,

        // downloading
        /** A checksum that can be none: the text. */
        CHECKSUM_MALFORMED,
        /** A download without a checksum, while they are required: the URL. */
        CHECKSUM_MISSING,
        /** Bytes that are not the wanted ones: the URL. */
        CHECKSUM_MISMATCH,
        /** A download that failed: the URL. */
        DOWNLOAD_FAILED,
        /** A download that is needed, while offline: the URL. */
        OFFLINE,

        // warnings
        /** An option nothing reads: {@code section:option}. */
        UNUSED_OPTION,
        /** A section nothing uses: its name. */
        UNUSED_SECTION,
        /** Something that is taken as it stands but is likely not meant: {@code section:option}. */
        SUSPICIOUS;

        /** The word for this kind in JSON and on the command line, such as {@code missing-option}. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    public Diagnostic {
        trail = List.copyOf(trail);
    }

    /** An error without place, hint and trail, which the {@code with} methods add. */
    public static Diagnostic error(Kind kind, String detail, String problem) {
        return new Diagnostic(Severity.ERROR, kind, detail, Optional.empty(), problem, Optional.empty(), List.of());
    }

    /** A warning without place, hint and trail, which the {@code with} methods add. */
    public static Diagnostic warning(Kind kind, String detail, String problem) {
        return new Diagnostic(Severity.WARNING, kind, detail, Optional.empty(), problem, Optional.empty(), List.of());
    }

    /** This with a place. */
    public Diagnostic at(Origin place) {
        return new Diagnostic(severity, kind, detail, Optional.of(place), problem, hint, trail);
    }

    /** This with a hint. */
    public Diagnostic withHint(String text) {
        return new Diagnostic(severity, kind, detail, origin, problem, Optional.of(text), trail);
    }

    /** This with one more, outer, step of what was being done, to be read after {@code "while "}. */
    public Diagnostic during(String step) {
        List<String> longer = new ArrayList<>(trail);
        longer.add(step);
        return new Diagnostic(severity, kind, detail, origin, problem, hint, longer);
    }

    /** The problem on one line: {@code place: problem (hint)}. */
    public String line() {
        StringBuilder text = new StringBuilder();
        origin.ifPresent(place -> text.append(place.place()).append(": "));
        text.append(problem);
        hint.ifPresent(h -> text.append(" (").append(h).append(')'));
        return text.toString();
    }

    /** The whole message: the {@link #line()}, then the trail, an indented line a step. */
    public String text() {
        StringBuilder text = new StringBuilder(line());
        for (String step : trail) {
            text.append("\n  while ").append(step);
        }
        return text.toString();
    }
}
