package io.buildout4j.engine.download;

import io.buildout4j.download.DownloadListener;
import io.buildout4j.download.DownloadSettings;
import io.buildout4j.download.DownloadSettings.Limits;
import io.buildout4j.download.DownloadSettings.Retries;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Downloads over HTTP: attempts with growing pauses, each continuing where the one before broke off. */
final class Network implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Network.class);
    private static final int HOSTS = 4;
    private static final int PER_HOST = 2;

    private final Limits limits;
    private final Retries retries;
    private final DownloadListener listener;
    private final Credentials credentials;
    private final Watchdog watchdog;
    private final CloseableHttpClient client;

    /**
     * What a complete answer was like.
     *
     * @param toldItsEnd whether it said how long it is, so that a cut would have been seen
     * @param looksLikePage whether it calls itself a web page
     */
    record Answer(boolean toldItsEnd, boolean looksLikePage) {}

    Network(DownloadSettings settings, DownloadListener listener) {
        this.limits = settings.limits();
        this.retries = settings.retries();
        this.listener = listener;
        this.credentials = new Credentials(settings.netrc());
        this.watchdog = new Watchdog(limits);
        this.client = client(limits, new Proxies(settings.environment()));
    }

    /**
     * HttpClient's conveniences are off: each changes the bytes that are verified (decompression), sends requests that
     * nobody counted (retries), or leaves HTTPS (redirects).
     */
    static CloseableHttpClient client(Limits limits, Proxies proxies) {
        Timeout connect = Timeout.of(limits.connect());
        Timeout silence = Timeout.of(limits.silence());
        PoolingHttpClientConnectionManager connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxLineLength(16 * 1024)
                                .setMaxHeaderCount(200)
                                .build())
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setSocketTimeout(silence)
                        // Servers hang up on idle connections: better to look than to count that as a failure.
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .build())
                .setDefaultSocketConfig(
                        SocketConfig.custom().setSoTimeout(silence).build())
                // Whom the host's process trusts is trusted here.
                .setTlsSocketStrategy(DefaultClientTlsStrategy.createSystemDefault())
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(connect).build())
                .setMaxConnPerRoute(PER_HOST)
                .setMaxConnTotal(HOSTS * PER_HOST)
                .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setRoutePlanner(proxies)
                .setDefaultCredentialsProvider(proxies.credentials())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(silence)
                        .setConnectionRequestTimeout(Timeout.of(limits.total()))
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setUserAgent("Buildout4j")
                .disableContentCompression()
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .build();
    }

    /**
     * @throws TransferException if the source does not give the file
     * @throws IOException if the file cannot be written
     */
    Answer download(Source.Remote source, Arrival arrival) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limits.total().toNanos();
        Resumption resumption = new Resumption();
        for (int attempt = 1; ; attempt++) {
            try (Watchdog.Watch watch = watchdog.watch(deadline)) {
                return new Exchange(client, credentials, listener, watch, resumption).download(source, arrival);
            } catch (TransferException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("the download of " + source.shown() + " was cancelled");
                }
                if (!e.mayPass() || attempt >= retries.attempts()) {
                    throw attempt > 1 && e.mayPass()
                            ? TransferException.hopeless(e.reason() + ", after " + attempt + " attempts", e)
                            : e;
                }
                Duration pause = pause(attempt, e);
                if (System.nanoTime() + pause.toNanos() >= deadline) {
                    throw e;
                }
                LOG.info(
                        "download of {} broke: {}; trying again in {} ms",
                        source.shown(),
                        e.reason(),
                        pause.toMillis());
                Thread.sleep(pause.toMillis());
            }
        }
    }

    private Duration pause(int attempt, TransferException e) {
        long longest = retries.longestPause().toMillis();
        long asked = e.retryAfter().map(Duration::toMillis).orElse(0L);
        long grown = retries.firstPause().toMillis() << Math.min(attempt - 1, 20);
        // Many that failed together shall not come back together.
        long scattered = (long) (grown * ThreadLocalRandom.current().nextDouble(0.75, 1.25));
        return Duration.ofMillis(Math.min(longest, Math.max(asked, scattered)));
    }

    @Override
    public void close() {
        watchdog.close();
        client.close(CloseMode.IMMEDIATE);
    }
}
