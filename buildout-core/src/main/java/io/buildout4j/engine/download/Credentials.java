package io.buildout4j.engine.download;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who we are to a server: as the URL says for its own authority, as {@code .netrc} says for a host. */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
final class Credentials {

    private final Optional<Path> file;
    private @Nullable Netrc netrc;

    Credentials(Optional<Path> file) {
        this.file = file;
    }

    /** The {@code Authorization} header for a URL that may be another than the one asked for first. */
    Optional<String> authorization(URI uri, Source.Remote source) throws IOException {
        boolean ownAuthority = uri.getAuthority().equals(source.uri().getAuthority())
                && uri.getScheme().equals(source.uri().getScheme());
        if (ownAuthority && source.userInfo().isPresent()) {
            return source.userInfo()
                    .map(info -> URLDecoder.decode(info.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .map(Credentials::basic);
        }
        return netrc().find(uri.getHost()).map(login -> basic(login.user() + ":" + login.password()));
    }

    private static String basic(String userAndPassword) {
        return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }

    private synchronized Netrc netrc() throws IOException {
        Netrc known = netrc;
        if (known == null) {
            known = file.isPresent() && Files.isRegularFile(file.get())
                    ? Netrc.parse(Files.readString(file.get()))
                    : Netrc.parse("");
            netrc = known;
        }
        return known;
    }
}
