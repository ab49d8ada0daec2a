package io.buildout4j;

import io.buildout4j.download.DownloadSettings;
import io.buildout4j.download.Downloads;
import io.buildout4j.engine.download.VerifiedDownloads;
import io.buildout4j.engine.state.Workspace;
import io.buildout4j.profile.Profile;
import io.buildout4j.profile.ResolvedProfile;
import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Services;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the recipes of one plan share. Nothing of the downloads is made before a recipe asks for them. */
final class RunServices implements Services, AutoCloseable {

    private static final String BUILDOUT = "buildout";

    private final Path directory;
    private final Profile profile;
    private final InstallSettings settings;
    private @Nullable VerifiedDownloads downloads;

    RunServices(Path directory, Profile profile, InstallSettings settings) {
        this.directory = directory;
        this.profile = profile;
        this.settings = settings;
    }

    @Override
    public synchronized Downloads downloads() {
        VerifiedDownloads made = downloads;
        if (made == null) {
            made = new VerifiedDownloads(
                    settings.downloads(asTheProfileSays()),
                    Workspace.of(directory).downloads(),
                    progress -> settings.listeners()
                            .forEach(listener ->
                                    listener.downloaded(progress.url(), progress.bytes(), progress.total())));
            downloads = made;
        }
        return made;
    }

    private DownloadSettings asTheProfileSays() {
        DownloadSettings here = DownloadSettings.in(directory).withEnvironment(System.getenv());
        ResolvedProfile resolved = profile.resolve();
        Optional<Value> cache = resolved.find(BUILDOUT, "download-cache")
                .filter(value -> !value.text().isBlank());
        if (cache.isPresent()) {
            here = here.withCache(directory.resolve(cache.get().asPath()));
        }
        Optional<Value> patience = resolved.find(BUILDOUT, "socket-timeout")
                .filter(value -> !value.text().isBlank());
        if (patience.isPresent()) {
            Duration seconds = Duration.ofSeconds(patience.get().asInt());
            here = here.withLimits(DownloadSettings.Limits.standard().withPatience(seconds));
        }
        return here.withOffline(
                resolved.find(BUILDOUT, "offline").map(Value::asBoolean).orElse(false));
    }

    @Override
    public <T> Optional<T> find(Class<T> type) {
        Map<Class<?>, Object> all = settings.services();
        return Optional.ofNullable(all.get(type)).map(type::cast);
    }

    @Override
    public synchronized void close() {
        if (downloads != null) {
            downloads.close();
        }
    }
}
