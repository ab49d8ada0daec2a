package io.buildout4j.engine.read;

import java.io.IOException;

/** Reads what a URL names. */
@FunctionalInterface
public interface Web {

    /**
     * The bytes behind a URL.
     *
     * @param limit how many there may be
     * @throws OfflineException if the network would have to be asked and may not be
     * @throws IOException if there is no answer, or not the wanted one
     */
    byte[] read(String url, long limit) throws IOException;

    /** The network would have to be asked and may not be. */
    final class OfflineException extends IOException {
        private static final long serialVersionUID = 1L;

        public OfflineException() {
            super("it is not in the extends cache, and the network may not be used while offline");
        }
    }
}
