package io.buildout4j.engine.read;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** Reads http and https URLs with time-outs, following redirections but never from https to http. */
public final class HttpWeb implements Web {

    private static final int REDIRECTIONS = 10;

    private final Duration patience;

    /** @param patience how long to wait for a connection, and for each piece of the answer */
    public HttpWeb(Duration patience) {
        this.patience = patience;
    }

    @Override
    public byte[] read(String url, long limit) throws IOException {
        URI target;
        try {
            target = URI.create(url).normalize();
        } catch (IllegalArgumentException e) {
            throw new IOException("not a URL", e);
        }
        for (int i = 0; i <= REDIRECTIONS; i++) {
            if (!"http".equals(target.getScheme()) && !"https".equals(target.getScheme())) {
                throw new IOException("unknown scheme " + target.getScheme());
            }
            HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
            try {
                connection.setInstanceFollowRedirects(false);
                connection.setConnectTimeout((int) patience.toMillis());
                connection.setReadTimeout((int) patience.toMillis());
                int status = connection.getResponseCode();
                String location = connection.getHeaderField("Location");
                if (status / 100 == 3 && location != null) {
                    target = redirected(target, location);
                    continue;
                }
                if (status != HttpURLConnection.HTTP_OK) {
                    throw new IOException("the server answers " + status);
                }
                return body(connection, limit);
            } finally {
                connection.disconnect();
            }
        }
        throw new IOException("more than " + REDIRECTIONS + " redirections");
    }

    private static URI redirected(URI from, String location) throws IOException {
        URI target;
        try {
            target = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new IOException("redirected to '" + location + "', which is not a URL", e);
        }
        if ("https".equals(from.getScheme()) && !"https".equals(target.getScheme())) {
            throw new IOException("redirected from https to " + target);
        }
        return target;
    }

    private static byte[] body(HttpURLConnection connection, long limit) throws IOException {
        try (InputStream in = connection.getInputStream()) {
            byte[] bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 16, limit + 1));
            if (bytes.length > limit) {
                throw new IOException("more than " + limit + " bytes");
            }
            long announced = connection.getContentLengthLong();
            if (announced >= 0 && announced != bytes.length) {
                throw new IOException("the answer was cut off after " + bytes.length + " of " + announced + " bytes");
            }
            return bytes;
        }
    }
}
