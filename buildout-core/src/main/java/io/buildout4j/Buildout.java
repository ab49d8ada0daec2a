package io.buildout4j;

import io.buildout4j.engine.merge.Merge;
import io.buildout4j.engine.merge.Merged;
import io.buildout4j.engine.merge.Request;
import io.buildout4j.engine.merge.Request.Assigned;
import io.buildout4j.engine.parse.Condition;
import io.buildout4j.engine.read.HttpWeb;
import io.buildout4j.engine.read.Place;
import io.buildout4j.engine.read.Places;
import io.buildout4j.engine.read.Reader;
import io.buildout4j.engine.substitute.MissingOptions;
import io.buildout4j.engine.text.Blanks;
import io.buildout4j.profile.Option;
import io.buildout4j.profile.Profile;
import io.buildout4j.profile.ResolvedProfile;
import io.buildout4j.profile.Section;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one door to the engine: loads profiles. Immutable but for a cache of parsed files, and safe to share between
 * threads; nothing it does depends on anything static.
 */
public final class Buildout {

    private final Limits limits;
    private final World world;
    private final @Nullable Path userDefaults;
    private final Reader reader;
    private final Condition condition;
    private final Shelf shelf = new Shelf(InstantSource.system());

    private Buildout(Builder builder) {
        limits = builder.limits;
        world = builder.world;
        userDefaults = builder.userDefaults;
        reader = new Reader(limits, new HttpWeb(builder.patience));
        condition = world.conditions();
    }

    /** An engine with standard settings, to be changed before it is built. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Loads a profile: reads it and all it extends, and puts them together.
     *
     * @throws BuildoutException if a file cannot be had or parsed, files extend each other, or {@code [buildout]}
     *     cannot be used
     */
    public Profile load(Path file) {
        return load(ProfileRequest.of(file));
    }

    /**
     * Loads a profile and assigns options on top of it.
     *
     * @param assignments values by {@code section:option}, or {@code option} for one of {@code [buildout]}; with {@code
     *     +} or {@code -} at the end the value is added or removed
     */
    public Profile load(Path file, Map<String, String> assignments) {
        return load(ProfileRequest.of(file).with(assignments));
    }

    /** Loads a profile from a path or a URL, as the request says. */
    public Profile load(ProfileRequest request) {
        Places places = new Places();
        Place place = place(places, request.source());
        List<Assigned> assigned = Assignments.parse(request.assignments(), request.sortedAssignments());
        Optional<Path> directory = request.directory()
                .map(Path::toAbsolutePath)
                .or(() -> place instanceof Place.Local local
                        ? Optional.ofNullable(local.path().getParent())
                        : Optional.empty());
        Optional<Place> below = Optional.ofNullable(userDefaults)
                .filter(file -> request.userDefaults() && Files.exists(file))
                .map(places::apart);
        FileLibrary library = new FileLibrary(places, reader, condition, shelf);
        Request merging = new Request(
                place,
                below,
                assigned.stream().filter(a -> !isExtends(a)).toList(),
                request.extendsOnce(),
                directory.orElse(null),
                world.executable(),
                assigned.stream()
                        .filter(Buildout::isExtends)
                        .flatMap(a -> Blanks.words(a.value()).stream())
                        .map(name -> Places.isUrl(name) ? places.url(name) : places.apart(Path.of(name)))
                        .toList());
        Merged merged = merge(merging, library);
        return new RawProfile(request.source(), directory(merged, directory.orElse(null)), merged, limits);
    }

    /**
     * Resolves a profile like {@link Profile#resolve()}, with the text {@code @SECTION:OPTION@} wherever an option is
     * referred to that only the recipe of its section could publish.
     *
     * @throws BuildoutException if {@code [buildout]} itself cannot be resolved
     */
    public ResolvedProfile resolveWithPlaceholders(Profile profile) {
        return RawProfile.resolve(profile, limits, MissingOptions.PLACEHOLDERS);
    }

    private static boolean isExtends(Assigned assigned) {
        return assigned.section().equals("buildout") && assigned.option().equals("extends");
    }

    private Merged merge(Request request, FileLibrary library) {
        try {
            return Merge.merge(request, library, limits);
        } catch (BuildoutException.Reading e) {
            Diagnostic problem = e.diagnostic();
            if (problem.kind() == Diagnostic.Kind.FILE_NOT_FOUND
                    && problem.detail().equals(request.profile().location())) {
                throw notFound(problem.detail(), e);
            }
            throw e;
        }
    }

    private static Place place(Places places, String source) {
        try {
            return Places.isUrl(source) ? places.url(source) : places.root(Path.of(source));
        } catch (InvalidPathException e) {
            throw notFound(source, e);
        }
    }

    private static BuildoutException notFound(String source, Exception cause) {
        return new BuildoutException.Reading(
                Diagnostic.error(Diagnostic.Kind.CONFIG_NOT_FOUND, source, "there is no profile " + source), cause);
    }

    private static Path directory(Merged merged, @Nullable Path known) {
        String written = Optional.ofNullable(merged.sections().get("buildout"))
                .flatMap((Section section) -> section.find("directory"))
                .map(Option::value)
                .orElse("");
        Path base = known == null ? Path.of(System.getProperty("user.dir")) : known;
        return written.contains("${") ? base : base.resolve(written).normalize();
    }

    /** Settings of an engine. */
    public static final class Builder {
        private Limits limits = Limits.standard();
        private World world = World.here();
        private @Nullable Path userDefaults = userDefaultsHere();
        private Duration patience = Duration.ofSeconds(30);

        private Builder() {}

        /** How far profiles may grow; {@link Limits#standard()} unless set. */
        public Builder limits(Limits value) {
            limits = value;
            return this;
        }

        /** What conditions in section headers see; {@link World#here()} unless set. */
        public Builder world(World value) {
            world = value;
            return this;
        }

        /**
         * The file that lies below every profile, if it exists; unless set, {@code default.cfg} in the directory that
         * the environment variable {@code BUILDOUT_HOME} names, or in {@code ~/.buildout}.
         */
        public Builder userDefaults(Path file) {
            userDefaults = file;
            return this;
        }

        /** No file lies below profiles. */
        public Builder withoutUserDefaults() {
            userDefaults = null;
            return this;
        }

        /** How long to wait for a server that has a profile or a file it extends; 30 seconds unless set. */
        public Builder patience(Duration value) {
            patience = value;
            return this;
        }

        /** The engine. */
        public Buildout build() {
            return new Buildout(this);
        }

        private static Path userDefaultsHere() {
            String home = System.getenv("BUILDOUT_HOME");
            return home == null || home.isEmpty()
                    ? Path.of(System.getProperty("user.home"), ".buildout", "default.cfg")
                    : Path.of(home, "default.cfg");
        }
    }
}
