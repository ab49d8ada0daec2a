package io.buildout4j.examples.cli;

import io.buildout4j.recipes.node.SoftwareRelease;
import io.buildout4j.recipes.node.SoftwareReleases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Builds a software release. */
@Command(
        name = "software",
        mixinStandardHelpOptions = true,
        description = {
            "Builds the software release of a profile in ROOT/MD5-OF-THE-URL and prints that directory.",
            "One that is complete is not built again, unless its profile is a local file."
        })
final class DeploySoftwareCommand implements Callable<Integer> {

    private final GlobalOptions options;

    @Parameters(paramLabel = "URL|FILE", description = "the profile of the software")
    @SuppressWarnings("NullAway.Init") // required
    private String source;

    @Option(names = "--root", paramLabel = "DIR", required = true, description = "where software releases are")
    @SuppressWarnings("NullAway.Init") // required
    private Path root;

    @Option(names = "--shared", paramLabel = "DIR", description = "where releases share parts; may be repeated")
    private List<Path> shared = new ArrayList<>();

    @Option(names = "--read-only", description = "close the release to writing when it is finished")
    private boolean readOnly;

    @Option(
            names = "--free",
            paramLabel = "MIB",
            description = "room that must be left on the disk (default: ${DEFAULT-VALUE})")
    private long free = 256;

    @Option(names = "--collect", description = "afterwards, remove the other releases that no instance uses")
    private boolean collect;

    @Option(names = "--json", description = "print the release as JSON")
    private boolean json;

    DeploySoftwareCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public Integer call() throws Exception {
        boolean local = !source.matches("[A-Za-z][A-Za-z0-9+.-]*://.*");
        String url = local ? Path.of(source).toAbsolutePath().normalize().toString() : source;
        SoftwareReleases.Settings settings = SoftwareReleases.Settings.standard()
                .withSharedParts(shared)
                .withLoading(options::assign)
                .withFreeBytes(free << 20);
        SoftwareReleases releases = new SoftwareReleases(
                root,
                () -> options.installer().listener(new ConsoleListener(options.console(), options.verbosity())),
                readOnly ? settings.asReadOnly() : settings);
        SoftwareRelease release = local ? releases.update(url) : releases.install(url);
        List<String> removed = collect ? collected(releases, release) : List.of();
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
        return ExitStatus.DONE;
    }

    private static List<String> collected(SoftwareReleases releases, SoftwareRelease kept) throws Exception {
        return releases.collect(List.of(), List.of(kept)).stream()
                .map(SoftwareRelease::url)
                .toList();
    }
}
