package io.buildout4j.download;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file that is wanted.
 *
 * @param sources where it may be had, tried in order: http, https or file URLs, or plain paths; never empty
 * @param checksums all that must hold; empty if nothing is known of the file
 * @param purpose what it is wanted for, in the words of the profile, for messages: {@code "part app"}
 * @param cacheName how the file is called in the download cache
 * @param refreshed whether the network is asked even when the cache has the file, and the cache is what remains when the
 *     network gives nothing
 * @param offline whether the network is left alone for this file, whatever holds for the run; empty if the run decides
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public record DownloadRequest(
        List<String> sources,
        List<Checksum> checksums,
        String purpose,
        CacheName cacheName,
        boolean refreshed,
        Optional<Boolean> offline) {

    private static final Pattern REMOTE = Pattern.compile("https?:.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** How a file is called in the download cache: the two ways of zc.buildout. */
    public enum CacheName {
        /** The MD5 of the URL ({@code hash-name = true}). */
        URL_DIGEST,
        /** The last element of the URL's path ({@code hash-name = false}): readable, and shared by different URLs. */
        BASE_NAME
    }

    public DownloadRequest {
        sources = List.copyOf(sources);
        checksums = List.copyOf(checksums);
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("a download needs a source");
        }
    }

    /** The first source that is on the network, if any is. */
    public Optional<String> remote() {
        return sources.stream()
                .filter(source -> REMOTE.matcher(source).matches())
                .findFirst();
    }

    /** A request that the cache may answer, under the digest of its URL. */
    public DownloadRequest(List<String> sources, List<Checksum> checksums, String purpose) {
        this(sources, checksums, purpose, CacheName.URL_DIGEST, false, Optional.empty());
    }

    /** A request for one source without a checksum. */
    public static DownloadRequest of(String source) {
        return new DownloadRequest(List.of(source), List.of(), "");
    }

    /** This with one more checksum that must hold. */
    public DownloadRequest with(Checksum checksum) {
        List<Checksum> longer = new ArrayList<>(checksums);
        longer.add(checksum);
        return new DownloadRequest(sources, longer, purpose, cacheName, refreshed, offline);
    }

    /** This with another place to try when those before it fail. */
    public DownloadRequest orFrom(String alternate) {
        List<String> longer = new ArrayList<>(sources);
        longer.add(alternate);
        return new DownloadRequest(longer, checksums, purpose, cacheName, refreshed, offline);
    }

    /** This with a purpose. */
    public DownloadRequest forPurpose(String text) {
        return new DownloadRequest(sources, checksums, text, cacheName, refreshed, offline);
    }

    /** This under another kind of name in the cache. */
    public DownloadRequest cachedAs(CacheName name) {
        return new DownloadRequest(sources, checksums, purpose, name, refreshed, offline);
    }

    /** This from the network if it answers, from the cache if not: how {@code extends-cache} is used. */
    public DownloadRequest refreshing() {
        return new DownloadRequest(sources, checksums, purpose, cacheName, true, offline);
    }

    /** This with, or without, a network, whatever holds for the run. */
    public DownloadRequest offline(boolean nothingFromNetwork) {
        return new DownloadRequest(sources, checksums, purpose, cacheName, refreshed, Optional.of(nothingFromNetwork));
    }
}
