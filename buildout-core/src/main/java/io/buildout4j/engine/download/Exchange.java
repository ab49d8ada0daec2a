package io.buildout4j.engine.download;

import io.buildout4j.download.DownloadListener;
import io.buildout4j.engine.text.FileFailures;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.ProtocolException;
import org.jspecify.annotations.Nullable;

/** One attempt: a request, the redirects after it, and the body of the answer. */
final class Exchange {

    private static final int MOST_REDIRECTS = 10;

    private final CloseableHttpClient client;
    private final Credentials credentials;
    private final DownloadListener listener;
    private final Watchdog.Watch watch;
    private final Resumption resumption;

    Exchange(
            CloseableHttpClient client,
            Credentials credentials,
            DownloadListener listener,
            Watchdog.Watch watch,
            Resumption resumption) {
        this.client = client;
        this.credentials = credentials;
        this.listener = listener;
        this.watch = watch;
        this.resumption = resumption;
    }

    Network.Answer download(Source.Remote source, Arrival arrival) throws IOException {
        Set<URI> visited = new HashSet<>();
        URI uri = source.uri();
        while (true) {
            if (!visited.add(uri)) {
                throw TransferException.hopeless("it redirects in circles, to " + uri);
            }
            if (visited.size() > MOST_REDIRECTS + 1) {
                throw TransferException.hopeless("it redirects more than " + MOST_REDIRECTS + " times");
            }
            HttpGet get = request(uri, source, arrival.bytes());
            watch.aborting(get::abort);
            try (ClassicHttpResponse response = open(get, uri)) {
                URI next = redirection(response, uri);
                if (next == null) {
                    return receive(response, source, arrival);
                }
                uri = next;
                get.abort();
            }
        }
    }

    private HttpGet request(URI uri, Source.Remote source, long from) throws IOException {
        HttpGet get = new HttpGet(uri);
        get.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
        credentials
                .authorization(uri, source)
                .ifPresent(authorization -> get.setHeader(HttpHeaders.AUTHORIZATION, authorization));
        if (from > 0) {
            resumption.mark().ifPresent(mark -> {
                get.setHeader(HttpHeaders.RANGE, "bytes=" + from + "-");
                get.setHeader(HttpHeaders.IF_RANGE, mark);
            });
        }
        return get;
    }

