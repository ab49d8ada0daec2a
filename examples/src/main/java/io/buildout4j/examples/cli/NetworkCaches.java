package io.buildout4j.examples.cli;

import io.buildout4j.Buildout;
import io.buildout4j.download.DownloadStore;
import io.buildout4j.recipes.node.ReleaseStore;
import io.buildout4j.recipes.node.cache.NetworkCache;
import io.buildout4j.recipes.node.cache.NetworkCacheOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The caches that {@code [networkcache]} of a {@code slapos.cfg} names, none of them if there is no such file. */
record NetworkCaches(Optional<NetworkCache> downloads, Optional<NetworkCache> releases) implements AutoCloseable {

    static NetworkCaches none() {
        return new NetworkCaches(Optional.empty(), Optional.empty());
    }

    /**
     * @param temporary for files on the way
     * @throws Misuse if key or certificates of the section make no sense
     */
    static NetworkCaches of(Path file, Path temporary) throws IOException {
        Map<String, String> values = Buildout.builder()
                .withoutUserDefaults()
                .build()
                .load(file)
                .resolve()
                .section("networkcache")
                .entrySet()
                .stream()
                .filter(option -> !option.getKey().startsWith("_"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, option -> option.getValue().text()));
        NetworkCacheOptions options = new NetworkCacheOptions(values);
        try {
            return new NetworkCaches(options.downloads(temporary), options.releases(temporary));
        } catch (GeneralSecurityException e) {
            throw new Misuse("buildout deploy software", "[networkcache] of " + file + ": " + e.getMessage());
        }
    }

    Buildout.Builder into(Buildout.Builder engine) {
        return downloads
                .map(cache -> engine.service(DownloadStore.class, cache))
                .orElse(engine);
    }

    Optional<ReleaseStore> store() {
        return releases.map(cache -> cache);
    }

    @Override
    public void close() {
        downloads.ifPresent(NetworkCache::close);
        releases.ifPresent(NetworkCache::close);
    }
}
