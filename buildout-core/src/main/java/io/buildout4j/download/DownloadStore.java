package io.buildout4j.download;

import java.nio.file.Path;

/**
 * A place where others keep what they downloaded, asked before the source itself: a host gives one as the service of
 * this type. Neither method fails: what cannot be had is downloaded from its source, what cannot be kept is lost. Of a
 * request without a checksum its answer is believed, so it must answer with nothing that it does not trust. Called from
 * several threads.
 */
public interface DownloadStore {

    /**
     * Fetches what a URL gave to somebody else.
     *
     * @param url as the profile spells it
     * @param target where there is nothing yet, and is nothing if the answer is no
     * @return whether it is there now, whole
     */
    boolean restore(String url, Path target) throws InterruptedException;

    /**
     * Keeps what a URL just gave, verified.
     *
     * @param file to be read only, and only until this returns
     */
    void keep(String url, Path file) throws InterruptedException;

    /** Has nothing and keeps nothing. */
    static DownloadStore none() {
        return new DownloadStore() {
            @Override
            public boolean restore(String url, Path target) {
                return false;
            }

            @Override
            public void keep(String url, Path file) {
                // Lost, as allowed.
            }
        };
    }
}
