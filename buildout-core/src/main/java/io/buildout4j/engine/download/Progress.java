package io.buildout4j.engine.download;

import io.buildout4j.download.DownloadListener;

/** Tells a listener how far a download is, a few times a second. */
final class Progress {

    private static final long PAUSE_NANOS = 200_000_000;

    private final DownloadListener listener;
    private final String url;
    private final long total;
    private final long begin = System.nanoTime();
    private long told = begin;
    private long first = -1;

    Progress(DownloadListener listener, String url, long total) {
        this.listener = listener;
        this.url = url;
        this.total = total;
    }

    long total() {
        return total;
    }

    void at(long bytes) {
        long now = System.nanoTime();
        if (first < 0) {
            first = bytes;
        }
        if (now - told >= PAUSE_NANOS) {
            told = now;
            tell(bytes, now);
        }
    }

    void done(long bytes) {
        tell(bytes, System.nanoTime());
    }

    private void tell(long bytes, long now) {
        long rate = (long) ((bytes - Math.max(0, first)) * 1e9 / Math.max(1, now - begin));
        listener.progressed(new DownloadListener.Progress(url, bytes, total, rate));
    }
}
