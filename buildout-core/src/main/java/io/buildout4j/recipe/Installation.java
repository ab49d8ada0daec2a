package io.buildout4j.recipe;

import java.nio.file.Path;
import java.util.List;

/**
 * One part being installed or updated: the recipe announces here what it makes, before it makes it, so that a failure
 * can be rolled back and the part can be uninstalled one day.
 */
public interface Installation {

    /**
     * Announces a file, link or directory that the part is about to make and will own: removed when the installation
     * fails, and when the part is uninstalled (a directory with all that is in it).
     *
     * <p>When a part is installed, a file or link that is at that path already is kept aside and put back should the
     * installation fail, or nothing be made there; a directory that is there already stays where it is, and the part
     * owns only what it adds to it. When a part is updated, what is there stays in place, and a copy is kept to be put
     * back should the update fail: announce the files that change rather than the tree they are in.
     *
     * <p>The directories above it that are missing are made, as by {@link #directory}.
     *
     * @param path absolute, or relative to the buildout's directory
     * @return the path, absolute
     */
    Path created(Path path);

    /**
     * Where to write what shall appear at a created path in one step: a hidden path beside it, to be moved there when it
     * is complete. Nothing is at it; what is left at it is removed when the installation fails or its process is killed.
     *
     * @param path as given to {@link #created}, which comes first
     * @return the hidden path, absolute
     */
    Path draft(Path path);

    /**
     * Makes a directory and the missing ones above it. What had to be made is removed again when the installation
     * fails, and when the part is uninstalled and they are empty; it is not owned beyond that, so other parts' files in
     * it are safe.
     *
     * @return the directory, absolute
     */
    Path directory(Path path);

    /** The paths the part owned when this installation began, as recorded; empty for a new part. */
    List<Path> owned();

    /** Tells listeners what is being done, in a few words. */
    void step(String what);

    /** Hands a line of a child process's output to listeners. */
    void output(String line);

    /** Whether the run was cancelled: a recipe that works for long looks here between its steps, and returns. */
    boolean cancelled();
}
