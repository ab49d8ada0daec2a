package io.buildout4j.engine.substitute;

/**
 * Called once for each section with a non-blank recipe, when its own options are substituted and before anybody else
 * sees them.
 */
@FunctionalInterface
public interface SectionHook {

    /** A hook that does nothing. */
    SectionHook NONE = section -> {};

    /** The section may be read, and options published; other sections may be looked up meanwhile. */
    void construct(LiveSection section);
}
