package io.buildout4j.engine.download;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Which proxy leads to a host, as the environment's variables say. */
final class Proxies extends DefaultRoutePlanner {

    private final Map<String, String> environment;

    Proxies(Map<String, String> environment) {
        super(null);
        this.environment = environment;
    }

    @Override
    protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
        if (isDirect(target)) {
            return null;
        }
        return proxy(target.getSchemeName())
                .map(uri -> new HttpHost(uri.getScheme(), uri.getHost(), uri.getPort()))
                .orElse(null);
    }

    /** What the proxies' URLs say of who we are. */
    CredentialsProvider credentials() {
        BasicCredentialsProvider provider = new BasicCredentialsProvider();
        for (String scheme : List.of("http", "https")) {
            proxy(scheme).filter(uri -> uri.getUserInfo() != null).ifPresent(uri -> {
                String[] login = uri.getUserInfo().split(":", 2);
                provider.setCredentials(
                        new AuthScope(uri.getHost(), uri.getPort()),
                        new UsernamePasswordCredentials(login[0], (login.length > 1 ? login[1] : "").toCharArray()));
            });
        }
        return provider;
    }

    private Optional<URI> proxy(String scheme) {
        return variable(scheme + "_proxy").or(() -> variable("all_proxy")).map(Proxies::uri);
    }

    /** A proxy is often written without a scheme, and sometimes without a port. */
    private static URI uri(String written) {
        URI uri = URI.create(written.contains("://") ? written : "http://" + written);
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("no proxy is named by '" + written + "'");
        }
        if (uri.getPort() >= 0) {
            return uri;
        }
        String user = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo() + "@";
        int port = uri.getScheme().equals("https") ? 443 : 80;
        return URI.create(uri.getScheme() + "://" + user + uri.getHost() + ":" + port);
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private boolean isDirect(HttpHost target) {
        String host = target.getHostName().toLowerCase(Locale.ROOT);
        for (String entry :
                variable("no_proxy").orElse("").toLowerCase(Locale.ROOT).split(",")) {
            String name = entry.strip();
            int port = name.lastIndexOf(':');
            if (port > 0
                    && name.indexOf(':') == port
                    && name.substring(port + 1).matches("[0-9]+")) {
                if (target.getPort() != Integer.parseInt(name.substring(port + 1))) {
                    continue;
                }
                name = name.substring(0, port);
            }
            String domain = name.startsWith("*.") ? name.substring(2) : name.startsWith(".") ? name.substring(1) : name;
            if (name.equals("*") || (!domain.isEmpty() && ("." + host).endsWith("." + domain))) {
                return true;
            }
        }
        return false;
    }
}
