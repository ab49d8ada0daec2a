package io.buildout4j.examples.cli;

import io.buildout4j.recipes.node.ReleaseStore;
import io.buildout4j.recipes.node.SoftwareRelease;
import io.buildout4j.recipes.node.SoftwareReleases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds a software release. */
final class DeploySoftwareCommand implements Command {

    private final GlobalOptions options;

    @SuppressWarnings("NullAway.Init") // required
    private String source;

    @SuppressWarnings("NullAway.Init") // required
    private Path root;

    private List<Path> shared = new ArrayList<>();

    private boolean readOnly;

    private long free = 256;

    private boolean collect;

    private Optional<Path> slaposCfg = Optional.empty();

    private final CacheOptions cache = new CacheOptions();

    private boolean json;

    DeploySoftwareCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public Syntax syntax() {
        Syntax syntax = Syntax.of(
                        "buildout deploy software",
                        "Builds the software release of a profile in ROOT/MD5-OF-THE-URL and prints that directory.",
                        "One that is complete is not built again, unless its profile is a local file.")
                .required("--root", "DIR", "where software releases are")
                .option("--shared", "DIR", "where releases share parts; may be repeated")
                .flag("--read-only", "close the release to writing when it is finished")
                .option("--free", "MIB", "room that must be left on the disk (default: 256)")
                .option(
                        "--networkcache",
                        "FILE",
                        "take downloads and finished releases from the caches in [networkcache] of this slapos.cfg");
        return cache.into(syntax)
                .flag("--collect", "afterwards, remove the other releases that no instance uses")
                .flag("--json", "print the release as JSON")
                .word("URL|FILE", "the profile of the software")
                .example(
                        "buildout deploy software software.cfg --root releases",
                        "builds it, or finds that nothing changed")
                .note(ExitStatus.TEXT);
    }

    @Override
    public void take(String name, String value) {
        switch (name) {
            case "--root" -> root = Path.of(value);
            case "--shared" -> shared.add(Path.of(value));
            case "--read-only" -> readOnly = true;
            case "--free" -> free = Long.parseLong(value);
            case "--networkcache" -> slaposCfg = Optional.of(Path.of(value));
            case "--collect" -> collect = true;
            case "--json" -> json = true;
            case "URL|FILE" -> source = value;
            default -> cache.take(name, value);
        }
    }

    @Override
    public int run() throws Exception {
        boolean local = !source.matches("[A-Za-z][A-Za-z0-9+.-]*://.*");
        String url = local ? Path.of(source).toAbsolutePath().normalize().toString() : source;
        try (NetworkCaches caches = slaposCfg.isPresent()
                        ? NetworkCaches.of(slaposCfg.get(), root.resolve(".networkcache"))
                        : NetworkCaches.none();
                CacheOptions.Opened opened = cache.open(syntax())) {
            SoftwareReleases releases = releases(caches, opened);
            SoftwareRelease release = local ? releases.update(url) : releases.install(url);
            print(release, collect ? collected(releases, release) : List.of());
            return ExitStatus.DONE;
        }
    }

    private SoftwareReleases releases(NetworkCaches caches, CacheOptions.Opened opened) {
        SoftwareReleases.Settings settings = SoftwareReleases.Settings.standard()
                .withSharedParts(shared)
                .withLoading(options::assign)
                .withFreeBytes(free << 20)
                .withStore(caches.store().or(opened::releases).orElseGet(ReleaseStore::none));
        return new SoftwareReleases(
                root,
                () -> opened.offerTo(caches.into(options.installer()))
                        .listener(new ConsoleListener(options.console(), options.verbosity())),
                readOnly ? settings.asReadOnly() : settings);
    }

    private void print(SoftwareRelease release, List<String> removed) {
        if (json) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("url", release.url());
            data.put("directory", release.directory().toString());
            data.put("completed", release.isComplete());
            data.put("removed", removed);
            options.console().out().println(Json.text(data));
        } else {
            options.console().out().println(release.directory());
        }
    }

    private static List<String> collected(SoftwareReleases releases, SoftwareRelease kept) throws Exception {
        return releases.collect(List.of(), List.of(kept)).stream()
                .map(SoftwareRelease::url)
                .toList();
    }
}
