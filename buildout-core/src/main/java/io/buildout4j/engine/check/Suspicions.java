package io.buildout4j.engine.check;

import io.buildout4j.Diagnostic;
import io.buildout4j.Diagnostic.Kind;
import io.buildout4j.engine.substitute.Inspection;
import io.buildout4j.engine.text.Spelling;
import io.buildout4j.profile.Assignment;
import io.buildout4j.profile.Assignment.Operator;
import io.buildout4j.profile.Option;
import io.buildout4j.profile.Origin;
import io.buildout4j.profile.Profile;
import io.buildout4j.profile.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds what means nothing, or likely something else than was meant. Silent wherever a recipe, or a file that extends
 * this one, may have its say: what is told should be worth reading.
 */
public final class Suspicions {

    private static final String BUILDOUT = "buildout";

    private final Profile profile;
    private final Inspection inspection;
    private final OwnFile file;
    private final Set<String> known;
    private final Undeclared undeclared;
    private final Slips slips;
    private final List<Diagnostic> found = new ArrayList<>();

    private Suspicions(
            Profile profile, Inspection inspection, OwnFile file, Set<String> known, DeclaredOptions declared) {
        this.profile = profile;
        this.inspection = inspection;
        this.file = file;
        this.known = known;
        this.undeclared = new Undeclared(inspection, declared, file);
        this.slips = new Slips(inspection, file);
    }

    /**
     * @param file the name that origins give to the profile itself, without what it extends
     * @param known the options of {@code [buildout]} that mean something
     * @param declared the options of parts that mean something to their recipes
     */
    public static List<Diagnostic> of(
            Profile profile, Inspection inspection, String file, Set<String> known, DeclaredOptions declared) {
        Suspicions suspicions = new Suspicions(profile, inspection, new OwnFile(file), known, declared);
        suspicions.look();
        return List.copyOf(suspicions.found);
    }

    private void look() {
        Set<String> words = words();
        boolean isWhole = profile.find(BUILDOUT, "parts").filter(file::wrote).isPresent()
                && inspection.hasParts()
                && profile.sections().keySet().stream().noneMatch(this::readsAnything);
        for (Section section : profile.sections().values()) {
            if (section.name().equals(BUILDOUT)) {
                lookAtBuildout(section);
            } else if (isWhole && !words.contains(section.name())) {
                lookForUnused(section);
            }
            section.options().values().forEach(option -> {
                lookAtRemoval(section, option);
                lookForOpenReference(section, option);
            });
            List<Diagnostic> unread = words.contains(section.name()) || readsAnything(section.name())
                    ? List.of()
                    : undeclared.in(section);
            found.addAll(unread);
            if (!section.name().equals(versions())) {
                slips.in(section)
                        .filter(slip ->
                                unread.stream().noneMatch(told -> told.detail().equals(slip.detail())))
                        .forEach(found::add);
            }
        }
    }

    /** Whether a section's recipe replaces references in files of its own, which may name any section. */
    private boolean readsAnything(String section) {
        Option recipe = inspection.inherited(section).get("recipe");
        return recipe != null
                && recipe.value().contains("template")
                && !recipe.value().endsWith(":jinja2");
    }

    /** All words of all values: a section whose name is among them may be read by whoever has the value, but a part. */
    private Set<String> words() {
        Set<String> words = new HashSet<>();
        profile.sections()
                .forEach((name, section) -> section.options().forEach((option, written) -> {
                    if (!name.equals(BUILDOUT) || !option.equals("parts")) {
                        words.addAll(Words.of(written.value()));
                    }
                }));
        return words;
    }

