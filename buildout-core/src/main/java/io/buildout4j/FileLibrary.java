package io.buildout4j;

import io.buildout4j.engine.merge.Contribution;
import io.buildout4j.engine.merge.Library;
import io.buildout4j.engine.parse.Condition;
import io.buildout4j.engine.parse.ProfileParser;
import io.buildout4j.engine.read.Place;
import io.buildout4j.engine.read.Places;
import io.buildout4j.engine.read.Reader;
import java.util.Optional;

/** The files of one load: read, parsed, and taken from the shared shelf where they stand there already. */
final class FileLibrary implements Library {

    private final Places places;
    private final Reader reader;
    private final Condition condition;
    private final Shelf shelf;

    FileLibrary(Places places, Reader reader, Condition condition, Shelf shelf) {
        this.places = places;
        this.reader = reader;
        this.condition = condition;
        this.shelf = shelf;
    }

    @Override
    public Contribution open(Place place) {
        return shelf.find(place, () -> parse(place));
    }

    private Contribution parse(Place place) {
        return Contribution.of(ProfileParser.parse(reader.read(place), place.shown(), condition));
    }

    @Override
    public Optional<Place> named(Place from, String name) {
        return places.named(from, name);
    }
}
