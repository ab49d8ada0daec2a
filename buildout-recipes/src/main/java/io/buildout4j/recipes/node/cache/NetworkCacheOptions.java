package io.buildout4j.recipes.node.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The section {@code [networkcache]} of a {@code slapos.cfg}: where shacache and shadir are, for downloads and ({@code
 * -binary-}) for software releases, whose entries are believed, and the key with which our own are signed. What is
 * stored goes to the {@code upload-} URLs, and only with {@code signature-private-key-file}.
 *
 * @param values by option, as the file has them
 */
public record NetworkCacheOptions(Map<String, String> values) {

    private static final Logger LOG = LoggerFactory.getLogger(NetworkCacheOptions.class);
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", Pattern.DOTALL);
    private static final Set<String> KNOWN = Set.of(
            "download-cache-url",
            "download-dir-url",
            "upload-cache-url",
            "upload-dir-url",
            "download-binary-cache-url",
            "download-binary-dir-url",
            "upload-binary-cache-url",
            "upload-binary-dir-url",
            "signature-certificate-list",
            "signature-private-key-file");

    public NetworkCacheOptions {
        values = Map.copyOf(values);
        Set<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            LOG.warn("[networkcache] has options that mean nothing here: {}", String.join(", ", unknown));
        }
    }

    /**
     * The cache of downloads; empty if the section names none.
     *
     * @param temporary a directory for files on the way; made if missing
     * @throws IOException if the key cannot be read
     * @throws GeneralSecurityException if key or certificates make no sense
     */
    public Optional<NetworkCache> downloads(Path temporary) throws IOException, GeneralSecurityException {
        return cache("", temporary);
    }

    /** The cache of software releases; as {@link #downloads}. */
    public Optional<NetworkCache> releases(Path temporary) throws IOException, GeneralSecurityException {
        return cache("binary-", temporary);
    }

    private Optional<NetworkCache> cache(String kind, Path temporary) throws IOException, GeneralSecurityException {
        Optional<Blobs> files = blobs(kind + "cache-url", temporary);
        Optional<Blobs> entries = blobs(kind + "dir-url", temporary);
        if (files.isEmpty() || entries.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new NetworkCache(files.get(), entries.get(), certificates(), temporary));
    }

    private Optional<Blobs> blobs(String option, Path temporary) {
        Optional<Blobs> from = find("download-" + option).map(url -> at(url, temporary));
        Optional<Blobs> to = find("upload-" + option).map(url -> at(url, temporary));
        if (from.isEmpty() || to.isEmpty()) {
            return from.or(() -> to);
        }
        return Optional.of(Blobs.reading(from.get(), to.get()));
    }

    private static Blobs at(String url, Path temporary) {
        return new HttpBlobs(url.replaceAll("/+$", ""), HttpBlobs.settings(temporary));
    }

    private Certificates certificates() throws IOException, GeneralSecurityException {
        List<String> pems = new ArrayList<>();
        Matcher matcher = CERTIFICATE.matcher(values.getOrDefault("signature-certificate-list", ""));
        while (matcher.find()) {
            pems.add(matcher.group());
        }
        Certificates certificates = Certificates.of(pems);
        Optional<String> file = find("signature-private-key-file");
        return file.isPresent()
                        && find("upload-cache-url")
                                .or(() -> find("upload-binary-cache-url"))
                                .isPresent()
                ? certificates.signing(Pem.privateKey(Path.of(file.get()), "RSA"))
                : certificates;
    }

    private Optional<String> find(String option) {
        return Optional.ofNullable(values.get(option)).map(String::strip).filter(value -> !value.isEmpty());
    }
}
