package io.buildout4j.engine.install;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.engine.plan.PlannedInstall;
import io.buildout4j.engine.plan.PlannedPart;
import io.buildout4j.engine.prepare.Blame;
import io.buildout4j.engine.prepare.PreparedPart;
import io.buildout4j.engine.state.InstalledPart;
import io.buildout4j.engine.state.JournalRecord;
import io.buildout4j.install.InstallReport;
import io.buildout4j.install.PartChange;
import io.buildout4j.profile.Origin;
import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Executes a plan: takes away what goes, in reverse of the order in which it came, then installs and updates, then puts
 * everything that succeeded on the record at once. What failed or was not reached is as it was before.
 */
public final class Installer {

    private final PlannedInstall plan;
    private final Terms terms;
    private final Events events;
    private final Blame blame;
    private final List<Diagnostic> warnings = new ArrayList<>();
    private final Map<String, BuildoutException> failures = new LinkedHashMap<>();

    public Installer(PlannedInstall plan, Terms terms) {
        this.plan = plan;
        this.terms = terms;
        this.blame = new Blame(plan.preparation().secrets());
        List<String> order = new ArrayList<>();
        for (PlannedPart part : plan.parts()) {
            order.add(part.name());
        }
        this.events = new Events(terms.listeners(), plan.preparation().secrets(), order);
    }

    /**
     * Does it.
     *
     * @throws BuildoutException if the plan does not stand any more, another run holds the directory, or a part failed;
     *     of several failed parts the first in the order of the plan, the others as suppressed
     */
    public InstallReport install() {
        events.planned(plan);
        for (Diagnostic warning : plan.warnings()) {
            events.warning(warning);
        }
        warnings.addAll(plan.warnings());
        Execution execution = new Execution();
        terms.cancellation().guard(execution);
        return Objects.requireNonNull(execution.report);
    }

    private final class Execution implements Runnable {
        private @Nullable InstallReport report;

        @Override
        public void run() {
            report = execute();
        }
    }

