package io.buildout4j.engine.install;

import io.buildout4j.Diagnostic;
import io.buildout4j.engine.plan.PlannedInstall;
import io.buildout4j.engine.plan.PlannedPart;
import io.buildout4j.engine.state.Disk;
import io.buildout4j.engine.state.InstalledPart;
import io.buildout4j.engine.state.JournalRecord;
import io.buildout4j.recipe.UninstallHook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes away what parts own: moves it out of the way, so that it can be put back until the run is complete, and is
 * deleted last. Removes links, never what they lead to; leaves alone what a part that stays owns too, and what is
 * reached through a link that stands where the part had a directory.
 */
final class Removal {

    private final PlannedInstall plan;
    private final Run run;
    private final Events events;
    /** What parts that stay own. */
    private final Set<Path> owners = new HashSet<>();

    Removal(PlannedInstall plan, Run run, Events events) {
        this.plan = plan;
        this.run = run;
        this.events = events;
        for (PlannedPart part : plan.parts()) {
            InstalledPart before = part.before();
            if (before != null && !part.removes()) {
                before.paths().forEach(path -> owners.add(resolve(path)));
            }
        }
    }

    /** Announces all that is going to be moved, with one flush for all parts. */
    void announce(List<PlannedPart> parts) throws IOException {
        List<JournalRecord.Moved> moves = new ArrayList<>();
        for (PlannedPart part : parts) {
            for (Path path : owned(part)) {
                if (Disk.exists(path) && whyNot(path).isEmpty()) {
                    moves.add(new JournalRecord.Moved(
                            part.name(), path, run.ledger().place()));
                }
            }
        }
        if (!moves.isEmpty()) {
            run.ledger().secure(moves);
        }
    }

    /** Runs what the part's recipe has for the occasion, then moves what the part owns out of the way. */
    void remove(PlannedPart part) throws Exception {
        InstalledPart before = part.before();
        if (before == null) {
            return;
        }
        String name = part.name();
        Map<Path, JournalRecord.Moved> announced = new HashMap<>();
        for (JournalRecord record : run.ledger().records(name)) {
            if (record instanceof JournalRecord.Moved moved) {
                announced.put(moved.path(), moved);
            }
        }
        run.ledger().note(new JournalRecord.Begun(name));
        Optional<UninstallHook> hook =
                plan.preparation().book().hook(before.options().getOrDefault("recipe", ""));
        if (hook.isPresent()) {
            events.step(name, "running its uninstall hook");
            hook.get().uninstall(name, before.options());
        }
        for (Path path : owned(part)) {
            // Gone with a directory that was moved before it, perhaps, or by the hook.
            if (!Disk.exists(path)) {
                continue;
            }
            Optional<String> why = whyNot(path);
            JournalRecord.Moved move = announced.get(path);
            if (why.isPresent()) {
                warn(name, path, why.get());
            } else if (move == null) {
                run.ledger().moveAside(name, path);
            } else {
                run.ledger().move(move);
            }
        }
    }

    /** What a part owns, last made first, but for what others own too. */
    private List<Path> owned(PlannedPart part) {
        InstalledPart before = part.before();
        List<Path> paths = new ArrayList<>();
        if (before != null) {
            before.paths().stream()
                    .map(this::resolve)
                    .filter(path -> !owners.contains(path))
                    .forEach(paths::add);
        }
        Collections.reverse(paths);
        return paths;
    }

    /** Why something that is recorded as a part's must not be removed, if it must not. */
    private Optional<String> whyNot(Path path) {
        if (run.isShared(path)) {
            return Optional.of("belongs to the buildout as a whole");
        }
        for (Path above = path.getParent(); above != null && !isTrusted(above); above = above.getParent()) {
            if (Files.isSymbolicLink(above)) {
                return Optional.of("is reached through the link " + above);
            }
        }
        return Optional.empty();
    }

    /** Directories that may well be links: those above the buildout, and its standard ones. */
    private boolean isTrusted(Path directory) {
        return plan.directory().startsWith(directory)
                || run.isStandard(directory)
                || !directory.startsWith(plan.directory());
    }

    private void warn(String part, Path path, String why) {
        events.warning(
                part,
                Diagnostic.warning(
                        Diagnostic.Kind.SUSPICIOUS,
                        part,
                        "part " + part + " does not remove " + path + ", which " + why));
    }

    private Path resolve(String recorded) {
        return plan.directory().resolve(recorded).normalize();
    }
}
