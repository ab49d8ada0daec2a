package io.buildout4j.promise.check;

import io.buildout4j.promise.Finding;
import io.buildout4j.promise.Parameters;
import io.buildout4j.promise.Promise;
import io.buildout4j.promise.PromiseContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** A URL answers with the expected status. */
final class UrlAvailable implements Promise {
    private static final int MOST_REDIRECTS = 30;

    private final Parameters parameters;
    private final String url;
    private final int expected;
    private final boolean anyStatus;
    private final boolean redirects;
    private final boolean verified;
    private final Optional<String> credentials;

    UrlAvailable(Parameters parameters) {
        this.parameters = parameters;
        url = parameters.required("url");
        expected = parameters.asInt("http-code", 200);
        anyStatus = parameters.asInt("ignore-code", 0) == 1;
        redirects = parameters.asInt("allow-redirects", 1) != 0;
        verified = parameters.findText("ca-cert-file").isPresent() || parameters.asInt("verify", 0) != 0;
        Optional<String> password = parameters.findExact("password");
        credentials = parameters.findExact("username").flatMap(name -> password.map(word -> name + ":" + word));
    }

    @Override
    public Finding sense(PromiseContext context) {
        int seconds = (int) context.timeLimit().toSeconds();
        int timeout = parameters.asInt("timeout", Math.max(1, Math.min(5, seconds - 1))) * 1000;
        String quoted = Words.quoted(url);
        int status;
        try {
            status = status(Tls.of(parameters, context.directory(), verified), timeout);
        } catch (SSLException e) {
            return Finding.failed("ERROR SSL error while accessing " + quoted + ": " + e.getMessage());
        } catch (SocketTimeoutException e) {
            boolean connecting = String.valueOf(e.getMessage())
                    .toLowerCase(java.util.Locale.ROOT)
                    .contains("connect");
            return Finding.failed(
                    connecting
                            ? "ERROR connection not possible while accessing " + quoted
                            : "ERROR: Read timed out. (read timeout=" + timeout / 1000 + ")");
        } catch (SocketException | UnknownHostException e) {
            return Finding.failed("ERROR connection not possible while accessing " + quoted);
        } catch (IOException | GeneralSecurityException | URISyntaxException | IllegalArgumentException e) {
            return Finding.failed("ERROR: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
        }
        String request = (credentials.isPresent() ? "authenticated" : "non-authenticated") + " request to " + quoted;
        if (anyStatus) {
            return Finding.ok(request + " succeeded (return code ignored)");
        }
        return status == expected
                ? Finding.ok(request + " succeeded (returned expected code " + expected + ")")
                : Finding.failed(request + " failed (returned " + status + ", expected " + expected + ")");
    }

    private int status(SSLContext tls, int timeout) throws IOException, URISyntaxException {
        URI place = new URI(url);
        String authority = String.valueOf(place.getRawAuthority());
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            HttpURLConnection connection = open(place, tls, timeout);
            try {
                // Credentials are for the one they were given for, not for whom that one names.
                if (credentials.isPresent() && authority.equals(String.valueOf(place.getRawAuthority()))) {
                    connection.setRequestProperty("Authorization", basic(credentials.get()));
                }
                int status = connection.getResponseCode();
                if (status < 0) {
                    throw new IOException("no HTTP answer");
                }
                String location = connection.getHeaderField("Location");
                boolean follow = redirects && location != null && status >= 300 && status < 400 && status != 304;
                if (!follow) {
                    drain(connection);
                    return status;
                }
                place = place.resolve(new URI(location));
            } finally {
                connection.disconnect();
            }
        }
        throw new IOException("Exceeded " + MOST_REDIRECTS + " redirects.");
    }

    private HttpURLConnection open(URI place, SSLContext tls, int timeout) throws IOException {
        if (!(place.toURL().openConnection(Proxy.NO_PROXY) instanceof HttpURLConnection connection)) {
            throw new IOException("No connection adapters were found for " + Words.quoted(place.toString()));
        }
        if (connection instanceof HttpsURLConnection secure) {
            secure.setSSLSocketFactory(tls.getSocketFactory());
            if (!verified) {
                secure.setHostnameVerifier((host, session) -> true);
            }
        }
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout(timeout);
        connection.setReadTimeout(timeout);
        connection.setRequestProperty("User-Agent", "buildout4j-promise");
        connection.setRequestProperty("Accept", "*/*");
        return connection;
    }

    /** An answer that breaks off in the middle is none. */
    private static void drain(HttpURLConnection connection) throws IOException {
        InputStream failed = connection.getErrorStream();
        if (failed == null && connection.getResponseCode() >= 400) {
            return;
        }
        try (InputStream body = failed != null ? failed : connection.getInputStream()) {
            byte[] buffer = new byte[8192];
            while (body.read(buffer) >= 0) {
                // Only whether it comes to its end is of interest.
            }
        }
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}
