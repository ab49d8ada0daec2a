package io.buildout4j.download;

import io.buildout4j.BuildoutException;
import java.io.IOException;
import java.io.InputStream;
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

    /**
     * Fetches a file like {@link #fetch(DownloadRequest)}, and lets somebody read it while it still arrives: what takes
     * time to read need not wait for the end of the download.
     *
     * @param follower reads what comes from the network; not called for what is on this machine already. It is done, one
     *     way or the other, when this returns
     */
    default Downloaded fetch(DownloadRequest request, Follower follower) throws InterruptedException {
        return fetch(request);
    }

    /** Reads a file while it still arrives. */
    @FunctionalInterface
    interface Follower {

        /**
         * Reads a file from its beginning, on a thread of the download's own. The bytes are not verified: what is made of
         * them counts once {@code fetch} has returned, and must be undone if this throws. Called again, with another
         * stream, if the download has to start anew.
         *
         * @param arriving waits for bytes that have not arrived yet; throws when the download fails or starts anew
         * @throws IOException for any reason: that the file cannot be used is for its reader to find again
         */
        void follow(InputStream arriving) throws IOException;
    }

    /** A verified file that may go away when closed. */
    interface Downloaded extends AutoCloseable {

        /** The file, to be read only. */
        Path file();

        @Override
        void close();
    }
}
