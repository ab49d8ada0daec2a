package io.buildout4j.engine.merge;

import io.buildout4j.BuildoutException;
import io.buildout4j.engine.read.Place;
import java.util.Optional;

/** Where the files of a profile come from. */
public interface Library {

    /**
     * What a file brings.
     *
     * @throws BuildoutException if it cannot be read or parsed
     */
    Contribution open(Place place);

    /** The place that a name means in a file, if it can be one. */
    Optional<Place> named(Place from, String name);
}
