package io.buildout4j.engine.check;

import io.buildout4j.Diagnostic;
import io.buildout4j.Diagnostic.Kind;
import io.buildout4j.engine.substitute.Inspection;
import io.buildout4j.engine.text.Spelling;
import io.buildout4j.profile.Option;
import io.buildout4j.profile.Section;
import java.util.List;
import java.util.stream.Stream;

/** Finds options that are new here, read by nobody, and one slip from an option that comes from below or from a base. */
final class Slips {

    private final Inspection inspection;
    private final OwnFile file;

    Slips(Inspection inspection, OwnFile file) {
        this.inspection = inspection;
        this.file = file;
    }

    Stream<Diagnostic> in(Section section) {
        List<String> older = inspection.inherited(section.name()).values().stream()
                .filter(option -> !file.wrote(option) || !section.options().containsKey(option.name()))
                .map(Option::name)
                .toList();
        return section.options().values().stream()
                .filter(file::wroteAll)
                .filter(option -> !inspection.isReferredTo(section.name(), option.name()))
                .flatMap(option -> older.stream()
                        .filter(name -> isSlip(option.name(), name))
                        .limit(1)
                        .map(name -> slip(section, option, name)));
    }

    private static Diagnostic slip(Section section, Option option, String meant) {
        return Diagnostic.warning(
                        Kind.SUSPICIOUS,
                        section.name() + ":" + option.name(),
                        "option '" + option.name() + "' is new in section [" + section.name()
                                + "], which has an option '" + meant + "'")
                .at(option.origin())
                .withHint("did you mean '" + meant + "'?");
    }

    /** One letter mistaken, missed, added or swapped; numbers and plurals make honest neighbours. */
    private static boolean isSlip(String written, String meant) {
        return written.length() >= 4
                && meant.length() >= 4
                && Spelling.isOneSlip(written, meant)
                && hasNoDigits(written)
                && hasNoDigits(meant)
                && !written.equals(meant + "s")
                && !meant.equals(written + "s");
    }

    private static boolean hasNoDigits(String name) {
        return name.chars().noneMatch(c -> c >= '0' && c <= '9');
    }
}
