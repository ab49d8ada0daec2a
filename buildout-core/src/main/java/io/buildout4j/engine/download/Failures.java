package io.buildout4j.engine.download;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.Diagnostic.Kind;
import io.buildout4j.download.DownloadRequest;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;

/** What went wrong with each source of one request, until one gives the file or none is left. */
final class Failures {

    private record Failure(String source, TransferException why) {}

    private final DownloadRequest request;
    private final List<Failure> failures = new ArrayList<>();

    Failures(DownloadRequest request) {
        this.request = request;
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
        BuildoutException exception = new BuildoutException.Downloading(
                during(request, Diagnostic.error(telling.why().kind(), telling.source(), problem)), telling.why());
        failures.stream().map(Failure::why).filter(why -> why != telling.why()).forEach(exception::addSuppressed);
        return exception;
    }

    static Diagnostic during(DownloadRequest request, Diagnostic diagnostic) {
        return request.purpose().isEmpty() ? diagnostic : diagnostic.during("downloading for " + request.purpose());
    }

    /** What an I/O failure says, without repeating the path that its message may begin with. */
    static String reason(IOException e) {
        if (e instanceof FileSystemException f && f.getReason() != null) {
            return f.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
