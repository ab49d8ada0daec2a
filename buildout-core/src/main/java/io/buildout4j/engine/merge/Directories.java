package io.buildout4j.engine.merge;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.Diagnostic.Kind;
import io.buildout4j.engine.read.Place;
import io.buildout4j.engine.text.Home;
import io.buildout4j.profile.Assignment;
import io.buildout4j.profile.Assignment.Operator;
import io.buildout4j.profile.History;
import io.buildout4j.profile.Option;
import io.buildout4j.profile.Origin;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the directories that {@code [buildout]} names absolute. */
final class Directories {

    private static final List<String> CACHES = List.of("download-cache", "eggs-directory", "extends-cache");
    private static final List<String> STANDARD =
            List.of("bin-directory", "parts-directory", "eggs-directory", "develop-eggs-directory");

    private final Map<String, Option> buildout;
    private final Map<String, Place> files;

    /** @param files the places of the files by the names that origins give them */
    Directories(Map<String, Option> buildout, Map<String, Place> files) {
        this.buildout = buildout;
        this.files = files;
    }

    /** Caches lie below the file that sets them, so that a file many profiles extend can name one cache for all. */
    void placeCaches() {
        for (String name : CACHES) {
            Option option = buildout.get(name);
            if (option != null
                    && !option.value().contains("${")
                    && !option.value().startsWith("/")) {
                boolean atHome = option.value().startsWith("~");
                String base = atHome ? Home.directory().toString() : base(option);
                if (base != null) {
                    String value = Path.of(base)
                            .resolve(atHome ? belowHome(option.value()) : option.value())
                            .normalize()
                            .toString();
                    buildout.put(
                            name,
                            new Option(
                                    name,
                                    value,
                                    History.of(
                                            option.history(),
                                            new Assignment(Operator.DIRECTORY, value, option.origin()))));
                }
            }
        }
    }

    private static String belowHome(String value) {
        return value.startsWith("~/") ? value.substring(2) : value.substring(1);
    }

    private @Nullable String base(Option option) {
        if (!(option.origin() instanceof Origin.File file)) {
            Option directory = buildout.get("directory");
            return directory == null ? null : directory.value();
        }
        Place place = files.get(file.source());
        if (place instanceof Place.Remote) {
            throw new BuildoutException.Merging(Diagnostic.error(
                            Kind.RELATIVE_DIRECTORY_IN_URL,
                            option.name(),
                            "option '" + option.name() + "' is '" + option.value()
                                    + "', which means nothing in a profile that comes from a URL")
                    .at(option.origin()));
        }
        return place == null ? null : place.base();
    }

    /**
     * The standard directories lie below the buildout's.
     *
     * @return these options as they were before, which is what {@code annotate} shows
     */
    Map<String, Option> placeStandardDirectories() {
        Map<String, Option> before = new LinkedHashMap<>();
        Option directory = buildout.get("directory");
        if (directory != null) {
            for (String name : STANDARD) {
                Option option = buildout.get(name);
                if (option != null
                        && !option.value().contains("${")
                        && !option.value().startsWith("/")) {
                    before.put(name, option);
                    buildout.put(name, new Option(name, joined(directory.value(), option.value()), option.history()));
                }
            }
        }
        return before;
    }

    private static String joined(String directory, String name) {
        return directory.isEmpty() || directory.endsWith("/") ? directory + name : directory + "/" + name;
    }
}
