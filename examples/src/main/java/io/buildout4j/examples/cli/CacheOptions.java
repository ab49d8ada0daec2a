package io.buildout4j.examples.cli;

import io.buildout4j.Buildout;
import io.buildout4j.recipes.archive.Trees;
import io.buildout4j.recipes.download.PartStore;
import io.buildout4j.recipes.node.ReleaseStore;
import io.buildout4j.recipes.node.cache.HttpBlobs;
import io.buildout4j.recipes.node.cache.SharedCache;
import io.buildout4j.recipes.node.cache.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The cache of finished parts that several machines share, as the command line names it. */
final class CacheOptions {

    private @Nullable String url;
    private final List<Path> believed = new ArrayList<>();
    private @Nullable Path key;
    private boolean unsigned;

    /** A command's syntax with these options. */
    Syntax into(Syntax syntax) {
        return syntax.option(
                        "--cache",
                        "URL",
                        "take finished shared parts and releases from this HTTP server, and keep new ones there (Bazel's layout: ac/, cas/)")
                .option(
                        "--cache-trust",
                        "PEMFILE",
                        "believe what was signed with this Ed25519 public key; may be repeated")
                .option("--cache-sign", "PEMFILE", "sign new parts with this Ed25519 key")
                .flag("--cache-unsigned", "believe what nobody signed too");
    }

    /** Is told one of them. */
    void take(String name, String value) {
        switch (name) {
            case "--cache" -> url = value;
            case "--cache-trust" -> believed.add(Path.of(value));
            case "--cache-sign" -> key = Path.of(value);
            case "--cache-unsigned" -> unsigned = true;
            default -> throw new IllegalStateException("nobody wants " + name);
        }
    }

    /**
     * The cache; one that has and keeps nothing if none was named.
     *
     * @param syntax of the command that was given the options
     * @throws Misuse if they make no sense together, or a key is none
     */
    Opened open(Syntax syntax) throws IOException {
        boolean saysWhom = !believed.isEmpty() || key != null || unsigned;
        if (url == null) {
            if (saysWhom) {
                throw syntax.misuse("options --cache-trust, --cache-sign and --cache-unsigned need --cache");
            }
            return new Opened(null, null);
        }
        if (!saysWhom) {
            throw syntax.misuse("option --cache needs --cache-trust, --cache-sign or --cache-unsigned:"
                    + " nothing of it would be believed, and nothing kept");
        }
        Trust trust = trust(syntax);
        Path temporary = Files.createTempDirectory("buildout-cache");
        return new Opened(
                new SharedCache(new HttpBlobs(url, HttpBlobs.settings(temporary)), trust, temporary), temporary);
    }

    private Trust trust(Syntax syntax) throws IOException {
        try {
            Trust given = Trust.in(believed);
            Trust trust = new Trust(given.believed(), unsigned, given.own());
            return key == null ? trust : trust.signing(key);
        } catch (GeneralSecurityException e) {
            throw syntax.misuse(String.valueOf(e.getMessage()));
        }
    }

    /** The cache while it is used. */
    record Opened(@Nullable SharedCache cache, @Nullable Path temporary) implements AutoCloseable {

        /** An engine whose recipes use it. */
        Buildout.Builder offerTo(Buildout.Builder engine) {
            return cache == null ? engine : engine.service(PartStore.class, cache);
        }

        /** Where finished releases are, if there is a cache. */
        Optional<ReleaseStore> releases() {
            return Optional.ofNullable(cache);
        }

        @Override
        public void close() throws IOException {
            if (cache != null && temporary != null) {
                cache.close();
                Trees.delete(temporary);
            }
        }
    }
}
