package io.buildout4j;

import io.buildout4j.download.DownloadSettings;
import io.buildout4j.engine.condition.Conditions;
import io.buildout4j.engine.merge.Merge;
import io.buildout4j.engine.merge.Merged;
import io.buildout4j.engine.merge.Request;
import io.buildout4j.engine.merge.Request.Assigned;
import io.buildout4j.engine.read.HttpWeb;
import io.buildout4j.engine.read.Neighbours;
import io.buildout4j.engine.read.Place;
import io.buildout4j.engine.read.Places;
import io.buildout4j.engine.read.Reader;
import io.buildout4j.engine.read.Web;
import io.buildout4j.engine.substitute.MissingOptions;
import io.buildout4j.engine.substitute.Surroundings;
import io.buildout4j.engine.text.Blanks;
import io.buildout4j.engine.text.Home;
import io.buildout4j.install.Cancellation;
import io.buildout4j.install.InstallListener;
import io.buildout4j.install.InstallPlan;
import io.buildout4j.install.InstallReport;
import io.buildout4j.profile.Option;
import io.buildout4j.profile.Origin;
import io.buildout4j.profile.Profile;
import io.buildout4j.profile.ResolvedProfile;
import io.buildout4j.profile.Section;
import io.buildout4j.recipe.RecipeFactory;
import io.buildout4j.recipe.RecipeProvider;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The one door to the engine: loads profiles, plans what they ask for, and installs it. Immutable but for a cache of parsed files, and safe to share between
 * threads; nothing it does depends on anything static.
 */
public final class Buildout {

    private final Limits limits;
    private final Surroundings surroundings;
    private final World world;
    private final @Nullable Path userDefaults;
    private final Reader reader;
    private final Web network;
    private final Deployment deployment;
    private final Shelf shelf = new Shelf(InstantSource.system());

    private Buildout(Builder builder) {
        limits = builder.limits;
        surroundings = new Surroundings(limits, builder.world.python().abiTag());
        world = builder.world;
        userDefaults = builder.userDefaults;
        reader = new Reader(limits);
        network = new HttpWeb(builder.patience);
        deployment = new Deployment(surroundings, new InstallSettings(builder.install));
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
        Path directory = directory(request, place);
        Place below = userDefaults != null && request.userDefaults() && Files.exists(userDefaults)
                ? places.apart(userDefaults)
                : null;
        FileLibrary library = new FileLibrary(
                places,
                reader,
                network,
                new Conditions(world),
                shelf,
                new EarlyOptions(assigned, directory),
                below == null ? Set.of(place) : Set.of(place, below));
        List<Assigned> plain = new ArrayList<>();
        List<Place> extended = new ArrayList<>();
        for (Assigned assignment : assigned) {
            if (!isExtends(assignment)) {
                plain.add(assignment);
            } else {
                for (String name : Blanks.words(assignment.value())) {
                    extended.add(places.named(place, name).orElseThrow(() -> notFound(name)));
                }
            }
        }
        Request merging = new Request(
                place,
                Optional.ofNullable(below),
                plain,
                request.extendsOnce(),
                directory,
                world.python().executable(),
                extended);
        Merged merged = merge(merging, library);
        return new RawProfile(request.source(), directory(merged, directory), merged, surroundings, deployment);
    }

    /**
     * Resolves a profile like {@link Profile#resolve()}, with the text {@code @SECTION:OPTION@} wherever an option is
     * referred to that only the recipe of its section could publish.
     *
     * @throws BuildoutException if {@code [buildout]} itself cannot be resolved
     */
    public ResolvedProfile resolveWithPlaceholders(Profile profile) {
        return RawProfile.resolve(profile, surroundings, MissingOptions.PLACEHOLDERS);
    }

    /**
     * Resolves a profile like {@link Profile#resolve()}, with the recipe of each section constructed that is looked at,
     * so that what recipes publish is seen. Nothing is written.
     *
     * @throws BuildoutException if {@code [buildout]} itself cannot be resolved
     */
    public ResolvedProfile resolveWithRecipes(Profile profile) {
        return deployment.resolve(profile);
    }

    /**
     * Says what installing a profile in its own directory would do.
     *
     * @throws BuildoutException as {@link #plan(Profile, Path, Collection)}
     */
    public InstallPlan plan(Profile profile) {
        return plan(profile, profile.directory());
    }

    /**
     * Says what installing a profile would do.
     *
     * @param directory where its parts go: what {@code ${buildout:directory}} is
     * @throws BuildoutException as {@link #plan(Profile, Path, Collection)}
     */
    public InstallPlan plan(Profile profile, Path directory) {
        return plan(profile, directory, List.of());
    }

    /**
     * Says what installing some parts of a profile would do. All recipes that are needed are constructed; nothing is
     * written.
     *
     * @param directory where its parts go: what {@code ${buildout:directory}} is
     * @param parts the parts to install or update, everything else being left alone; empty for all that the profile
     *     wants, and to uninstall all it does not want
     * @throws BuildoutException if the profile cannot be resolved, a recipe is unknown or refuses its part, or the
     *     record of what is installed cannot be read
     */
    public InstallPlan plan(Profile profile, Path directory, Collection<String> parts) {
        return deployment.plan(profile, directory, parts);
    }

    /**
     * Executes a plan. Parts that succeed are on the record when this returns or throws; a part that fails is as it was
     * before, and what comes after it is not begun, unless the host said {@link Builder#keepGoing}.
     *
     * @throws BuildoutException.Installing if state or profile changed since the plan was made, another run holds the
     *     directory, the run was cancelled, or parts failed: the first of them, the others as suppressed
     */
    public InstallReport install(InstallPlan plan) {
        return install(plan, new Cancellation());
    }

