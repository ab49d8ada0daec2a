package io.buildout4j.recipe;

import io.buildout4j.download.Downloads;
import java.util.Optional;

/** What recipes share in one run: given by the engine and the host, never static. */
public interface Services {

    /** Verified downloads with the run's cache, limits and offline mode. */
    Downloads downloads();

    /**
     * Something the host offers to recipes under its type, such as the place that published connection parameters go to.
     *
     * @return empty if the host offers none; a recipe then says plainly that it needs one, or does without
     */
    <T> Optional<T> find(Class<T> type);
}
