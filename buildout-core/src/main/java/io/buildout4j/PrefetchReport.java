package io.buildout4j;

import io.buildout4j.download.DownloadLock;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@link Buildout#prefetch} found.
 *
 * @param lock what every download was, as it is now written to {@value DownloadLock#FILE}
 * @param cache where the downloads are kept; empty if the profile and the host name no cache, so that only the lock remains
 * @param failures what could not be had, a problem each
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public record PrefetchReport(DownloadLock lock, Optional<Path> cache, List<Diagnostic> failures) {
    public PrefetchReport {
        failures = List.copyOf(failures);
    }
}