    private void lookAtBuildout(Section buildout) {
        buildout.options().forEach((name, option) -> {
            if (!(option.origin() instanceof Origin.File) || inspection.isReferredTo(BUILDOUT, name)) {
                return;
            }
            if (name.equals("<")) {
                found.add(warning(
                                Kind.SUSPICIOUS,
                                BUILDOUT,
                                option,
                                "[buildout] inherits from no section, '<=' is an option like others there")
                        .withHint("take it out"));
            } else if (name.equals("extends") || name.equals("optional-extends")) {
                found.add(warning(Kind.SUSPICIOUS, BUILDOUT, option, "'" + name + "' with an operator extends nothing")
                        .withHint("write '" + name + " ='"));
            } else if (!known.contains(name)) {
                // Extensions have options of their own there.
                if (!buildout.options().containsKey("extensions")
                        || Spelling.suggest(name, known).isPresent()) {
                    found.add(warning(
                                    Kind.UNUSED_OPTION,
                                    BUILDOUT,
                                    option,
                                    "nothing reads option '" + name + "' of [buildout]")
                            .withMeant(name, known));
                }
            }
        });
    }

    private void lookForUnused(Section section) {
        if (inspection.mayBeRead(section.name()) || section.name().equals(versions())) {
            return;
        }
        List<Option> own = section.options().values().stream()
                .filter(file::wrote)
                .filter(option -> !inspection.isReferredTo(section.name(), option.name()))
                .toList();
        boolean entirely = section.options().keySet().stream()
                .noneMatch(option -> inspection.isReferredTo(section.name(), option));
        if (entirely && own.size() == section.options().size() && !own.isEmpty()) {
            found.add(Diagnostic.warning(
                            Kind.UNUSED_SECTION,
                            section.name(),
                            "nothing uses section [" + section.name()
                                    + "]: it is no part, no base, and nothing refers to it")
                    .at(own.get(0).origin()));
        } else if (!entirely) {
            own.forEach(option -> found.add(warning(
                    Kind.UNUSED_OPTION,
                    section.name(),
                    option,
                    "nothing reads option '" + option.name() + "' of section [" + section.name() + "]")));
        }
    }

    private String versions() {
        return profile.find(BUILDOUT, "versions").map(Option::value).orElse("");
    }

    /** <code>${</code> that nothing closes is plain text, and rarely meant so. */
    private void lookForOpenReference(Section section, Option option) {
        int open = option.value().lastIndexOf("${");
        boolean escaped = open > 0 && option.value().charAt(open - 1) == '$';
        if (open >= 0
                && !escaped
                && option.value().indexOf('}', open) < 0
                && file.wrote(option)
                && !inspection.isReferredTo(section.name(), option.name())) {
            found.add(warning(
                            Kind.SUSPICIOUS,
                            section.name(),
                            option,
                            "nothing closes the ${ in option '" + option.name() + "' of section [" + section.name()
                                    + "]")
                    .withHint("a reference ends with }; $${ is plain text"));
        }
    }

    /** {@code -=} of lines that are not there. */
    private void lookAtRemoval(Section section, Option option) {
        Assignment newest = option.newest();
        if (newest.operator() != Operator.REMOVE || !file.wrote(option)) {
            return;
        }
        List<String> lines = new ArrayList<>();
        for (Assignment step : option.history().subList(0, option.history().size() - 1)) {
            List<String> operand = Arrays.asList(step.value().split("\n", -1));
            switch (step.operator()) {
                case ADD -> lines.addAll(operand);
                case REMOVE -> lines.removeAll(operand);
                case SET, DIRECTORY -> {
                    lines.clear();
                    lines.addAll(operand);
                }
            }
        }
        for (String line : newest.value().split("\n", -1)) {
            if (!line.isEmpty() && !lines.contains(line)) {
                found.add(warning(
                                Kind.SUSPICIOUS,
                                section.name(),
                                option,
                                "'-=' removes nothing: option '" + option.name() + "' of section [" + section.name()
                                        + "] has no line '" + line + "'")
                        .withHint("write the line as it stands there, or take it out")
                        .withMeant(line, lines));
            }
        }
    }

    private static Diagnostic warning(Kind kind, String section, Option option, String problem) {
        return Diagnostic.warning(kind, section + ":" + option.name(), problem).at(option.origin());
    }
}
