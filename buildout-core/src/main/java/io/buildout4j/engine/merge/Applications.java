package io.buildout4j.engine.merge;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.profile.Assignment;
import io.buildout4j.profile.Assignment.Operator;
import io.buildout4j.profile.History;
import io.buildout4j.profile.Origin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The applications of files to one option, newest first: the original's flattened list read backwards, leaving out
 * whatever part of the graph has nothing to do with the option.
 */
final class Applications {

    private final String section;
    private final String option;
    private final long limit;
    private final BitSet relevant;
    private final BitSet mentioning;
    private final Deque<Visit> visits = new ArrayDeque<>();
    private long count;

    Applications(Fold fold, String section, String option, long limit) {
        this.section = section;
        this.option = option;
        this.limit = limit;
        List<FileNode> acting = new ArrayList<>();
        for (Fold.Mention mention : fold.mentioning(section)) {
            SectionDelta delta = mention.delta();
            if (delta.onto().containsKey(option) || delta.fresh().containsKey(option)) {
                acting.add(mention.file());
            }
        }
        this.mentioning = fold.above(section);
        this.relevant = fold.withThoseAbove(acting);
        enter(fold.root(), true);
    }

    /** The value after all of them. */
    String value() {
        Deque<Application> order = new ArrayDeque<>();
        for (Application next = next(); next != null; next = next()) {
            order.push(next);
            if (next.step().absolute()) {
                break;
            }
        }
        // Long runs of additions are the rule here: they go into one builder.
        StringBuilder additions = new StringBuilder();
        String value = "";
        for (Application application : order) {
            Step step = application.step();
            if (step.before() == null && step.operator() == Operator.ADD) {
                additions.append('\n').append(step.text());
            } else {
                value = step.apply(value.concat(additions.toString()), application.file());
                additions.setLength(0);
            }
        }
        return value.concat(additions.toString());
    }

    /** All assignments that left their mark. */
    Iterator<Assignment> newestFirst() {
        return new Backwards();
    }

    /** The history of a step that is applied to nothing. */
    static History history(FileNode file, Step step) {
        List<Assignment> steps = new ArrayList<>();
        for (Step at = step.before(); at != null; at = at.before()) {
            steps.add(0, at.assignment(file.place()));
        }
        if (!step.absolute()) {
            steps.add(0, nothing());
        }
        return History.of(steps, step.assignment(file.place()));
    }

    private static Assignment nothing() {
        return new Assignment(Operator.SET, "", new Origin.Implicit());
    }

    private @Nullable Application next() {
        while (!visits.isEmpty()) {
            Visit visit = visits.element();
            FileNode file = visit.file;
            if (!visit.entered) {
                visit.entered = true;
                Step step = stepOf(visit);
                if (step != null) {
                    if (++count > limit) {
                        throw tooMany();
                    }
                    return new Application(file, step);
                }
            } else if (visit.child == 0) {
                visits.pop();
            } else {
                int child = --visit.child;
                FileNode next = file.children().get(child);
                if (relevant.get(next.index)) {
                    enter(next, child == visit.firstMentioning);
                }
            }
        }
        return null;
    }

    private @Nullable Step stepOf(Visit visit) {
        SectionDelta delta = visit.file.contribution().sections().get(section);
        return delta == null ? null : (visit.opening ? delta.fresh() : delta.onto()).get(option);
    }

    /** @param leading whether nothing before this file's own subtree touches the section */
    private void enter(FileNode file, boolean leading) {
        int firstMentioning = -1;
        if (leading) {
            List<FileNode> children = file.children();
            for (int i = 0; i < children.size() && firstMentioning < 0; i++) {
                if (mentioning.get(children.get(i).index)) {
                    firstMentioning = i;
                }
            }
        }
        visits.push(new Visit(file, firstMentioning, leading && firstMentioning < 0));
    }

    private BuildoutException tooMany() {
        String name = section + ":" + option;
        return new BuildoutException.Merging(Diagnostic.error(
                        Diagnostic.Kind.EXPANSION_LIMIT,
                        name,
                        "more than " + limit + " assignments go into option '" + option + "' of section [" + section
                                + "]")
                .withHint("files that are extended by many others add to it each time"));
    }

    /** One application of a file. */
    private record Application(FileNode file, Step step) {}

    private static final class Visit {
        private final FileNode file;
        private final int firstMentioning;
        private final boolean opening;
        private boolean entered;
        private int child;

        Visit(FileNode file, int firstMentioning, boolean opening) {
            this.file = file;
            this.firstMentioning = firstMentioning;
            this.opening = opening;
            this.child = file.children().size();
        }
    }

    private final class Backwards implements Iterator<Assignment> {

        private @Nullable Application application;
        private @Nullable Step step;
        private boolean ended;
        private boolean wantsBeginning;

        Backwards() {
            advance();
        }

        @Override
        public boolean hasNext() {
            return step != null || wantsBeginning;
        }

        @Override
        public Assignment next() {
            Step current = step;
            Application from = application;
            if (current == null || from == null) {
                if (!wantsBeginning) {
                    throw new NoSuchElementException();
                }
                wantsBeginning = false;
                return nothing();
            }
            Assignment result = current.assignment(from.file().place());
            boolean replaces = current.operator() != Operator.SET && from.step().absolute();
            if (replaces) {
                ended = true;
            }
            step = current.before();
            if (step == null) {
                wantsBeginning = current.operator() != Operator.SET;
                advance();
            }
            return result;
        }

        private void advance() {
            application = ended ? null : Applications.this.next();
            step = application == null ? null : application.step();
            if (step != null) {
                wantsBeginning = false;
            }
        }
    }
}
