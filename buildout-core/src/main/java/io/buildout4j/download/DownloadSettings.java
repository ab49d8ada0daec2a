package io.buildout4j.download;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What holds for all downloads of a run. Copies with one thing changed come from the {@code with} methods.
 *
 * @param directory where relative paths begin; absolute
 * @param cache where downloads are kept and looked for, in zc.buildout's layout; made if missing
 * @param offline whether nothing may be asked from the network
 * @param limits what a download may take
 * @param retries how often and after which pauses a broken download is tried again
 * @param environment where proxies are looked up: {@code http_proxy}, {@code https_proxy}, {@code all_proxy},
 *     {@code no_proxy} in either letter case
 * @param mirrors other places for what lies below a URL prefix, by that prefix: tried in order after the URL itself
 * @param netrc a file with credentials by host, as curl and ftp know it; read once, when first needed
 * @param requireChecksums whether what comes from the network, or came from it into the cache, is refused without a
 *     checksum
 * @param lock checksums that count beside those of a request
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public record DownloadSettings(
        Path directory,
        Optional<Path> cache,
        boolean offline,
        Limits limits,
        Retries retries,
        Map<String, String> environment,
        Map<String, List<String>> mirrors,
        Optional<Path> netrc,
        boolean requireChecksums,
        DownloadLock lock) {

    /**
     * What a download may take before it counts as failed.
     *
     * @param connect for a connection, its encryption included
     * @param silence without a byte, before and during an answer
     * @param total from beginning to end, pauses and further attempts included
     * @param bytesPerSecond the slowest rate that is put up with, measured over the time of {@code silence}; 0 for any
     * @param bytes the largest file
     */
    public record Limits(Duration connect, Duration silence, Duration total, long bytesPerSecond, long bytes) {

        /** Patient enough for slow mirrors, finite for dead ones. */
        public static Limits standard() {
            return new Limits(Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofHours(2), 100, 64L << 30);
        }

        /** This with one limit for connecting and for silence. */
        public Limits withPatience(Duration patience) {
            return new Limits(patience, patience, total, bytesPerSecond, bytes);
        }

        /** This with another limit in all. */
        public Limits withTotal(Duration longest) {
            return new Limits(connect, silence, longest, bytesPerSecond, bytes);
        }

        /** This with another largest file. */
        public Limits withBytes(long largest) {
            return new Limits(connect, silence, total, bytesPerSecond, largest);
        }
    }

    /**
     * How a download that broke is tried again. The pause doubles each time; what a server asks for by
     * {@code Retry-After} counts up to the longest pause.
     *
     * @param attempts how often in all, at least 1
     * @param firstPause before the second attempt
     * @param longestPause between any two
     */
    public record Retries(int attempts, Duration firstPause, Duration longestPause) {
        public Retries {
            if (attempts < 1) {
                throw new IllegalArgumentException("a download needs at least one attempt");
            }
        }

        /** Four attempts within some seconds. */
        public static Retries standard() {
            return new Retries(4, Duration.ofMillis(500), Duration.ofSeconds(20));
        }
    }

    public DownloadSettings {
        environment = Map.copyOf(environment);
        mirrors = Map.copyOf(mirrors);
        if (!directory.isAbsolute()) {
            throw new IllegalArgumentException("the directory of relative paths must be absolute: " + directory);
        }
    }

    /** Online, without a cache, proxies, mirrors or credentials, with the standard limits. */
    public static DownloadSettings in(Path directory) {
        return new DownloadSettings(
                directory,
                Optional.empty(),
                false,
                Limits.standard(),
                Retries.standard(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                false,
                DownloadLock.empty());
    }

    /** This with a cache. */
    public DownloadSettings withCache(Path place) {
        return new DownloadSettings(
                directory,
                Optional.of(place),
                offline,
                limits,
                retries,
                environment,
                mirrors,
                netrc,
                requireChecksums,
                lock);
    }

    /** This without, or with, a network. */
    public DownloadSettings withOffline(boolean nothingFromNetwork) {
        return new DownloadSettings(
                directory,
                cache,
                nothingFromNetwork,
                limits,
                retries,
                environment,
                mirrors,
                netrc,
                requireChecksums,
                lock);
    }

    /** This with other limits. */
    public DownloadSettings withLimits(Limits others) {
        return new DownloadSettings(
                directory, cache, offline, others, retries, environment, mirrors, netrc, requireChecksums, lock);
    }

    /** This with other attempts and pauses. */
    public DownloadSettings withRetries(Retries others) {
        return new DownloadSettings(
                directory, cache, offline, limits, others, environment, mirrors, netrc, requireChecksums, lock);
    }

    /** This with the proxies that an environment names. */
    public DownloadSettings withEnvironment(Map<String, String> variables) {
        return new DownloadSettings(
                directory, cache, offline, limits, retries, variables, mirrors, netrc, requireChecksums, lock);
    }

    /** This with mirrors by URL prefix. */
    public DownloadSettings withMirrors(Map<String, List<String>> others) {
        return new DownloadSettings(
                directory, cache, offline, limits, retries, environment, others, netrc, requireChecksums, lock);
    }

    /** This with a file of credentials; a file that is not there gives none. */
    public DownloadSettings withNetrc(Path file) {
        return new DownloadSettings(
                directory,
                cache,
                offline,
                limits,
                retries,
                environment,
                mirrors,
                Optional.of(file),
                requireChecksums,
                lock);
    }

    /** This with, or without, the duty to give a checksum for what comes from the network. */
    public DownloadSettings withRequireChecksums(boolean required) {
        return new DownloadSettings(
                directory, cache, offline, limits, retries, environment, mirrors, netrc, required, lock);
    }

    /** This with checksums that count beside those of a request. */
    public DownloadSettings withLock(DownloadLock other) {
        return new DownloadSettings(
                directory, cache, offline, limits, retries, environment, mirrors, netrc, requireChecksums, other);
    }
}
