package io.buildout4j.download;

import io.buildout4j.BuildoutException;
import java.nio.file.Path;

/** Fetches files that can be trusted: nothing is visible at its place before it is complete and verified. */
public interface Downloads {

    /**
     * Fetches a file to a place, whole and verified, or not at all. What stands there is replaced.
     *
     * @param request what to fetch, and how it is verified
     * @param target the file to make; its directory must exist
     * @throws BuildoutException if no source gives the wanted bytes; the target is then as it was
     * @throws InterruptedException if the run was cancelled
     */
    void fetch(DownloadRequest request, Path target) throws InterruptedException;

    /**
     * Fetches a file to wherever it is cheapest: the download cache, a local source itself, or a temporary file.
     *
     * @return the verified bytes as a file, to be read and closed; closing removes what was temporary
     */
    Downloaded fetch(DownloadRequest request) throws InterruptedException;

    /** A verified file that may go away when closed. */
    interface Downloaded extends AutoCloseable {

        /** The file, to be read only. */
        Path file();

        @Override
        void close();
    }
}
