package io.buildout4j.recipes.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The bytes of an archive, as they are in its file. */
final class Packed extends BufferedInputStream {

    Packed(InputStream in) {
        super(in, Format.BUFFER);
    }

    /** What comes next, a character a byte; it is still there to be read. */
    synchronized String peek(int length) throws IOException {
        mark(length);
        String next = new String(readNBytes(length), StandardCharsets.ISO_8859_1);
        reset();
        return next;
    }

    /**
     * None only at the end. {@link java.util.zip.GZIPInputStream} asks this whether another member follows, and must not
     * be told that it does not just because it has not arrived yet.
     */
    @Override
    public synchronized int available() throws IOException {
        int known = super.available();
        return known > 0 ? known : peek(1).length();
    }
}
