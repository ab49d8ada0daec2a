package io.buildout4j.engine.merge;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.Diagnostic.Kind;
import io.buildout4j.engine.parse.ParsedOption;
import io.buildout4j.engine.read.Place;
import io.buildout4j.profile.Origin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files of a profile, in the order in which the original opens them, each once. Files are nodes, {@code
 * extends} are edges; the original's list of applications is what one gets by walking all paths of this graph.
 */
final class FileGraph {

    private final Library library;
    private final boolean once;
    private final int limit;
    private final Map<String, FileNode> known = new HashMap<>();
    private final Map<String, Boolean> open = new HashMap<>();
    private final Deque<Visit> visits = new ArrayDeque<>();
    private final List<Diagnostic> notes = new ArrayList<>();

    /** @param once whether a file that is reached again is passed over */
    FileGraph(Library library, boolean once, int limit) {
        this.library = library;
        this.once = once;
        this.limit = limit;
    }

    /** What was passed over on the way. */
    List<Diagnostic> notes() {
        return notes;
    }

    FileNode walk(Place start) {
        FileNode root = known.get(start.identity());
        if (root != null) {
            return root;
        }
        root = enter(start);
        while (!visits.isEmpty()) {
            Visit visit = visits.getLast();
            if (visit.rest().hasNext()) {
                follow(visit.file(), visit.rest().next());
            } else {
                visits.removeLast();
                open.remove(visit.file().place().identity());
            }
        }
        return root;
    }

    private FileNode enter(Place place) {
        Contribution contribution = library.open(place);
        ParsedOption obsolete = contribution.extendedBy();
        if (obsolete != null) {
            throw new BuildoutException.Merging(Diagnostic.error(
                            Kind.EXTENDED_BY, place.location(), "the option 'extended-by' is no longer supported")
                    .at(new Origin.File(place.shown(), obsolete.line(), 1)));
        }
        if (known.size() >= limit) {
            throw new BuildoutException.Merging(Diagnostic.error(
                    Kind.EXPANSION_LIMIT, place.location(), "the profile has more than " + limit + " files"));
        }
        FileNode node = new FileNode(place, contribution);
        known.put(place.identity(), node);
        open.put(place.identity(), true);
        visits.addLast(new Visit(node));
        return node;
    }

    private void follow(FileNode parent, Extension extension) {
        Origin origin = new Origin.File(parent.shown(), extension.line(), 1);
        Place place = library.named(parent.place(), extension.name())
                .orElseThrow(() -> new BuildoutException.Reading(Diagnostic.error(
                                Kind.FILE_NOT_FOUND,
                                extension.name(),
                                "'" + extension.name() + "' cannot be the name of a file")
                        .at(origin)));
        if (open.containsKey(place.identity())) {
            throw recursion(place, origin);
        }
        FileNode child = known.get(place.identity());
        if (child == null) {
            child = enter(place, extension.optional(), origin);
            if (child != null) {
                parent.add(child);
            }
        } else if (!once) {
            parent.add(child);
        }
    }

    private @Nullable FileNode enter(Place place, boolean optional, Origin origin) {
        try {
            return enter(place);
        } catch (BuildoutException e) {
            Kind kind = e.diagnostic().kind();
            boolean missing = kind == Kind.FILE_NOT_FOUND || kind == Kind.URL_UNREACHABLE || kind == Kind.OFFLINE;
            if (optional && missing) {
                notes.add(Diagnostic.warning(
                                Kind.SUSPICIOUS,
                                "buildout:optional-extends",
                                "optional file " + place.location() + " is not there")
                        .at(origin));
                return null;
            }
            if (e.diagnostic().origin().isPresent()) {
                throw trailed(e);
            }
            Diagnostic placed = e.diagnostic().at(origin);
            throw e instanceof BuildoutException.Merging
                    ? new BuildoutException.Merging(placed, e)
                    : new BuildoutException.Reading(placed, e);
        }
    }

    /** Says by which way the file was reached. */
    private BuildoutException trailed(BuildoutException problem) {
        BuildoutException result = problem;
        int steps = 0;
        for (var way = visits.descendingIterator(); way.hasNext() && steps < 20; steps++) {
            FileNode file = way.next().file();
            result = result.during("extending " + file.shown());
        }
        return result;
    }

    private BuildoutException recursion(Place place, Origin origin) {
        StringBuilder loop = new StringBuilder();
        int shown = 0;
        for (Visit visit : visits) {
            if (loop.length() > 0 || visit.file().place().identity().equals(place.identity())) {
                if (shown++ < 20) {
                    loop.append(visit.file().shown()).append(" -> ");
                } else if (shown == 21) {
                    loop.append("... -> ");
                }
            }
        }
        loop.append(place.shown());
        return new BuildoutException.Merging(
                Diagnostic.error(Kind.RECURSIVE_INCLUDE, place.location(), "files extend each other: " + loop)
                        .at(origin));
    }

    /** A file whose {@code extends} are being followed. */
    private record Visit(FileNode file, Iterator<Extension> rest) {

        Visit(FileNode file) {
            this(file, file.contribution().extended().iterator());
        }
    }
}
