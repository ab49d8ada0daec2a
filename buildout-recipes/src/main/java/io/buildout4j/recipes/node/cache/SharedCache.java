package io.buildout4j.recipes.node.cache;

import io.buildout4j.download.Checksum;
import io.buildout4j.recipes.archive.Trees;
import io.buildout4j.recipes.download.PartStore;
import io.buildout4j.recipes.node.ReleaseStore;
import io.buildout4j.recipes.node.SoftwareRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finished trees in the layout of Bazel's HTTP cache: a tree under {@code cas/SHA256}, what made it under {@code
 * ac/SHA256}, by GET, HEAD and PUT. Whatever is wrong with the store is a miss: it costs time and nothing else. What it
 * gives is believed if it was signed by somebody who is trusted, for the very thing that is asked, and has the digest
 * that was signed. Parts are kept by what made them, software releases by their URL and place. Safe for several threads.
 */
public final class SharedCache implements PartStore, ReleaseStore, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SharedCache.class);
    private static final long LONGEST_ENTRY = 1 << 20;
    /** Another layout of entries or trees is another key. */
    private static final String LAYOUT = "buildout4j tree 1";

    private final Blobs blobs;
    private final Trust trust;
    private final Path temporary;
    private final String platform;
    private final Breaker breaker = new Breaker(Duration.ofMinutes(1));

    /**
     * A cache.
     *
     * @param blobs where it is
     * @param trust who is believed
     * @param temporary a directory for files on the way; made if missing
     */
    public SharedCache(Blobs blobs, Trust trust, Path temporary) {
        this.blobs = blobs;
        this.trust = trust;
        this.temporary = temporary;
        this.platform = Platform.here();
    }

    /** The name under which what made a part is known: the same wherever the shared parts are. */
    String key(PartKey part) {
        String anywhere = part.signature().replace(part.root().toString(), "${shared}");
        return DigestUtils.sha256Hex(LAYOUT + "\n" + platform + "\n" + part.name() + "\n" + anywhere);
    }

    @Override
    public boolean restore(PartKey part, Path location) throws InterruptedException {
        return restore(new Subject("part " + part.name(), key(part), part.root()), location);
    }

    @Override
    public void keep(PartKey part, Path location) throws InterruptedException {
        keep(new Subject("part " + part.name(), key(part), part.root()), location);
    }

    @Override
    public boolean restore(SoftwareRelease release) throws InterruptedException {
        return restore(subject(release), release.directory());
    }

    @Override
    public void keep(SoftwareRelease release) throws InterruptedException {
        keep(subject(release), release.directory());
    }

    private Subject subject(SoftwareRelease release) {
        Path root = Objects.requireNonNull(release.directory().getParent(), "releases stand below a directory");
        String key = DigestUtils.sha256Hex(LAYOUT + "\n" + platform + "\nrelease\n" + root + "\n" + release.url());
        return new Subject("software release " + release.url(), key, root);
    }

    /**
     * What is restored and kept.
     *
     * @param name for people
     * @param key of what made it
     * @param root what the tree stands below: if it names that, it works nowhere else
     */
    private record Subject(String name, String key, Path root) {}

    private boolean restore(Subject subject, Path location) throws InterruptedException {
        return breaker.attempt("asked for " + subject.name(), () -> {
                    try (Scratch scratch = new Scratch(temporary)) {
                        return restore(subject, location, scratch);
                    }
                })
                .orElse(false);
    }

    private boolean restore(Subject subject, Path location, Scratch scratch) throws IOException, InterruptedException {
        if (!blobs.has("ac/" + subject.key())) {
            return false;
        }
        Path text = scratch.file("entry");
        blobs.fetch("ac/" + subject.key(), List.of(), text);
        if (Files.size(text) > LONGEST_ENTRY) {
            return false;
        }
        Optional<Entry> believed = Entry.believed(Files.readAllBytes(text), subject.key(), trust);
        if (believed.isEmpty()) {
            LOG.warn("the shared cache has {}, but nobody who is trusted says so", subject.name());
            return false;
        }
        Entry entry = believed.get();
        if (entry.bound() && !entry.root().equals(subject.root().toString())) {
            LOG.info("the shared cache has {}, which works below {} alone", subject.name(), entry.root());
            return false;
        }
        Path packed = scratch.file("tree");
        blobs.fetch("cas/" + entry.sha256(), List.of(new Checksum(Checksum.Algorithm.SHA256, entry.sha256())), packed);
        try {
            PackedTree.unpack(packed, location);
        } catch (IOException e) {
            Trees.delete(location);
            throw e;
        }
        LOG.info("{} comes from the shared cache", subject.name());
        return true;
    }

    /** What nobody signs is kept only by who believes what nobody signed. */
    private void keep(Subject subject, Path location) throws InterruptedException {
        if (!trust.keeps()) {
            return;
        }
        breaker.attempt("given " + subject.name(), () -> {
            try (Scratch scratch = new Scratch(temporary)) {
                Path packed = scratch.file("tree");
                boolean bound = PackedTree.pack(location, packed, subject.root().toString());
                String sha256 = new DigestUtils("SHA-256").digestAsHex(packed);
                // The tree comes first: an entry is there when what it names is.
                if (!blobs.has("cas/" + sha256)) {
                    blobs.put("cas/" + sha256, packed);
                }
                Entry entry = new Entry(
                        subject.key(),
                        subject.name(),
                        sha256,
                        Files.size(packed),
                        subject.root().toString(),
                        bound);
                blobs.put("ac/" + subject.key(), Files.write(scratch.file("entry"), entry.text(trust)));
                return true;
            }
        });
    }

    @Override
    public void close() {
        blobs.close();
    }
}