    private ClassicHttpResponse open(HttpGet get, URI uri) throws TransferException {
        try {
            return client.executeOpen(new HttpHost(uri.getScheme(), uri.getHost(), uri.getPort()), get, null);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private @Nullable URI redirection(ClassicHttpResponse response, URI uri) throws TransferException {
        int status = response.getCode();
        boolean redirects = status == HttpStatus.SC_MOVED_PERMANENTLY
                || status == HttpStatus.SC_MOVED_TEMPORARILY
                || status == HttpStatus.SC_SEE_OTHER
                || status == HttpStatus.SC_TEMPORARY_REDIRECT
                || status == HttpStatus.SC_PERMANENT_REDIRECT;
        if (!redirects) {
            return null;
        }
        String location = header(response, HttpHeaders.LOCATION)
                .orElseThrow(() -> TransferException.hopeless("it redirects to nowhere"));
        URI next;
        try {
            next = uri.resolve(new URI(Source.escaped(location)));
            String scheme = String.valueOf(next.getScheme()).toLowerCase(Locale.ROOT);
            if (next.getHost() == null || !Set.of("http", "https").contains(scheme)) {
                throw TransferException.hopeless("it redirects to '" + location + "', which is refused");
            }
            if (scheme.equals("http") && uri.getScheme().equals("https")) {
                throw TransferException.hopeless("it redirects from https to http, which is refused");
            }
            return Source.bare(next);
        } catch (URISyntaxException e) {
            throw TransferException.hopeless("it redirects to a malformed URL: " + e.getReason());
        }
    }

    private Network.Answer receive(ClassicHttpResponse response, Source.Remote source, Arrival arrival)
            throws IOException {
        int status = response.getCode();
        if (status == HttpStatus.SC_PARTIAL_CONTENT && arrival.bytes() > 0) {
            if (!resumption.continues(response, arrival.bytes())) {
                startAnew(arrival);
                throw TransferException.passing(
                        "it continued with another part, or another file, than asked for", null);
            }
        } else if (status == HttpStatus.SC_OK) {
            arrival.restart();
        } else if (status == HttpStatus.SC_REQUESTED_RANGE_NOT_SATISFIABLE && arrival.bytes() > 0) {
            startAnew(arrival);
            throw TransferException.passing("it became shorter meanwhile", null);
        } else {
            throw refused(response);
        }
        HttpEntity entity = response.getEntity();
        long length = entity == null ? 0 : entity.getContentLength();
        if (status == HttpStatus.SC_OK) {
            resumption.remember(response, length);
        }
        long total = length < 0 ? -1 : arrival.bytes() + length;
        if (total > arrival.limit()) {
            throw TransferException.hopeless(
                    "it is " + total + " bytes large, more than the " + arrival.limit() + " allowed");
        }
        if (entity != null) {
            copy(entity, arrival, new Progress(listener, source.shown(), total));
        }
        if (total >= 0 && arrival.bytes() != total) {
            throw TransferException.passing("it broke off after " + arrival.bytes() + " of " + total + " bytes", null);
        }
        boolean page = header(response, HttpHeaders.CONTENT_TYPE).orElse("").startsWith("text/html");
        return new Network.Answer(length >= 0 || (entity != null && entity.isChunked()), page);
    }

    private void startAnew(Arrival arrival) throws IOException {
        arrival.restart();
        resumption.forget();
    }

    private void copy(HttpEntity entity, Arrival arrival, Progress progress) throws IOException {
        byte[] buffer = new byte[Arrival.BUFFER];
        try (InputStream in = body(entity)) {
            while (true) {
                int n;
                try {
                    n = in.read(buffer);
                } catch (IOException e) {
                    throw brokenOff(e, arrival.bytes(), progress.total());
                }
                if (n < 0) {
                    break;
                }
                watch.received(n);
                arrival.append(buffer, n);
                progress.at(arrival.bytes());
            }
        }
        progress.done(arrival.bytes());
    }

    private InputStream body(HttpEntity entity) throws TransferException {
        try {
            return entity.getContent();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static TransferException refused(ClassicHttpResponse response) {
        int status = response.getCode();
        String phrase = response.getReasonPhrase();
        String message =
                "the server answered " + status + (phrase == null || phrase.isBlank() ? "" : " " + phrase.strip());
        boolean passing = status == HttpStatus.SC_REQUEST_TIMEOUT
                || status == HttpStatus.SC_TOO_MANY_REQUESTS
                || status == HttpStatus.SC_INTERNAL_SERVER_ERROR
                || status == HttpStatus.SC_BAD_GATEWAY
                || status == HttpStatus.SC_SERVICE_UNAVAILABLE
                || status == HttpStatus.SC_GATEWAY_TIMEOUT;
        if (!passing) {
            return TransferException.hopeless(message);
        }
        return header(response, HttpHeaders.RETRY_AFTER)
                .flatMap(Exchange::pause)
                .map(pause -> TransferException.passingAfter(message, pause))
                .orElseGet(() -> TransferException.passing(message, null));
    }

    private static Optional<Duration> pause(String retryAfter) {
        if (retryAfter.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter)));
        }
        Instant until = DateUtils.parseStandardDate(retryAfter);
        return Optional.ofNullable(until).map(instant -> Duration.between(Instant.now(), instant));
    }

    private TransferException brokenOff(IOException e, long bytes, long total) {
        String verdict = watch.verdict();
        if (verdict != null || e instanceof SocketTimeoutException) {
            return failed(e);
        }
        return TransferException.passing(
                "it broke off after " + bytes + (total < 0 ? "" : " of " + total) + " bytes", e);
    }

    private TransferException failed(IOException e) {
        String verdict = watch.verdict();
        if (verdict != null) {
            return TransferException.passing(verdict, e);
        }
        if (e instanceof UnknownHostException) {
            return TransferException.hopeless("the host is unknown", e);
        }
        if (e instanceof ConnectTimeoutException) {
            return TransferException.passing("no connection in time", e);
        }
        if (e instanceof SocketTimeoutException) {
            return TransferException.passing("the server was silent for too long", e);
        }
        if (e instanceof SSLHandshakeException || e instanceof SSLPeerUnverifiedException) {
            return TransferException.hopeless("the server cannot be trusted: " + FileFailures.why(e), e);
        }
        if (e instanceof SSLException) {
            return TransferException.passing("the encrypted connection failed: " + FileFailures.why(e), e);
        }
        if (e.getCause() instanceof ProtocolException) {
            return TransferException.hopeless("the answer is no proper HTTP: " + FileFailures.why(e), e);
        }
        return TransferException.passing(FileFailures.why(e), e);
    }

    private static Optional<String> header(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? Optional.empty() : Optional.ofNullable(header.getValue());
    }
}