    private InstallReport execute() {
        try (Run run = new Run(plan, terms.patience())) {
            run.verify();
            if (writes() || run.mustBegin()) {
                run.begin();
            }
            List<PartChange> done = change(run);
            commit(run);
            throwFailures();
            return new InstallReport(done, warnings, looked());
        } catch (IOException e) {
            throw Run.writeFailed(plan.directory(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BuildoutException.Installing(cancelled(), e);
        }
    }

    private boolean writes() {
        for (PlannedPart part : plan.parts()) {
            PartChange.Action action = part.change().action();
            if (action != PartChange.Action.UPDATE && action != PartChange.Action.LEAVE) {
                return true;
            }
        }
        for (Path directory : plan.standardDirectories()) {
            if (!Files.isDirectory(directory)) {
                return true;
            }
        }
        return false;
    }

    private List<PartChange> change(Run run) throws IOException {
        Removal removal = new Removal(plan, run, events);
        removal.announce(plan.removed());
        List<PlannedPart> removed = new ArrayList<>();
        for (PlannedPart part : plan.removed()) {
            boolean leaves = part.change().action() == PartChange.Action.UNINSTALL;
            if ((!failures.isEmpty() && !terms.keepGoing()) || isCancelled()) {
                break;
            }
            if (leaves) {
                events.started(part.change());
            }
            try {
                removal.remove(part);
                if (leaves) {
                    run.gone(part.name());
                    events.finished(part.change());
                } else {
                    removed.add(part);
                }
            } catch (Throwable thrown) {
                fail(run, part, "uninstalling part " + part.name(), thrown);
            }
        }
        List<PlannedPart> wanted = new ArrayList<>();
        for (PlannedPart part : plan.parts()) {
            boolean left = part.prepared() == null || part.change().action() == PartChange.Action.LEAVE;
            if (!left && !failures.containsKey(part.name())) {
                wanted.add(part);
            }
        }
        Map<String, Outcome> outcomes = Map.of();
        if (!wanted.isEmpty() && (failures.isEmpty() || terms.keepGoing())) {
            Foresight foresight =
                    new Foresight(wanted, run, plan.ground().boot().isKnown());
            outcomes = new Schedule(terms, part -> work(run, foresight, part)).run(wanted);
        }
        Collections.reverse(removed);
        for (PlannedPart part : removed) {
            if (!outcomes.containsKey(part.name())) {
                restore(run, part);
            }
        }
        List<PartChange> done = new ArrayList<>();
        for (PlannedPart part : plan.parts()) {
            Outcome outcome = outcomes.get(part.name());
            boolean uninstalled = part.prepared() == null
                    && part.change().action() == PartChange.Action.UNINSTALL
                    && run.isDone(part.name());
            if (uninstalled || (outcome != null && outcome.failure().isEmpty())) {
                done.add(part.change());
            } else if (outcome != null && outcome.failure().isPresent()) {
                failures.put(part.name(), outcome.failure().get());
            }
            events.close(part.name());
        }
        return done;
    }

    /** Puts back what was taken away for a part that was then not made. */
    private void restore(Run run, PlannedPart part) {
        try {
            run.undo(part.name());
        } catch (IOException e) {
            failures.put(part.name(), Run.writeFailed(plan.directory(), e));
        }
    }

    private Outcome work(Run run, Foresight foresight, PlannedPart part) {
        Outcome[] outcome = new Outcome[1];
        terms.cancellation().guard(() -> outcome[0] = attempt(run, foresight, part));
        return outcome[0];
    }

    private Outcome attempt(Run run, Foresight foresight, PlannedPart part) {
        PreparedPart prepared = prepared(part);
        boolean updating = part.change().action() == PartChange.Action.UPDATE;
        events.started(part.change());
        try {
            if (run.ledger().isBroken()) {
                throw new IOException("the record of this run cannot be written any more");
            }
            foresight.before(part);
            if (part.change().action() == PartChange.Action.INSTALL) {
                run.ledger().note(new JournalRecord.Begun(part.name()));
            }
            PartWork work = new PartWork(part, run, events, terms.cancellation());
            Recipe recipe = prepared.recipe();
            try {
                if (updating) {
                    recipe.update(work);
                } else {
                    recipe.install(work);
                }
            } finally {
                for (Diagnostic said : prepared.said()) {
                    warn(part.name(), blame.masked(said));
                }
            }
            InstalledPart record = work.record();
            run.done(record, work.wrote());
            warnUnread(prepared);
            events.finished(part.change());
            return Outcome.done(part);
        } catch (Throwable thrown) {
            String doing = (updating ? "updating part " : "installing part ") + part.name();
            return Outcome.failed(part, fail(run, part, doing, thrown));
        }
    }

    private static PreparedPart prepared(PlannedPart part) {
        PreparedPart prepared = part.prepared();
        if (prepared == null) {
            throw new IllegalStateException("part " + part.name() + " has no recipe to install it");
        }
        return prepared;
    }

    private void warnUnread(PreparedPart part) {
        for (String option : part.unread()) {
            Value value = part.values().get(option);
            Diagnostic unused = Diagnostic.warning(
                    Diagnostic.Kind.UNUSED_OPTION,
                    part.name() + ":" + option,
                    "option '" + option + "' of part " + part.name() + " is not used");
            warn(part.name(), unused.at(value == null ? part.origin() : value.origin()));
        }
    }

    private void warn(String part, Diagnostic warning) {
        synchronized (warnings) {
            warnings.add(warning);
        }
        events.warning(part, warning);
    }

    /** Takes back what the part did, and says why. */
    private BuildoutException fail(Run run, PlannedPart part, String doing, Throwable thrown) {
        boolean stopped = isCancelled() || thrown instanceof InterruptedException;
        boolean interrupted = Thread.interrupted() || thrown instanceof InterruptedException;
        Diagnostic why = stopped
                ? cancelled().during(doing)
                : blame.diagnose(part.name(), origin(part), Diagnostic.Kind.RECIPE_FAILED, doing, thrown);
        BuildoutException failure = new BuildoutException.Installing(why, blame.cause(thrown));
        try {
            run.undo(part.name());
        } catch (IOException e) {
            failure.addSuppressed(Run.writeFailed(plan.directory(), e));
        }
        events.rolledBack(part.change(), why);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        synchronized (failures) {
            failures.putIfAbsent(part.name(), failure);
        }
        return failure;
    }

    private Origin origin(PlannedPart part) {
        PreparedPart prepared = part.prepared();
        return prepared != null
                ? prepared.origin()
                : new Origin.File(plan.state().map(String::valueOf).orElse("state"), 1, 0);
    }

    private boolean isCancelled() {
        return terms.cancellation().cancelled() || Thread.currentThread().isInterrupted();
    }

    private static Diagnostic cancelled() {
        return Diagnostic.error(Diagnostic.Kind.CANCELLED, "", "the run was cancelled");
    }

    private void commit(Run run) {
        boolean interrupted = Thread.interrupted();
        try {
            run.commit();
        } catch (IOException e) {
            BuildoutException lost = Run.writeFailed(plan.state().orElse(plan.directory()), e);
            failures.values().forEach(lost::addSuppressed);
            throw lost;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void throwFailures() {
        List<BuildoutException> inOrder = new ArrayList<>();
        for (PlannedPart part : plan.parts()) {
            BuildoutException failure = failures.get(part.name());
            if (failure != null) {
                inOrder.add(failure);
            }
        }
        if (!inOrder.isEmpty()) {
            BuildoutException first = inOrder.get(0);
            inOrder.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
        if (isCancelled()) {
            throw new BuildoutException.Installing(cancelled());
        }
    }

    private Map<String, Map<String, Value>> looked() {
        Map<String, Map<String, Value>> sections = new LinkedHashMap<>();
        for (PlannedPart part : plan.parts()) {
            PreparedPart prepared = part.prepared();
            if (prepared != null) {
                sections.put(prepared.name(), prepared.values());
                for (String section : prepared.sections()) {
                    if (!sections.containsKey(section)) {
                        sections.put(section, plan.sections().open(section).values());
                    }
                }
            }
        }
        return sections;
    }
}
