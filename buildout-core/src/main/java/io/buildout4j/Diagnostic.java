package io.buildout4j;

import io.buildout4j.engine.text.Spelling;
import io.buildout4j.profile.Origin;
import java.util.ArrayList;
import java.util.Collection;
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
        CONFIG_NOT_FOUND("check its path"),
        /** A file that a profile extends: its path. */
        FILE_NOT_FOUND("check its path"),
        /** A file that is there and cannot be read: its path. */
        FILE_UNREADABLE("check its path, its mode and what it holds"),
        /** A URL that gives no answer, or not the wanted one. */
        URL_UNREACHABLE("check the URL and the network"),
        /** Bytes that are not UTF-8, or NUL: the path or URL. */
        ENCODING_ERROR("save the file as UTF-8"),

        // parsing
        /** Malformed lines: their numbers, divided by blanks. */
        PARSE_ERROR("an option is NAME = VALUE, a section header [NAME], and a continuation begins with a blank"),
        /** An option before any section: the line number. */
        MISSING_SECTION_HEADER("a file begins with a section such as [buildout]"),
        /** The condition of a section that cannot be evaluated: the expression. */
        CONDITION_ERROR("a condition is an expression such as sys_platform == 'linux'"),

        // editing
        /** What would be read as something else: {@code section:option}, or the name of a section. */
        UNWRITABLE("it would be read as something else"),
        /** A section that is there already: its name. */
        SECTION_EXISTS("edit that one, or choose another name"),
        /** A file that is not what it was when it was read: its path. */
        FILE_CHANGED("read it again and repeat the edit"),

        // merging
        /** Files that extend each other: the file that closes the loop. */
        RECURSIVE_INCLUDE("take one of these out of its 'extends'"),
        /** The obsolete option: the file that has it. */
        EXTENDED_BY("name this file in the 'extends' of the other one"),
        /** A relative directory in a profile that came from a URL: the option. */
        RELATIVE_DIRECTORY_IN_URL("give an absolute directory"),
        /** A switch that is neither true nor false: the option. */
        INVALID_BOOLEAN("write one of them"),
        /** An assignment of the host that names no option: what stands before the {@code =}. */
        INVALID_ASSIGNMENT("an assignment is section:option=value, or option=value for [buildout]"),
        /** {@code install-from-cache} together with {@code offline}. */
        INSTALL_FROM_CACHE_OFFLINE("leave one of them out"),

        // inheriting
        /** An unknown section after {@code <=}: its name. */
        NO_SUCH_BASE_SECTION("mend the name, or take it out of '<='"),
        /** Sections that inherit from each other: the section. */
        INFINITE_EXTEND_LOOP("take one of these out of its '<='"),

        // substituting
        /** A section that is not there: its name. */
        MISSING_SECTION("mend the name, or write the section"),
        /** An option that is not there: {@code section:option}. */
        MISSING_OPTION("mend the name, or set the option"),
        /** Options that refer to each other: {@code section:option}. */
        CIRCULAR_REFERENCE("give one of them a value without its reference"),
        /** The reference. */
        SUBSTITUTION_NO_COLON(Advice.REFERENCE),
        /** The reference. */
        SUBSTITUTION_TOO_MANY_COLONS(Advice.REFERENCE),
        /** The reference. */
        SUBSTITUTION_BAD_SECTION(Advice.REFERENCE),
        /** The reference. */
        SUBSTITUTION_BAD_OPTION(Advice.REFERENCE),
        /** A value that grew beyond the host's limit: the option. */
        EXPANSION_LIMIT("if that is meant, the host may allow more"),
        /** A value of the wrong shape: {@code section:option}. */
        INVALID_VALUE,

        // preparing and installing
        /** A recipe nobody provides: its name. */
        UNKNOWN_RECIPE("mend the name, or have the host register a recipe for it"),
        /** A part that has no recipe: its name. */
        MISSING_RECIPE("set its option 'recipe', or take it from the parts"),
        /** A recipe that refused its part: {@code section:option} or the part. */
        RECIPE_REJECTED,
        /** A recipe that failed while it acted: the part. */
        RECIPE_FAILED,
        /** A state file that cannot be read: its path. */
        STATE_UNREADABLE("mend it, or remove it to have everything installed anew"),
        /** State or profile changed between planning and installing: what changed. */
        PLAN_OUTDATED("make the plan again"),
        /** Another run holds the directory: the directory. */
        LOCKED("wait until it is finished"),
        /** A file or directory that could not be written: its path. */
        WRITE_FAILED("see that the place is free, has room and belongs to this user"),
        /** The run was cancelled. */
        CANCELLED("run again to go on"),

        // downloading
        /** A checksum that can be none: the text. */
        CHECKSUM_MALFORMED,
        /** A download without a checksum, while they are required: the URL. */
        CHECKSUM_MISSING("state a sha256sum, or let prefetch write one to downloads.lock"),
        /** Bytes that are not the wanted ones: the URL. */
        CHECKSUM_MISMATCH("if these are the bytes that are meant, write their sum into the profile"),
        /** A download that failed: the URL. */
        DOWNLOAD_FAILED("check its URL and the network"),
        /** A download that is needed, while offline: the URL. */
        OFFLINE("run once online, or have it fetched by prefetch"),

        // warnings
        /** An option nothing reads: {@code section:option}. */
        UNUSED_OPTION("mend its name, or take it out"),
        /** A section nothing uses: its name. */
        UNUSED_SECTION("unless a file that extends this one does"),
        /** Something that is taken as it stands but is likely not meant: {@code section:option}. */
        SUSPICIOUS;

        /** What to do where the one who found the problem knows no better; empty where every problem says it itself. */
        private final String advice;

        Kind() {
            this("");
        }

        Kind(String advice) {
            this.advice = advice;
        }

        /** The word for this kind in JSON and on the command line, such as {@code missing-option}. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    private static final class Advice {
        static final String REFERENCE =
                "a reference is ${section:option}, or ${:option} for the same section; $${ is plain text";
    }

    public Diagnostic {
        trail = List.copyOf(trail);
    }

    /** An error without place and trail, which other methods add; its hint is what helps with most of its kind. */
    public static Diagnostic error(Kind kind, String detail, String problem) {
        return of(Severity.ERROR, kind, detail, problem);
    }

    /** A warning without place and trail, which other methods add; its hint is what helps with most of its kind. */
    public static Diagnostic warning(Kind kind, String detail, String problem) {
        return of(Severity.WARNING, kind, detail, problem);
    }

    private static Diagnostic of(Severity severity, Kind kind, String detail, String problem) {
        Optional<String> advice = kind.advice.isEmpty() ? Optional.empty() : Optional.of(kind.advice);
        return new Diagnostic(severity, kind, detail, Optional.empty(), problem, advice, List.of());
    }

    /**
     * The name that was likely meant: of those that are known the one nearest to what was written, if it is near enough
     * to be worth mentioning.
     */
    public static Optional<String> meant(String written, Collection<String> known) {
        return Spelling.suggest(written, known);
    }

    /** This with a place. */
    public Diagnostic at(Origin place) {
        return new Diagnostic(severity, kind, detail, Optional.of(place), problem, hint, trail);
    }

    /** This with another hint. */
    public Diagnostic withHint(String text) {
        return new Diagnostic(severity, kind, detail, origin, problem, Optional.of(text), trail);
    }

    /** This with the name that was likely {@linkplain #meant meant} as its hint; as it is if there is none. */
    public Diagnostic withMeant(String written, Collection<String> known) {
        return meant(written, known)
                .map(name -> withHint("did you mean '" + name + "'?"))
                .orElse(this);
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
