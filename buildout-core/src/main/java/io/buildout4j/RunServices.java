package io.buildout4j;

import io.buildout4j.download.DownloadSettings;
import io.buildout4j.download.DownloadStore;
import io.buildout4j.download.Downloads;
import io.buildout4j.engine.download.VerifiedDownloads;
import io.buildout4j.engine.state.Workspace;
import io.buildout4j.profile.Profile;
import io.buildout4j.recipe.Services;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the recipes of one plan share. Nothing of the downloads is made before a recipe asks for them. */
final class RunServices implements Services, AutoCloseable {

    private final Path directory;
    private final Profile profile;
    private final InstallSettings settings;
    private @Nullable VerifiedDownloads downloads;

    RunServices(Path directory, Profile profile, InstallSettings settings) {
        this.directory = directory;
        this.profile = profile;
        this.settings = settings;
    }

    /** How this run downloads, as profile and host say. */
    DownloadSettings downloadSettings() {
        return settings.downloads(DownloadOptions.of(profile, directory));
    }

    @Override
    public Downloads downloads() {
        return verified(UnaryOperator.identity());
    }

    /** Services that keep a record of what is downloaded, and do not ask for the checksums that are only to be found. */
    Recording recording() {
        return new Recording(
                this, new LedgerDownloads(verified(downloading -> downloading.withRequireChecksums(false))));
    }

    /** These services with a record of downloads. */
    record Recording(RunServices services, LedgerDownloads downloads) implements Services {
        @Override
        public <T> Optional<T> find(Class<T> type) {
            return services.find(type);
        }
    }

    private synchronized VerifiedDownloads verified(UnaryOperator<DownloadSettings> change) {
        VerifiedDownloads made = downloads;
        if (made == null) {
            made = new VerifiedDownloads(
                    change.apply(downloadSettings()),
                    Workspace.of(directory, state()).downloads(),
                    progress -> settings.listeners()
                            .forEach(listener ->
                                    listener.downloaded(progress.url(), progress.bytes(), progress.total())),
                    find(DownloadStore.class).orElseGet(DownloadStore::none));
            downloads = made;
        }
        return made;
    }

    private Optional<Path> state() {
        return Deployment.state(profile.resolve().section("buildout"), directory);
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