    /** {@link #install(InstallPlan)} that any thread can stop. */
    public InstallReport install(InstallPlan plan, Cancellation cancellation) {
        return deployment.install(plan, cancellation);
    }

    /**
     * Downloads everything that installing a profile will download, several files at once, into its download cache, and
     * writes what each was to {@code downloads.lock} in the directory: later downloads of the same URLs must have these
     * sums. URLs that the lock knows already are held to it. Nothing is installed.
     *
     * @return what came, and what did not
     * @throws BuildoutException as {@link #plan(Profile, Path, Collection)}
     */
    public PrefetchReport prefetch(Profile profile, Path directory) {
        return deployment.prefetch(profile, directory);
    }

    /** {@link #prefetch(Profile, Path)} for a profile that is installed in its own directory. */
    public PrefetchReport prefetch(Profile profile) {
        return prefetch(profile, profile.directory());
    }

    /** Where the host wants it, or where the profile is; null if that is elsewhere. */
    private static @Nullable Path directory(ProfileRequest request, Place place) {
        if (request.directory().isPresent()) {
            return request.directory().get().toAbsolutePath();
        }
        return place instanceof Place.Local local ? local.path().getParent() : null;
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
                throw notFound(problem.detail(), neighbours(request.profile()), e);
            }
            throw e;
        }
    }

    private static Place place(Places places, String source) {
        try {
            return Places.isUrl(source) ? places.url(source) : places.root(Path.of(source));
        } catch (InvalidPathException e) {
            throw notFound(source, List.of(), e);
        }
    }

    private static BuildoutException notFound(String name) {
        return new BuildoutException.Reading(
                Diagnostic.error(Diagnostic.Kind.FILE_NOT_FOUND, name, "'" + name + "' cannot be the name of a file")
                        .at(new Origin.Host()));
    }

    private static BuildoutException notFound(String source, List<String> neighbours, Exception cause) {
        return new BuildoutException.Reading(
                Diagnostic.error(Diagnostic.Kind.CONFIG_NOT_FOUND, source, "there is no profile " + source)
                        .withMeant(source.substring(source.lastIndexOf('/') + 1), neighbours),
                cause);
    }

    private static List<String> neighbours(Place missing) {
        return missing instanceof Place.Local local ? Neighbours.of(local.path()) : List.of();
    }

    private static Path directory(Merged merged, @Nullable Path known) {
        Section buildout = merged.sections().get("buildout");
        Option option = buildout == null ? null : buildout.options().get("directory");
        String written = option == null ? "" : option.value();
        Path base = known == null ? Path.of(System.getProperty("user.dir")) : known;
        return written.contains("${") ? base : base.resolve(written).normalize();
    }

    /** Settings of an engine. */
    public static final class Builder {
        private Limits limits = Limits.standard();
        private World world = World.here();
        private @Nullable Path userDefaults = userDefaultsHere();
        private Duration patience = Duration.ofSeconds(30);

        private final InstallSettings install = new InstallSettings();

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

        /** Registers the recipes of a provider. Of two recipes with one name the later counts. */
        public Builder recipes(RecipeProvider provider) {
            install.recipes(provider);
            return this;
        }

        /** Registers one recipe under the name by which profiles call it. */
        public Builder recipe(String name, RecipeFactory factory) {
            install.recipe(name, factory);
            return this;
        }

        /** Registers the recipes of every {@link RecipeProvider} that {@link java.util.ServiceLoader} finds from this thread. */
        public Builder discoverRecipes() {
            return discoverRecipes(Thread.currentThread().getContextClassLoader());
        }

        /** Registers the recipes of every {@link RecipeProvider} that is a service of a class loader. */
        public Builder discoverRecipes(ClassLoader loader) {
            install.discover(loader);
            return this;
        }

        /** Offers something to recipes, which find it by its type. */
        public <T> Builder service(Class<T> type, T service) {
            install.service(type, service);
            return this;
        }

        /** How many parts may be worked on at once; 1 unless set, in the calling thread. The result is the same. */
        public Builder parallelism(int parts) {
            install.parallelism(parts);
            return this;
        }

        /** That after a failure the parts which do not need the failed one are installed all the same. */
        public Builder keepGoing() {
            install.keepGoing(true);
            return this;
        }

        /** Has a listener told what an installation does. */
        public Builder listener(InstallListener listener) {
            install.listener(listener);
            return this;
        }

        /** How long to wait for another run in the same directory to finish; unless set, not at all. */
        public Builder waitForOthers(Duration patience) {
            install.patience(patience);
            return this;
        }

        /** Where downloads are kept and looked for, whatever {@code download-cache} of the profile says. */
        public Builder downloadCache(Path directory) {
            return downloads(settings -> settings.withCache(directory.toAbsolutePath()));
        }

        /** Changes how files are downloaded; what the profile says of it is in the settings given already. */
        public Builder downloads(UnaryOperator<DownloadSettings> change) {
            install.downloads(change);
            return this;
        }

        /** The engine. */
        public Buildout build() {
            return new Buildout(this);
        }

        private static Path userDefaultsHere() {
            String home = System.getenv("BUILDOUT_HOME");
            return home == null || home.isEmpty()
                    ? Home.directory().resolve(".buildout").resolve("default.cfg")
                    : Path.of(home, "default.cfg");
        }
    }
}
