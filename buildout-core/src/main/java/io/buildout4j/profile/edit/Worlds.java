package io.buildout4j.profile.edit;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.engine.condition.Condition;
import io.buildout4j.engine.parse.ProfileParser;
import io.buildout4j.profile.Origin;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The machines a file with conditions may be loaded on: one where all conditions hold, one where none does, and for each
 * condition one where it alone holds and one where it alone does not. Such a file can be sound on one and not on another,
 * as a section that is not read still needs an option before it if it has a value on several lines.
 */
final class Worlds {

    private Worlds() {}

    /**
     * The document after an edit.
     *
     * @throws BuildoutException.Editing if it could be loaded somewhere before the edit, and there no longer can
     */
    static ProfileDocument stillLoads(ProfileDocument before, ProfileDocument after) {
        for (Condition world : worlds(after)) {
            Optional<BuildoutException> problem = problem(after, world);
            if (problem.isPresent() && problem(before, world).isEmpty()) {
                throw refusal(after, problem.get());
            }
        }
        return after;
    }

    private static List<Condition> worlds(ProfileDocument document) {
        Set<String> conditions = new LinkedHashSet<>();
        // As the parser tells them, escapes undone.
        Optional<BuildoutException> problem = problem(document, expression -> {
            conditions.add(expression);
            return true;
        });
        List<Condition> worlds = new ArrayList<>();
        if (!conditions.isEmpty() || problem.isPresent()) {
            worlds.add(expression -> true);
            worlds.add(expression -> false);
        }
        for (String condition : conditions) {
            worlds.add(condition::equals);
            worlds.add(expression -> !condition.equals(expression));
        }
        return worlds;
    }

    private static Optional<BuildoutException> problem(ProfileDocument document, Condition world) {
        String text = document.hasByteOrderMark() ? document.text().substring(1) : document.text();
        try {
            ProfileParser.parse(text, "", world);
            return Optional.empty();
        } catch (BuildoutException e) {
            return Optional.of(e);
        }
    }

    private static BuildoutException.Editing refusal(ProfileDocument after, BuildoutException problem) {
        int line = problem.diagnostic().origin().orElseThrow() instanceof Origin.File file ? file.line() : 1;
        String label = after.sections().stream()
                .filter(section -> section.header().number() <= line)
                .map(WrittenSection::label)
                .reduce("", (earlier, later) -> later);
        return new BuildoutException.Editing(
                Diagnostic.error(
                                Diagnostic.Kind.UNWRITABLE,
                                label,
                                "section [" + label + "] could no longer be read where its condition does not hold")
                        .withHint("an option without a condition must stand before it"),
                problem);
    }
}
