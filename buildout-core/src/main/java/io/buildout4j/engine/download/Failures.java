package io.buildout4j.engine.download;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.Diagnostic.Kind;
import io.buildout4j.download.DownloadLock;
import io.buildout4j.download.DownloadRequest;
import java.util.ArrayList;
import java.util.List;

/** What went wrong with each source of one request, until one gives the file or none is left. */
final class Failures {

    private record Failure(String source, TransferException why) {}

    private final DownloadRequest request;
    private final boolean locked;
    private final List<Failure> failures = new ArrayList<>();

    /** @param locked whether a lock has a say in what the file must be */
    Failures(DownloadRequest request, boolean locked) {
        this.request = request;
        this.locked = locked;
    }

    void add(String source, TransferException why) {
        failures.add(new Failure(source.replaceFirst("//[^/@]*@", "//"), why));
    }

    /** One exception for all: of the kind of the first, unless wrong bytes came from any. */
    BuildoutException asException() {
        Failure first = failures.get(0);
        Failure telling = failures.stream()
                .filter(f -> f.why().kind() == Kind.CHECKSUM_MISMATCH)
                .findFirst()
                .orElse(first);
        String problem =
                "could not download '" + first.source() + "': " + first.why().reason();
        if (failures.size() > 1) {
            List<String> rest = failures.stream()
                    .skip(1)
                    .map(f -> (f.source().equals(first.source()) ? "" : "'" + f.source() + "': ")
                            + f.why().reason())
                    .toList();
            problem += "; then " + String.join("; then ", rest);
        }
        Diagnostic told = during(request, Diagnostic.error(telling.why().kind(), telling.source(), problem));
        if (locked && told.kind() == Kind.CHECKSUM_MISMATCH) {
            told = told.withHint(
                    DownloadLock.FILE + " has a sum for it: if the file may change, delete that line and prefetch");
        }
        BuildoutException exception = new BuildoutException.Downloading(told, telling.why());
        failures.stream().map(Failure::why).filter(why -> why != telling.why()).forEach(exception::addSuppressed);
        return exception;
    }

    static Diagnostic during(DownloadRequest request, Diagnostic diagnostic) {
        return request.purpose().isEmpty() ? diagnostic : diagnostic.during("downloading for " + request.purpose());
    }
}
