package io.buildout4j.engine.read;

import java.io.IOException;

/** Reads what a URL names. */
@FunctionalInterface
public interface Web {

    /**
     * @param limit how many bytes it may have
     * @throws IOException if there is no answer, or not the wanted one
     */
    byte[] read(String url, long limit) throws IOException;
}
