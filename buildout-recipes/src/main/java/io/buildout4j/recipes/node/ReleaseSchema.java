package io.buildout4j.recipes.node;

import io.buildout4j.BuildoutException;
import io.buildout4j.WebStore;
import io.buildout4j.download.DownloadSettings;
import io.buildout4j.download.DownloadSettings.Retries;
import io.buildout4j.recipes.slap.InstanceSchema;
import io.buildout4j.recipes.slap.SchemaSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a software release allows as parameters of its instances. A release without schemas, or whose schemas cannot be read
 * now, allows everything.
 *
 * @param release the release
 * @param temporary an existing directory for files on the way
 */
record ReleaseSchema(SoftwareRelease release, Path temporary) {

    private static final Logger LOG = LoggerFactory.getLogger(ReleaseSchema.class);
    /** A deployment does not wait longer for what it can do without. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Refuses what would fail later, and less plainly. */
    void require(Instance instance) throws IOException {
        URI url = release.schema();
        if (!exists(url)) {
            return;
        }
        List<String> problems;
        try {
            problems = InstanceSchema.problems(url, instance.softwareType(), instance.parameters(), this::text);
        } catch (IllegalArgumentException e) {
            LOG.warn("the parameters of {} are not checked: the release {}", instance.partition(), e.getMessage());
            return;
        }
        if (!problems.isEmpty()) {
            throw Refusals.refused(
                    release.url(),
                    "the parameters are not what software release " + release.url() + " allows:\n    "
                            + String.join("\n    ", problems),
                    "the schemas are named in " + (isFile(url) ? Path.of(url) : url));
        }
    }

    private static boolean isFile(URI url) {
        return "file".equals(url.getScheme());
    }

    private boolean exists(URI url) {
        if (isFile(url)) {
            return Files.isRegularFile(Path.of(url));
        }
        if (!String.valueOf(url.getScheme()).matches("https?")) {
            return false;
        }
        try (WebStore store = store(url)) {
            return store.has(name(url));
        } catch (IOException e) {
            LOG.warn("nobody says whether there is {}: {}", url, e.getMessage());
            return false;
        }
    }

    private String text(URI url) throws IOException, InterruptedException {
        if (!String.valueOf(url.getScheme()).matches("https?")) {
            return SchemaSource.files().text(url);
        }
        Path directory = Files.createTempDirectory(temporary, "schema");
        Path file = directory.resolve("file");
        try (WebStore store = store(url)) {
            store.fetch(name(url), List.of(), file);
            return Files.readString(file);
        } catch (BuildoutException e) {
            throw new IOException(e.diagnostic().problem(), e);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(directory);
        }
    }

    private WebStore store(URI url) {
        DownloadSettings standard = DownloadSettings.in(temporary).withEnvironment(System.getenv());
        return WebStore.at(
                url.resolve(".").toString(),
                standard.withLimits(standard.limits().withPatience(PATIENCE).withTotal(PATIENCE.multipliedBy(6)))
                        .withRetries(new Retries(2, PAUSE, PAUSE)));
    }

    private static String name(URI url) {
        return url.toString().substring(url.resolve(".").toString().length());
    }
}
