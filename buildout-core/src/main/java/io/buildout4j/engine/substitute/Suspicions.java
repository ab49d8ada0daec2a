package io.buildout4j.engine.substitute;

import io.buildout4j.Diagnostic;
import io.buildout4j.Diagnostic.Kind;
import io.buildout4j.engine.merge.Names;
import io.buildout4j.engine.text.Spelling;
import io.buildout4j.profile.Assignment;
import io.buildout4j.profile.Assignment.Operator;
import io.buildout4j.profile.History;
import io.buildout4j.profile.Option;
import io.buildout4j.profile.Origin;
import io.buildout4j.profile.Profile;
import io.buildout4j.profile.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what means nothing, or likely something else than was meant. Silent wherever a recipe, or a file that extends
 * this one, may have its say: what is told should be worth reading.
 */
public final class Suspicions {

    private static final String BUILDOUT = "buildout";
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}]*\\}");
    private static final Pattern SEPARATORS = Pattern.compile("[\\s:;,=/'\"(){}\\[\\]]+");

    private final Profile profile;
    private final Inspection inspection;
    private final String file;
    private final Set<String> known;
    private final DeclaredOptions declared;
    private final List<Diagnostic> found = new ArrayList<>();

    private Suspicions(
            Profile profile, Inspection inspection, String file, Set<String> known, DeclaredOptions declared) {
        this.profile = profile;
        this.inspection = inspection;
        this.file = file;
        this.known = known;
        this.declared = declared;
    }

    /**
     * @param file the name that origins give to the profile itself, without what it extends
     * @param known the options of {@code [buildout]} that mean something
     * @param declared the options of parts that mean something to their recipes
     */
    public static List<Diagnostic> of(
            Profile profile, Inspection inspection, String file, Set<String> known, DeclaredOptions declared) {
        Suspicions suspicions = new Suspicions(profile, inspection, file, known, declared);
        suspicions.look();
        return List.copyOf(suspicions.found);
    }

    private void look() {
        Set<String> words = words();
        boolean isWhole = profile.find(BUILDOUT, "parts").filter(this::isOwn).isPresent()
                && inspection.hasParts()
                && profile.sections().keySet().stream().noneMatch(this::readsAnything);
        for (Section section : profile.sections().values()) {
            if (section.name().equals(BUILDOUT)) {
                lookAtBuildout(section);
            } else if (isWhole && !words.contains(section.name())) {
                lookForUnused(section);
            }
            section.options().values().forEach(option -> lookAtRemoval(section, option));
            Set<String> slips = words.contains(section.name()) ? Set.of() : lookForUndeclared(section);
            if (!section.name().equals(versions())) {
                lookForSlips(section, slips);
            }
        }
    }

    /**
     * Options that a section's recipe says it does not read, nothing else reads by name, and that make nothing a
     * dependency.
     *
     * @return their names
     */
    private Set<String> lookForUndeclared(Section section) {
        Map<String, Option> all = inspection.inherited(section.name());
        Option recipe = all.get("recipe");
        if (recipe == null || inspection.isBase(section.name()) || readsAnything(section.name())) {
            return Set.of();
        }
        Set<String> options = declared.of(recipe.value());
        if (options == null) {
            return Set.of();
        }
        Set<String> named = new HashSet<>();
        all.values().forEach(option -> named.addAll(words(option.value())));
        Set<String> undeclared = new HashSet<>();
        for (Option option : section.options().values()) {
            String name = Names.stripped(Names.stripped(option.name(), '+'), '-');
            if (isOwn(option)
                    && !DeclaredOptions.allows(options, name)
                    && !named.contains(name)
                    && !option.value().contains("${")
                    && !inspection.isReferredTo(section.name(), name)) {
                undeclared.add(option.name());
                add(
                        Kind.UNUSED_OPTION,
                        section.name(),
                        option,
                        "nothing reads option '" + name + "' of section [" + section.name() + "], whose recipe is "
                                + recipe.value().strip(),
                        Spelling.hint(name, options).orElse(null));
            }
        }
        return undeclared;
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
                        words.addAll(words(written.value()));
                    }
                }));
        return words;
    }

    private static List<String> words(String value) {
        String plain = value.contains("${") ? REFERENCE.matcher(value).replaceAll(" ") : value;
        return Arrays.asList(SEPARATORS.split(plain));
    }

    private void lookAtBuildout(Section buildout) {
        buildout.options().forEach((name, option) -> {
            if (!(option.origin() instanceof Origin.File) || inspection.isReferredTo(BUILDOUT, name)) {
                return;
            }
            if (name.equals("<")) {
                add(
                        Kind.SUSPICIOUS,
                        BUILDOUT,
                        option,
                        "[buildout] inherits from no section, '<=' is an option like others there",
                        null);
            } else if (name.equals("extends") || name.equals("optional-extends")) {
                add(
                        Kind.SUSPICIOUS,
                        BUILDOUT,
                        option,
                        "'" + name + "' with an operator extends nothing",
                        "write '" + name + " ='");
            } else if (!known.contains(name)) {
                Optional<String> hint = Spelling.hint(name, known);
                // Extensions have options of their own there.
                if (hint.isPresent() || !buildout.options().containsKey("extensions")) {
                    add(
                            Kind.UNUSED_OPTION,
                            BUILDOUT,
                            option,
                            "nothing reads option '" + name + "' of [buildout]",
                            hint.orElse(null));
                }
            }
        });
    }

    private void lookForUnused(Section section) {
        if (inspection.mayBeRead(section.name()) || section.name().equals(versions())) {
            return;
        }
        List<Option> own = section.options().values().stream()
                .filter(this::isOwn)
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
                    .at(own.get(0).origin())
                    .withHint("unless a file that extends this one does"));
        } else if (!entirely) {
            own.forEach(option -> add(
                    Kind.UNUSED_OPTION,
                    section.name(),
                    option,
                    "nothing reads option '" + option.name() + "' of section [" + section.name() + "]",
                    null));
        }
    }

    private String versions() {
        return profile.find(BUILDOUT, "versions").map(Option::value).orElse("");
    }

    /** {@code -=} of lines that are not there. */
    private void lookAtRemoval(Section section, Option option) {
        Assignment newest = option.newest();
        if (newest.operator() != Operator.REMOVE || !isOwn(option)) {
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
                add(
                        Kind.SUSPICIOUS,
                        section.name(),
                        option,
                        "'-=' removes nothing: option '" + option.name() + "' of section [" + section.name()
                                + "] has no line '" + line + "'",
                        Spelling.hint(line, lines).orElse(null));
            }
        }
    }

    /** An option that is new here, nothing reads by name, and is one slip from one that comes from below or from a base. */
    private void lookForSlips(Section section, Set<String> told) {
        Map<String, Option> all = inspection.inherited(section.name());
        List<String> older = all.values().stream()
                .filter(option -> !isOwn(option) || !section.options().containsKey(option.name()))
                .map(Option::name)
                .toList();
        for (Option option : section.options().values()) {
            if (isNew(option)
                    && !told.contains(option.name())
                    && !inspection.isReferredTo(section.name(), option.name())) {
                older.stream()
                        .filter(name -> isSlip(option.name(), name))
                        .findFirst()
                        .ifPresent(name -> add(
                                Kind.SUSPICIOUS,
                                section.name(),
                                option,
                                "option '" + option.name() + "' is new in section [" + section.name()
                                        + "], which has an option '" + name + "'",
                                "did you mean '" + name + "'?"));
            }
        }
    }

    /** One letter mistaken, missed, added or swapped; numbers and plurals make honest neighbours. */
    private static boolean isSlip(String written, String meant) {
        return written.length() >= 4
                && meant.length() >= 4
                && Spelling.isOneSlip(written, meant)
                && letters(written).equals(written)
                && letters(meant).equals(meant)
                && !written.equals(meant + "s")
                && !meant.equals(written + "s");
    }

    private static String letters(String name) {
        return name.replaceAll("[0-9]", "");
    }

    /** Whether nothing but the profile itself made it; histories are long, and the newest steps tell. */
    private boolean isNew(Option option) {
        if (!isOwn(option)) {
            return false;
        }
        if (option.history() instanceof History history) {
            Iterator<Assignment> steps = history.newestFirst();
            while (steps.hasNext()) {
                if (!isOwn(steps.next())) {
                    return false;
                }
            }
            return true;
        }
        return option.history().stream().allMatch(this::isOwn);
    }

    private boolean isOwn(Option option) {
        return isOwn(option.newest());
    }

    private boolean isOwn(Assignment assignment) {
        return assignment.origin() instanceof Origin.Implicit
                || (assignment.origin() instanceof Origin.File place
                        && place.source().equals(file));
    }

    private void add(Kind kind, String section, Option option, String problem, @Nullable String hint) {
        Diagnostic warning =
                Diagnostic.warning(kind, section + ":" + option.name(), problem).at(option.origin());
        found.add(hint == null ? warning : warning.withHint(hint));
    }
}
