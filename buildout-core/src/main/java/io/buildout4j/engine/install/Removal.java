package io.buildout4j.engine.install;

import io.buildout4j.Diagnostic;
import io.buildout4j.engine.plan.PlannedInstall;
import io.buildout4j.engine.plan.PlannedPart;
import io.buildout4j.engine.state.Disk;
import io.buildout4j.engine.state.InstalledPart;
import io.buildout4j.engine.state.JournalRecord;
import io.buildout4j.recipe.UninstallHook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes away what parts own: moves it out of the way, so that it can be put back until the run is complete, and is
 * deleted last. Removes links, never what they lead to; leaves alone what a part that stays owns too, and what is
 * reached through a link that stands where the part had a directory.
 */
final class Removal {

    private final PlannedInstall plan;
    private final Run run;
    private final Events events;
    /** How many parts that stay own a path. */
    private final Map<Path, Integer> owners = new HashMap<>();

    Removal(PlannedInstall plan, Run run, Events events) {
        this.plan = plan;
        this.run = run;
        this.events = events;
        for (PlannedPart part : plan.parts()) {
            InstalledPart before = part.before();
            if (before != null && !part.removes()) {
                before.paths().forEach(path -> owners.merge(resolve(path), 1, Integer::sum));
            }
        }
    }

    /** Runs what the part's recipe has for the occasion, then moves what the part owns out of the way. */
    void remove(PlannedPart part) throws Exception {
        InstalledPart before = part.before();
        if (before == null) {
            return;
        }
        String name = part.name();
        run.note(new JournalRecord.Begun(name));
        Optional<UninstallHook> hook =
                plan.preparation().book().hook(before.options().getOrDefault("recipe", ""));
        if (hook.isPresent()) {
            events.step(name, "running its uninstall hook");
            hook.get().uninstall(name, before.options());
        }
        List<JournalRecord.Moved> moves = new ArrayList<>();
        List<String> paths = new ArrayList<>(before.paths());
        Collections.reverse(paths);
        for (String recorded : paths) {
            Path path = resolve(recorded);
            if (isOurs(name, path)) {
                moves.add(new JournalRecord.Moved(name, path, run.place()));
            }
        }
        for (int i = 0; i < moves.size(); i++) {
            if (i == moves.size() - 1) {
                run.secure(moves.get(i));
            } else {
                run.note(moves.get(i));
            }
        }
        for (JournalRecord.Moved move : moves) {
            // Gone with a directory that was moved before it, perhaps.
            if (Disk.exists(move.path())) {
                run.rename(name, move.path(), move.aside());
            }
        }
    }

    private boolean isOurs(String part, Path path) {
        if (!Disk.exists(path) || owners.containsKey(path)) {
            return false;
        }
        if (plan.directory().startsWith(path) || run.isStandard(path)) {
            warn(part, path, "belongs to the buildout as a whole");
            return false;
        }
        for (Path above = path.getParent(); above != null && !isTrusted(above); above = above.getParent()) {
            if (Files.isSymbolicLink(above)) {
                warn(part, path, "is reached through the link " + above);
                return false;
            }
        }
        return true;
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
