package io.buildout4j.engine.download;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpMessage;
import org.jspecify.annotations.Nullable;

/** How a broken answer can be continued: by what mark its server will know whether the file is still the same. */
final class Resumption {

    private @Nullable String mark;
    private long total = -1;

    /** Remembers the mark of a whole answer: a strong entity tag, or a date that is old enough to be one. */
    void remember(HttpMessage answer, long length) {
        total = length;
        Optional<String> tag = value(answer, HttpHeaders.ETAG).filter(t -> t.startsWith("\""));
        mark = tag.or(() -> value(answer, HttpHeaders.LAST_MODIFIED).filter(date -> isOld(date, answer)))
                .orElse(null);
    }

    // A file changed twice in the second of its date would look the same.
    private static boolean isOld(String date, HttpMessage answer) {
        Instant modified = DateUtils.parseStandardDate(date);
        Instant now = DateUtils.parseStandardDate(answer, HttpHeaders.DATE);
        return modified != null
                && now != null
                && Duration.between(modified, now).compareTo(Duration.ofMinutes(1)) >= 0;
    }

    void forget() {
        mark = null;
        total = -1;
    }

    Optional<String> mark() {
        return Optional.ofNullable(mark);
    }

    /** Whether an answer of status 206 is the rest of the same file from that byte on. */
    boolean continues(HttpMessage answer, long from) {
        Optional<String> tag = value(answer, HttpHeaders.ETAG);
        boolean same = tag.isEmpty()
                || mark == null
                || !mark.startsWith("\"")
                || tag.get().equals(mark);
        String range = value(answer, HttpHeaders.CONTENT_RANGE).orElse("");
        String wanted = "bytes " + from + "-" + (total < 0 ? "" : (total - 1) + "/" + total);
        return same && (total < 0 ? range.startsWith(wanted) : range.equals(wanted));
    }

    private static Optional<String> value(HttpMessage message, String name) {
        Header header = message.getFirstHeader(name);
        return header == null ? Optional.empty() : Optional.ofNullable(header.getValue());
    }
}
