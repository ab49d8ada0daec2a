package io.buildout4j;

import io.buildout4j.engine.condition.Condition;
import io.buildout4j.engine.merge.Contribution;
import io.buildout4j.engine.merge.Library;
import io.buildout4j.engine.parse.ProfileParser;
import io.buildout4j.engine.read.Place;
import io.buildout4j.engine.read.Places;
import io.buildout4j.engine.read.Reader;
import io.buildout4j.engine.read.Web;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files of one load: read, parsed, and taken from the shared shelf where they stand there already. */
final class FileLibrary implements Library, Shelf.Parser, Web {

    private final Places places;
    private final Reader reader;
    private final Web network;
    private final Condition condition;
    private final Shelf shelf;
    private final EarlyOptions options;
    private final Set<Place> leading;
    private @Nullable Web web;

    /**
     * @param options what the host says about reading
     * @param leading the files that have a say in it too
     */
    FileLibrary(
            Places places,
            Reader reader,
            Web network,
            Condition condition,
            Shelf shelf,
            EarlyOptions options,
            Set<Place> leading) {
        this.places = places;
        this.reader = reader;
        this.network = network;
        this.condition = condition;
        this.shelf = shelf;
        this.options = options;
        this.leading = leading;
    }

    @Override
    public Contribution open(Place place) {
        Contribution contribution = shelf.find(place, this);
        if (leading.contains(place)) {
            options.learn(place, contribution);
            web = null;
        }
        return contribution;
    }

    @Override
    public Contribution parse(Place place) {
        return Contribution.of(ProfileParser.parse(reader.read(place, this), place.shown(), condition));
    }

    /** Asks the network as the profile's own options wish. */
    @Override
    public byte[] read(String url, long limit) throws IOException {
        Web known = web;
        if (known == null) {
            known = options.over(network);
            web = known;
        }
        return known.read(url, limit);
    }

    @Override
    public Optional<Place> named(Place from, String name) {
        return places.named(from, name);
    }
}
