package io.buildout4j.engine.merge;

import io.buildout4j.engine.read.Place;
import java.util.ArrayList;
import java.util.List;

/** A file in the graph of who extends whom: one object however often it is reached. */
final class FileNode {

    private final Place place;
    private final String shown;
    private final Contribution contribution;
    private final List<FileNode> children = new ArrayList<>();
    private final List<FileNode> parents = new ArrayList<>();

    /** Position in the order of first applications, of last applications, and whether there are several. */
    int index;

    int last;
    boolean repeated;

    FileNode(Place place, Contribution contribution) {
        this.place = place;
        this.shown = place.shown();
        this.contribution = contribution;
    }

    Place place() {
        return place;
    }

    String shown() {
        return shown;
    }

    String base() {
        return place.base();
    }

    Contribution contribution() {
        return contribution;
    }

    /** The files that are applied before this one, in order; the same may stand there twice. */
    List<FileNode> children() {
        return children;
    }

    List<FileNode> parents() {
        return parents;
    }

    void add(FileNode child) {
        children.add(child);
        child.parents.add(this);
    }
}
