package io.buildout4j.download;

import java.util.ArrayList;
import java.util.List;

/**
 * A file that is wanted.
 *
 * @param sources where it may be had, tried in order: http, https or file URLs, or plain paths; never empty
 * @param checksums all that must hold; empty if nothing is known of the file
 * @param purpose what it is wanted for, in the words of the profile, for messages: {@code "part app"}
 */
public record DownloadRequest(List<String> sources, List<Checksum> checksums, String purpose) {

    public DownloadRequest {
        sources = List.copyOf(sources);
        checksums = List.copyOf(checksums);
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("a download needs a source");
        }
    }

    /** A request for one source without a checksum. */
    public static DownloadRequest of(String source) {
        return new DownloadRequest(List.of(source), List.of(), "");
    }

    /** This with one more checksum that must hold. */
    public DownloadRequest with(Checksum checksum) {
        List<Checksum> longer = new ArrayList<>(checksums);
        longer.add(checksum);
        return new DownloadRequest(sources, longer, purpose);
    }

    /** This with another place to try when those before it fail. */
    public DownloadRequest orFrom(String alternate) {
        List<String> longer = new ArrayList<>(sources);
        longer.add(alternate);
        return new DownloadRequest(longer, checksums, purpose);
    }

    /** This with a purpose. */
    public DownloadRequest forPurpose(String text) {
        return new DownloadRequest(sources, checksums, text);
    }
}
