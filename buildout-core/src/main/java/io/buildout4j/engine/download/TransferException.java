package io.buildout4j.engine.download;

import io.buildout4j.Diagnostic.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One source did not give the file. The message is read after {@code "could not download 'URL': "}. */
final class TransferException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final boolean passing;
    private final @Nullable Duration retryAfter;

    private TransferException(
            Kind kind, String message, boolean passing, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.passing = passing;
        this.retryAfter = retryAfter;
    }

    /** What another attempt would meet again. */
    static TransferException hopeless(String message) {
        return new TransferException(Kind.DOWNLOAD_FAILED, message, false, null, null);
    }

    static TransferException hopeless(String message, Throwable cause) {
        return new TransferException(Kind.DOWNLOAD_FAILED, message, false, null, cause);
    }

    /** What another attempt would meet again, and a host can tell from other failures. */
    static TransferException hopeless(Kind kind, String message) {
        return new TransferException(kind, message, false, null, null);
    }

    /** What may have passed by the next attempt. */
    static TransferException passing(String message, @Nullable Throwable cause) {
        return new TransferException(Kind.DOWNLOAD_FAILED, message, true, null, cause);
    }

    /** What the server says will have passed by then. */
    static TransferException passingAfter(String message, Duration pause) {
        return new TransferException(Kind.DOWNLOAD_FAILED, message, true, pause, null);
    }

    Kind kind() {
        return kind;
    }

    boolean mayPass() {
        return passing;
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
