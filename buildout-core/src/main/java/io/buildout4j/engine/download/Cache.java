package io.buildout4j.engine.download;

import io.buildout4j.download.DownloadRequest;
import io.buildout4j.download.DownloadRequest.CacheName;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The download cache: a directory of files named by the MD5 of their URL, or by its last element, as zc.buildout keeps
 * it. Files are placed whole by a rename, so processes may share it; turns only spare them the same download twice.
 */
final class Cache {

    private static final Logger LOG = LoggerFactory.getLogger(Cache.class);
    private static final String LOCK_FILE = ".buildout.lock";
    private static final long POLL_MILLIS = 50;
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Path directory;
    private final AtomicBoolean swept = new AtomicBoolean();
    private final Map<String, ReentrantLock> turns = new ConcurrentHashMap<>();

    Cache(Path directory) {
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    /**
     * Makes the directory if it is missing, and sweeps it once of what killed processes left in it; false if nothing can
     * be put there.
     */
    boolean prepared() throws IOException {
        Files.createDirectories(directory);
        boolean writable = Files.isWritable(directory);
        if (writable && swept.compareAndSet(false, true)) {
            sweep();
        }
        return writable;
    }

    /** A download that lives writes to its file, or gives up long before it looks abandoned. */
    private void sweep() throws IOException {
        Instant abandoned = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(directory, Arrival.HIDDEN)) {
            for (Path part : parts) {
                try {
                    if (Files.getLastModifiedTime(part).toInstant().isBefore(abandoned)) {
                        Files.deleteIfExists(part);
                    }
                } catch (NoSuchFileException e) {
                    LOG.trace("another process was faster", e);
                }
            }
        }
    }

    /** Where a download is, or would be, kept. */
    Path place(Source.Remote source, CacheName kind) {
        String name = kind == CacheName.BASE_NAME ? baseName(source.uri()) : "";
        return directory.resolve(name.isEmpty() ? urlDigest(source.written()) : name);
    }

    /**
     * The file the cache has for a request, verified, or null if it has none. What is there with a wrong checksum counts
     * as not there; it is told in {@code wrong}.
     */
    @Nullable
    Path find(Source.Remote source, DownloadRequest request, List<String> wrong) throws IOException {
        for (Path candidate : candidates(source, request)) {
            if (!Files.isRegularFile(candidate)) {
                continue;
            }
            List<String> mismatches = Digests.mismatches(candidate, request.checksums());
            if (mismatches.isEmpty()) {
                LOG.debug("{} is in the cache as {}", source.shown(), candidate);
                return candidate;
            }
            wrong.add("the cached " + candidate + " has the wrong checksum: " + String.join("; ", mismatches));
        }
        return null;
    }

    /** The last element is shared by different URLs: unless the profile asks for it, a checksum must tell them apart. */
    private List<Path> candidates(Source.Remote source, DownloadRequest request) {
        Set<Path> candidates = new LinkedHashSet<>();
        candidates.add(place(source, request.cacheName()));
        if (!request.checksums().isEmpty()) {
            candidates.add(place(source, CacheName.URL_DIGEST));
            candidates.add(place(source, CacheName.BASE_NAME));
        }
        return new ArrayList<>(candidates);
    }

    private static String urlDigest(String url) {
        return DigestUtils.md5Hex(url);
    }

    private static String baseName(URI uri) {
        String[] elements = uri.getPath().split("/");
        for (int i = elements.length - 1; i >= 0; i--) {
            String name = elements[i].replaceFirst(";.*", "");
            if (!name.isEmpty()) {
                boolean dangerous = name.equals(".") || name.equals("..") || name.indexOf('\0') >= 0;
                return dangerous ? "" : name;
            }
        }
        return "";
    }

    /** Waits until nobody else downloads to that place. Closing ends the turn. */
    Closeable turn(Path place) throws IOException, InterruptedException {
        ReentrantLock within = turns.computeIfAbsent(place.toString(), p -> new ReentrantLock());
        within.lockInterruptibly();
        try {
            FileChannel channel =
                    FileChannel.open(directory.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                awaitOthers(channel, position(place));
            } catch (IOException | InterruptedException e) {
                channel.close();
                throw e;
            }
            return () -> {
                try {
                    channel.close();
                } finally {
                    within.unlock();
                }
            };
        } catch (IOException | InterruptedException e) {
            within.unlock();
            throw e;
        }
    }

    /** One lock file serves all places: each has a byte of its own in it, far beyond its end. */
    private static long position(Path place) {
        return Long.parseUnsignedLong(urlDigest(place.toString()).substring(0, 15), 16);
    }

    private static void awaitOthers(FileChannel channel, long position) throws IOException, InterruptedException {
        while (true) {
            FileLock lock = null;
            try {
                lock = channel.tryLock(position, 1, false);
            } catch (OverlappingFileLockException e) {
                LOG.trace("another engine in this process has the turn", e);
            }
            if (lock != null) {
                return;
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
