package io.buildout4j.engine.substitute;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.Diagnostic.Kind;
import io.buildout4j.Limits;
import io.buildout4j.engine.substitute.Frame.Expansion;
import io.buildout4j.engine.substitute.Frame.Lookup;
import io.buildout4j.engine.substitute.Frame.OptionKey;
import io.buildout4j.profile.Origin;
import io.buildout4j.profile.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Words what can go wrong with references. */
final class Problems {

    private static final int LONGEST_TRAIL = 24;

    private final Map<String, Section> sections;

    Problems(Map<String, Section> sections) {
        this.sections = sections;
    }

    BuildoutException flawed(Expansion where, Reference reference, Kind flaw) {
        String text = reference.text();
        String problem = switch (flaw) {
            case SUBSTITUTION_NO_COLON -> "the reference " + text + " has no colon";
            case SUBSTITUTION_TOO_MANY_COLONS -> "the reference " + text + " has more than one colon";
            case SUBSTITUTION_BAD_SECTION ->
                "the section in the reference " + text + " holds characters that cannot be";
            default -> "the option in the reference " + text + " holds characters that cannot be";
        };
        return problem(Diagnostic.error(flaw, text, problem), origin(where));
    }

    BuildoutException missingOption(Expansion where, LiveSection section, String option) {
        return problem(missingOption(section, option), origin(where));
    }

    Diagnostic missingOption(LiveSection section, String option) {
        Diagnostic problem = Diagnostic.error(
                Kind.MISSING_OPTION,
                section.name() + ":" + option,
                "no option '" + option + "' in section [" + section.name() + "]");
        Diagnostic hinted = section.hasRecipe()
                ? problem.withHint("its recipe '" + section.text("recipe") + "' may publish it")
                : problem;
        return hinted.withMeant(option, section.raw().keySet());
    }

    BuildoutException missingSection(String name, @Nullable Expansion where, List<Frame> frames) {
        Diagnostic problem = Diagnostic.error(Kind.MISSING_SECTION, name, "no section [" + name + "]")
                .withMeant(name, sections.keySet());
        Optional<Origin> origin = where == null ? Optional.empty() : origin(where);
        if (origin.isEmpty() && !frames.isEmpty() && frames.get(frames.size() - 1) instanceof Lookup lookup) {
            origin = lookup.section.origin(lookup.waitingFor == null ? "recipe" : "<part-dependencies>");
        }
        return problem(problem, origin);
    }

    BuildoutException circular(Expansion where, OptionKey key, List<Frame> frames) {
        List<String> loop = new ArrayList<>();
        loop.add(key.toString());
        for (int i = frames.size() - 1; i >= 0 && loop.size() < 20; i--) {
            if (frames.get(i) instanceof Expansion expansion) {
                loop.add(0, expansion.key().toString());
                if (expansion.key().equals(key)) {
                    break;
                }
            }
        }
        return circular(where, key, String.join(" -> ", loop));
    }

    /** @param loop the options that refer to each other, each to the next and the last to the first */
    BuildoutException circular(Expansion where, List<OptionKey> loop) {
        List<String> names = new ArrayList<>();
        loop.stream().limit(19).forEach(key -> names.add(key.toString()));
        if (loop.size() > 19) {
            names.add("...");
        }
        names.add(loop.get(0).toString());
        return circular(where, loop.get(0), String.join(" -> ", names));
    }

    private static BuildoutException circular(Expansion where, OptionKey key, String loop) {
        return problem(
                Diagnostic.error(Kind.CIRCULAR_REFERENCE, key.toString(), "options refer to each other: " + loop),
                origin(where));
    }

    BuildoutException tooLong(Expansion where, Reference reference, long limit) {
        return problem(
                Diagnostic.error(
                        Kind.EXPANSION_LIMIT,
                        where.key().toString(),
                        "option '" + where.option + "' of section [" + where.owner.name() + "] grows beyond " + limit
                                + " characters with " + reference.text()),
                origin(where));
    }

    BuildoutException tooMuch(Expansion where, Limits limits) {
        return problem(
                Diagnostic.error(
                        Kind.EXPANSION_LIMIT,
                        where.key().toString(),
                        "with option '" + where.option + "' of section [" + where.owner.name()
                                + "] the profile grows beyond " + limits.totalLength() + " characters"),
                origin(where));
    }

    /** The problem with one more step of how it was reached. */
    BuildoutException trailed(BuildoutException problem, Frame frame) {
        if (problem.diagnostic().trail().size() >= LONGEST_TRAIL) {
            return problem;
        }
        if (frame instanceof Expansion expansion) {
            Reference reference = expansion.current;
            return problem.during("substituting " + (reference == null ? "" : reference.text() + " for ") + "["
                    + expansion.owner.name() + "] " + expansion.option
                    + origin(expansion).map(place -> " (" + place.place() + ")").orElse(""));
        }
        if (frame instanceof Lookup lookup && lookup.waitingFor != null) {
            return problem.during(
                    "getting [" + lookup.waitingFor + "], which [" + lookup.section.name() + "] depends on");
        }
        return problem;
    }

    private static Optional<Origin> origin(Expansion where) {
        return where.owner.origin(where.option);
    }

    private static BuildoutException problem(Diagnostic diagnostic, Optional<Origin> origin) {
        return new BuildoutException.Resolving(origin.map(diagnostic::at).orElse(diagnostic));
    }
}
