package io.buildout4j.engine.download;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.download.DownloadListener;
import io.buildout4j.download.DownloadRequest;
import io.buildout4j.download.DownloadSettings;
import io.buildout4j.download.DownloadStore;
import io.buildout4j.download.Downloads;
import io.buildout4j.engine.text.FileFailures;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine's downloads: sources in order, the cache before the network, every byte verified before it is visible. */
public final class VerifiedDownloads implements Downloads, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(VerifiedDownloads.class);

    private final DownloadSettings settings;
    private final Path temporary;
    private final DownloadListener listener;
    private final DownloadStore store;
    private final @Nullable Cache cache;
    // HTTP is a third of a second of class loading: a run that downloads nothing does not pay for it.
    private @Nullable Network network;

    /**
     * @param temporary the directory for files that neither the cache nor the caller keeps; made when first needed
     * @param listener told of the bytes that arrive
     */
    public VerifiedDownloads(DownloadSettings settings, Path temporary, DownloadListener listener) {
        this(settings, temporary, listener, DownloadStore.none());
    }

    /**
     * Downloads that others may have done already.
     *
     * @param store asked after the cache and before the network
     */
    public VerifiedDownloads(
            DownloadSettings settings, Path temporary, DownloadListener listener, DownloadStore store) {
        this.store = store;
        this.settings = settings;
        this.temporary = temporary;
        this.listener = listener;
        this.cache = settings.cache()
                .map(place -> new Cache(settings.directory().resolve(place)))
                .orElse(null);
    }

    /**
     * A verified file.
     *
     * @param passing whether it is the caller's to move or to delete
     */
    private record Obtained(Path file, boolean passing) {}

    @Override
    public void fetch(DownloadRequest request, Path target) throws InterruptedException {
        Path place = settings.directory().resolve(target);
        Path directory = place.getParent();
        if (directory == null) {
            throw new IllegalArgumentException("no file can be made at " + place);
        }
        Obtained obtained = obtain(request, directory, new Following(null));
        try {
            if (obtained.passing()) {
                Arrival.move(obtained.file(), place);
            } else if (!Files.exists(place) || !Files.isSameFile(obtained.file(), place)) {
                copy(obtained.file(), place, directory);
            }
        } catch (IOException e) {
            throw unwritable(place, request, e);
        }
    }

    @Override
    public Downloaded fetch(DownloadRequest request) throws InterruptedException {
        return handed(obtain(request, temporary, new Following(null)));
    }

    @Override
    public Downloaded fetch(DownloadRequest request, Follower follower) throws InterruptedException {
        try (Following following = new Following(follower)) {
            Downloaded downloaded = handed(obtain(request, temporary, following));
            try {
                following.finish();
            } catch (InterruptedException e) {
                downloaded.close();
                throw e;
            }
            return downloaded;
        }
    }

    private static Downloaded handed(Obtained obtained) {
        return new Downloaded() {
            @Override
            public Path file() {
                return obtained.file();
            }

            @Override
            public void close() {
                if (obtained.passing()) {
                    try {
                        Files.deleteIfExists(obtained.file());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        };
    }

    private static void copy(Path file, Path place, Path directory) throws IOException {
        try (Arrival arrival = new Arrival(directory, List.of(), Long.MAX_VALUE);
                InputStream in = Files.newInputStream(file)) {
            arrival.appendAll(in);
            arrival.placeAt(place);
        }
    }

    /** The cache answers for any source before the network is asked for the first. */
    private Obtained obtain(DownloadRequest asked, Path directory, Following following) throws InterruptedException {
        DownloadRequest request = locked(asked);
        @SuppressWarnings("ReferenceEquality") // the same request comes back where the lock has no say
        Failures failures = new Failures(request, request != asked);
        List<Source> sources = trusted(sources(request, failures), request, failures);
        if (!request.refreshed() || isOffline(request)) {
            Path cached = cached(request, sources, failures);
            if (cached != null) {
                return new Obtained(cached, false);
            }
        }
        for (Source source : sources) {
            try {
                return source instanceof Source.Remote remote
                        ? remote(remote, request, directory, sources, following)
                        : new Obtained(local(((Source.Local) source).file(), request), false);
            } catch (TransferException e) {
                LOG.debug("no download from {}: {}", source.shown(), e.reason());
                failures.add(source.shown(), e);
            } catch (IOException e) {
                throw unwritable(directory, request, e);
            }
        }
        if (request.refreshed() && !isOffline(request)) {
            Path cached = cached(request, sources, failures);
            if (cached != null) {
                LOG.warn("using the cached copy of {}, as the network gave none", request.sources());
                return new Obtained(cached, false);
            }
        }
        throw failures.asException();
    }

    private boolean isOffline(DownloadRequest request) {
        return request.offline().orElse(settings.offline());
    }

    /** The request with what the lock knows of it. */
    private DownloadRequest locked(DownloadRequest request) {
        return settings.lock()
                .find(request.sources())
                .map(entry -> request.with(entry.checksum()))
                .orElse(request);
    }

    /** Where checksums are required, what is on the network counts only with one, though it be cached already. */
    private List<Source> trusted(List<Source> sources, DownloadRequest request, Failures failures) {
        if (!settings.requireChecksums() || !request.checksums().isEmpty()) {
            return sources;
        }
        List<Source> local = new ArrayList<>();
        for (Source source : sources) {
            if (source instanceof Source.Local) {
                local.add(source);
            } else {
                failures.add(
                        source.shown(),
                        TransferException.hopeless(
                                Diagnostic.Kind.CHECKSUM_MISSING, "it has no checksum, and checksums are required"));
            }
        }
        return local;
    }

    private List<Source> sources(DownloadRequest request, Failures failures) {
        List<Source> sources = new ArrayList<>();
        for (String written : withMirrors(request.sources())) {
            try {
                sources.add(Source.of(written, settings.directory()));
            } catch (TransferException e) {
                failures.add(written, e);
            }
        }
        return sources;
    }

    private List<String> withMirrors(List<String> written) {
        Set<String> all = new LinkedHashSet<>(written);
        for (String url : written) {
            settings.mirrors().forEach((prefix, mirrors) -> {
                if (url.startsWith(prefix)) {
                    mirrors.forEach(mirror -> all.add(mirror + url.substring(prefix.length())));
                }
            });
        }
        return List.copyOf(all);
    }

    private @Nullable Path cached(DownloadRequest request, List<Source> sources, Failures failures) {
        if (cache == null) {
            return null;
        }
        for (Source source : sources) {
            if (source instanceof Source.Remote remote) {
                try {
                    List<String> wrong = new ArrayList<>();
                    Path found = cache.find(remote, request, wrong);
                    if (found != null) {
                        return found;
                    }
                    for (String problem : wrong) {
                        LOG.warn("{}", problem);
                        if (isOffline(request)) {
                            failures.add(
                                    remote.shown(),
                                    TransferException.hopeless(Diagnostic.Kind.CHECKSUM_MISMATCH, problem));
                        }
                    }
                } catch (IOException e) {
                    LOG.warn("the download cache {} cannot be read: {}", cache.directory(), e.toString());
                }
            }
        }
        return null;
    }

    private static Path local(Path file, DownloadRequest request) throws TransferException {
        List<String> mismatches;
        try {
            if (!Files.isRegularFile(file)) {
                throw TransferException.hopeless(Files.exists(file) ? "it is not a file" : "there is no such file");
            }
            mismatches = Digests.mismatches(file, request.checksums());
        } catch (TransferException e) {
            throw e;
        } catch (IOException e) {
            throw TransferException.hopeless("it cannot be read: " + e.getMessage(), e);
        }
        verify(mismatches, "");
        return file;
    }

    private Obtained remote(
            Source.Remote source, DownloadRequest request, Path directory, List<Source> sources, Following following)
            throws IOException, InterruptedException {
        if (isOffline(request)) {
            throw TransferException.hopeless(
                    Diagnostic.Kind.OFFLINE,
                    "this run is offline"
                            + (cache == null ? "" : ", and the download cache " + cache.directory() + " has it not"));
        }
        if (cache == null || !cache.prepared()) {
            Files.createDirectories(directory);
            try (Arrival arrival = new Arrival(
                    directory, request.checksums(), settings.limits().bytes(), following)) {
                download(source, request, arrival);
                return new Obtained(arrival.kept(), true);
            }
        }
        // A mirror's or alternate's answer is kept under the name of what the profile asked for first.
        Path place = cache.place(sources.get(0) instanceof Source.Remote first ? first : source, request.cacheName());
        Closeable turn = cache.turn(place);
        try (turn) {
            Path meanwhile = request.refreshed() ? null : cache.find(source, request, new ArrayList<>());
            return meanwhile == null
                    ? intoCache(source, request, cache, place, following)
                    : new Obtained(meanwhile, false);
        }
    }

    private Obtained intoCache(
            Source.Remote source, DownloadRequest request, Cache kept, Path place, Following following)
            throws IOException, InterruptedException {
        try (Arrival arrival = new Arrival(
                kept.directory(), request.checksums(), settings.limits().bytes(), following)) {
            boolean certain = download(source, request, arrival);
            if (certain || !request.checksums().isEmpty()) {
                arrival.placeAt(place);
                return new Obtained(place, false);
            }
            LOG.warn("{} does not tell its length and has no checksum: it is not cached", source.shown());
            return new Obtained(arrival.kept(), true);
        }
    }

    /** Returns whether the answer told its own end, so that a cut would have been seen. */
    private boolean download(Source.Remote source, DownloadRequest request, Arrival arrival)
            throws IOException, InterruptedException {
        // What needs a password is nobody else's.
        boolean sharable = source.userInfo().isEmpty();
        if (sharable && !request.refreshed() && restored(source, request, arrival)) {
            return true;
        }
        LOG.info("downloading {}", source.shown());
        Network.Answer answer = network().download(source, arrival);
        verify(arrival.mismatches(), answer.looksLikePage() ? " (a web page came instead of a file?)" : "");
        if (sharable && (answer.toldItsEnd() || !request.checksums().isEmpty())) {
            store.keep(source.written(), arrival.file());
        }
        return answer.toldItsEnd();
    }

    /** What the store gives has to hold as what the network gives. */
    private boolean restored(Source.Remote source, DownloadRequest request, Arrival arrival)
            throws IOException, InterruptedException {
        Path given = arrival.beside();
        try {
            if (!store.restore(source.written(), given)) {
                return false;
            }
            List<String> mismatches = Digests.mismatches(given, request.checksums());
            if (!mismatches.isEmpty()) {
                LOG.warn("others have something else for {}: {}", source.shown(), String.join("; ", mismatches));
                return false;
            }
            try (InputStream in = Files.newInputStream(given)) {
                arrival.appendAll(in);
            }
            LOG.info("{} comes from others' downloads", source.shown());
            return true;
        } finally {
            Files.deleteIfExists(given);
        }
    }

    private static void verify(List<String> mismatches, String hint) throws TransferException {
        if (!mismatches.isEmpty()) {
            throw TransferException.hopeless(
                    Diagnostic.Kind.CHECKSUM_MISMATCH, "wrong checksum: " + String.join("; ", mismatches) + hint);
        }
    }

    private synchronized Network network() {
        Network current = network;
        if (current == null) {
            current = new Network(settings, listener);
            network = current;
        }
        return current;
    }

    private static BuildoutException unwritable(Path place, DownloadRequest request, IOException e) {
        return new BuildoutException.Downloading(
                Failures.during(
                        request,
                        Diagnostic.error(
                                Diagnostic.Kind.WRITE_FAILED,
                                place.toString(),
                                "could not write " + place + ": " + FileFailures.why(e))),
                e);
    }

    @Override
    public synchronized void close() {
        if (network != null) {
            network.close();
            network = null;
        }
    }
}
