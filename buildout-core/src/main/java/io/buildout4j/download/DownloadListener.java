package io.buildout4j.download;

/**
 * Sees the bytes of downloads arrive: a few times a second while they do, and once at the end. Called from the thread
 * that downloads; must return at once.
 */
@FunctionalInterface
public interface DownloadListener {

    /** Some bytes of a download arrived, or all. */
    void progressed(Progress progress);

    /**
     * How far a download is.
     *
     * @param url where it comes from, without credentials
     * @param bytes how much of the file is there
     * @param total the size of the file, or -1 where it is not known
     * @param bytesPerSecond the mean rate since this attempt began
     */
    record Progress(String url, long bytes, long total, long bytesPerSecond) {}
}
