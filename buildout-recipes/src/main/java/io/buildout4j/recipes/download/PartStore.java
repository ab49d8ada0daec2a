package io.buildout4j.recipes.download;

import java.nio.file.Path;

/**
 * Finished parts by what made them. A host offers one to the recipes among its services, so that a shared part that was
 * built somewhere else is not built again. Neither method fails: what cannot be had is built, what cannot be kept is lost.
 */
public interface PartStore {

    /**
     * Puts the tree of a part in its place.
     *
     * @param part what made it
     * @param location where it goes; there is nothing yet, and there is nothing if the answer is no
     * @return whether it is there now, whole
     */
    boolean restore(PartKey part, Path location) throws InterruptedException;

    /** Keeps the tree of a part that was just built. */
    void keep(PartKey part, Path location) throws InterruptedException;

    /**
     * What made a part.
     *
     * @param name of the part, for people
     * @param signature its options, in which the recipe and the checksums of its inputs are
     * @param root the directory of shared parts that it is below: the options of parts that use others name it
     */
    record PartKey(String name, String signature, Path root) {}
}
