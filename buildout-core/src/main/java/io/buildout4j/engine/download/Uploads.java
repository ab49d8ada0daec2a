package io.buildout4j.engine.download;

import io.buildout4j.download.DownloadSettings;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.FileEntity;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** Questions and uploads over HTTP, each one request: what they are for can wait, or do without. */
public final class Uploads implements Closeable {

    private static final int LONGEST_ANSWER = 64 * 1024;

    private final DownloadSettings settings;
    private final Credentials credentials;
    private final Watchdog watchdog;
    private final CloseableHttpClient client;

    public Uploads(DownloadSettings settings) {
        this.settings = settings;
        this.credentials = new Credentials(settings.netrc());
        this.watchdog = new Watchdog(settings.limits());
        this.client = Network.client(settings.limits(), new Proxies(settings.environment()));
    }

    /**
     * What the server said.
     *
     * @param status of HTTP
     * @param text the beginning of the answer
     */
    public record Answer(int status, String text) {}

    /**
     * Asks about a URL without fetching it.
     *
     * @throws IOException if there was no answer in time
     */
    public Answer head(String url) throws IOException {
        return exchange("HEAD", url, null);
    }

    /**
     * Sends a file.
     *
     * @param method {@code PUT} or {@code POST}
     * @throws IOException if it could not be sent, or there was no answer in time
     */
    public Answer send(String method, String url, Path file) throws IOException {
        return exchange(method, url, new FileEntity(file.toFile(), ContentType.APPLICATION_OCTET_STREAM));
    }

    private Answer exchange(String method, String url, @Nullable HttpEntity body) throws IOException {
        if (settings.offline()) {
            throw new IOException("offline, " + url + " is not asked");
        }
        if (!(Source.of(url, settings.directory()) instanceof Source.Remote remote)) {
            throw new IOException(url + " is no URL of a server");
        }
        HttpUriRequestBase request = new HttpUriRequestBase(method, remote.uri());
        credentials
                .authorization(remote.uri(), remote)
                .ifPresent(authorization -> request.setHeader("Authorization", authorization));
        request.setEntity(body);
        long deadline = System.nanoTime() + settings.limits().total().toNanos();
        try (Watchdog.Watch watch = watchdog.watch(deadline)) {
            watch.aborting(request::abort);
            HttpHost host = new HttpHost(
                    remote.uri().getScheme(),
                    remote.uri().getHost(),
                    remote.uri().getPort());
            try (ClassicHttpResponse response = client.executeOpen(host, request, null)) {
                HttpEntity answer = response.getEntity();
                byte[] text = answer == null ? new byte[0] : answer.getContent().readNBytes(LONGEST_ANSWER);
                return new Answer(response.getCode(), new String(text, StandardCharsets.UTF_8));
            } catch (IOException e) {
                String verdict = watch.verdict();
                throw verdict == null ? e : new IOException(verdict, e);
            }
        }
    }

    @Override
    public void close() {
        watchdog.close();
        client.close(CloseMode.IMMEDIATE);
    }
}
