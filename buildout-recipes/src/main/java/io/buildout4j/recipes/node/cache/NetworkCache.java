package io.buildout4j.recipes.node.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.buildout4j.download.Checksum;
import io.buildout4j.download.DownloadStore;
import io.buildout4j.recipes.archive.Trees;
import io.buildout4j.recipes.node.ReleaseStore;
import io.buildout4j.recipes.node.SoftwareRelease;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SlapOS's network cache: shacache keeps files by their SHA-512, shadir says for a key which files there are, in entries
 * that are signed. Keeps downloads by their URL and finished software releases by theirs. Whatever is wrong with it is a
 * miss. Safe for several threads.
 */
public final class NetworkCache implements ReleaseStore, DownloadStore, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NetworkCache.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long LONGEST_LIST = 16 << 20;

    private final Blobs files;
    private final Blobs entries;
    private final Certificates certificates;
    private final Path temporary;
    private final String platform = Platform.here();
    private final Breaker breaker = new Breaker(Duration.ofMinutes(1));

    /**
     * A cache.
     *
     * @param files shacache
     * @param entries shadir
     * @param certificates who is believed
     * @param temporary a directory for files on the way; made if missing
     */
    public NetworkCache(Blobs files, Blobs entries, Certificates certificates, Path temporary) {
        this.files = files;
        this.entries = entries;
        this.certificates = certificates;
        this.temporary = temporary;
    }

    // downloads

    /** Fetches what a URL gave to somebody who is believed. */
    @Override
    public boolean restore(String url, Path target) throws InterruptedException {
        return breaker.attempt("asked for " + url, () -> {
                    try (Scratch scratch = new Scratch(temporary)) {
                        for (JsonNode entry : believed(urlKey(url), scratch)) {
                            fetch(entry, target);
                            return true;
                        }
                        return false;
                    }
                })
                .orElse(false);
    }

    /** Keeps what a URL gave, unless it is kept already; without a key to sign with, nothing is kept. */
    @Override
    public void keep(String url, Path file) throws InterruptedException {
        ObjectNode entry = MAPPER.createObjectNode();
        entry.put("file", url.substring(url.lastIndexOf('/') + 1));
        entry.put("urlmd5", DigestUtils.md5Hex(url));
        keep("given " + url, urlKey(url), entry, file);
    }

    private static String urlKey(String url) {
        return "file-urlmd5:" + DigestUtils.md5Hex(url);
    }

    // software releases

    @Override
    public boolean restore(SoftwareRelease release) throws InterruptedException {
        return breaker.attempt("asked for software release " + release.url(), () -> {
                    try (Scratch scratch = new Scratch(temporary)) {
                        for (JsonNode entry : believed(releaseKey(release), scratch)) {
                            if (fits(entry, release)) {
                                unpack(entry, release, scratch);
                                return true;
                            }
                        }
                        return false;
                    }
                })
                .orElse(false);
    }

    /** Of SlapOS's own entries nobody knows whether the tree names its place, so they fit only where they were made. */
    private boolean fits(JsonNode entry, SoftwareRelease release) {
        boolean here = entry.path("software_root").asText().equals(root(release));
        boolean anywhere = entry.has("bound") && !entry.path("bound").asBoolean();
        boolean fits = entry.path("os").asText().equals(platform) && (here || anywhere);
        if (!fits) {
            LOG.info(
                    "the network cache has {} for {} below {} alone",
                    release.url(),
                    entry.path("os").asText(),
                    entry.path("software_root").asText());
        }
        return fits;
    }

    private void unpack(JsonNode entry, SoftwareRelease release, Scratch scratch)
            throws IOException, InterruptedException {
        Path packed = scratch.file("release");
        fetch(entry, packed);
        try {
            PackedTree.unpackTop(packed, release.directory());
        } catch (IOException e) {
            Trees.delete(release.directory());
            throw e;
        }
        LOG.info("software release {} comes from the network cache", release.url());
    }

    @Override
    public void keep(SoftwareRelease release) throws InterruptedException {
        if (certificates.own().isEmpty()) {
            return;
        }
        breaker.attempt("packing software release " + release.url(), () -> {
            try (Scratch scratch = new Scratch(temporary)) {
                Path packed = scratch.file("release.tar.gz");
                boolean bound = PackedTree.pack(release.directory(), packed, root(release), release.id() + "/");
                ObjectNode entry = MAPPER.createObjectNode();
                entry.put("file", "release.tar.gz");
                entry.put("software_url", release.url());
                entry.put("software_root", root(release));
                entry.put("machine", System.getProperty("os.arch"));
                entry.put("os", platform);
                entry.put("bound", bound);
                keep("given software release " + release.url(), releaseKey(release), entry, packed);
                return true;
            }
        });
    }

    private static String releaseKey(SoftwareRelease release) {
        return DigestUtils.md5Hex(release.url());
    }

    private static String root(SoftwareRelease release) {
        return String.valueOf(release.directory().getParent());
    }

    // both

    private void fetch(JsonNode entry, Path target) throws IOException, InterruptedException {
        String sha512 = entry.path("sha512").asText();
        files.fetch(sha512, List.of(new Checksum(Checksum.Algorithm.SHA512, sha512)), target);
    }

    /** The entries of a key that are believed, in the order of the server. */
    private List<JsonNode> believed(String key, Scratch scratch) throws IOException, InterruptedException {
        List<JsonNode> believed = new ArrayList<>();
        for (JsonNode pair : list(key, scratch)) {
            String text = pair.path(0).asText();
            if (certificates.believes(text, pair.path(1).asText())) {
                entry(text)
                        .filter(entry -> entry.path("sha512").asText().matches("[0-9a-f]{128}"))
                        .ifPresent(believed::add);
            }
        }
        return believed;
    }

    private JsonNode list(String key, Scratch scratch) throws IOException, InterruptedException {
        if (!entries.has(key)) {
            return MAPPER.createArrayNode();
        }
        Path list = scratch.file("list");
        entries.fetch(key, List.of(), list);
        if (Files.size(list) > LONGEST_LIST) {
            throw new IOException("the list of " + key + " is too long");
        }
        JsonNode read = MAPPER.readTree(Files.readAllBytes(list));
        // A plain store, which collects nothing, has what was put there last.
        return read.path(0).isTextual() ? MAPPER.createArrayNode().add(read) : read;
    }

    private static Optional<JsonNode> entry(String text) {
        try {
            return Optional.of(MAPPER.readTree(text));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private void keep(String what, String key, ObjectNode entry, Path file) throws InterruptedException {
        if (certificates.own().isEmpty()) {
            return;
        }
        breaker.attempt(what, () -> {
            try (Scratch scratch = new Scratch(temporary)) {
                String sha512;
                try (InputStream in = Files.newInputStream(file)) {
                    sha512 = DigestUtils.sha512Hex(in);
                }
                entry.put("sha512", sha512);
                for (JsonNode known : believed(key, scratch)) {
                    if (known.path("sha512").asText().equals(sha512)) {
                        return true;
                    }
                }
                files.put(sha512, file);
                String text = MAPPER.writeValueAsString(entry);
                ArrayNode pair = MAPPER.createArrayNode();
                pair.add(text).add(certificates.sign(text).orElseThrow());
                entries.put(key, Files.write(scratch.file("pair"), MAPPER.writeValueAsBytes(pair)));
                return true;
            }
        });
    }

    @Override
    public void close() {
        files.close();
        entries.close();
    }
}
