package io.buildout4j.recipes.archive;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.LZMAInputStream;

/** Decompresses lzip: members of LZMA data, each with its sum and sizes behind it. */
final class LzipInputStream extends InputStream {

    private static final byte PROPERTIES = 93; // lc = 3, lp = 0, pb = 2, always
    private static final int SMALLEST_DICTIONARY = 4 << 10;
    private static final int LARGEST_DICTIONARY = 512 << 20;

    private final DataInputStream in;
    private final CRC32 sum = new CRC32();
    private @Nullable LZMAInputStream member;
    private long size;
    private boolean ended;

    LzipInputStream(InputStream in) throws IOException {
        this.in = new DataInputStream(in);
        begin(this.in.readNBytes(6));
    }

    private void begin(byte[] head) throws IOException {
        if (head.length < 6 || head[0] != 'L' || head[1] != 'Z' || head[2] != 'I' || head[3] != 'P' || head[4] != 1) {
            throw new IOException("not lzip data");
        }
        int base = 1 << (head[5] & 0x1f);
        int dictionary = base - base / 16 * (head[5] >> 5 & 7);
        if (dictionary < SMALLEST_DICTIONARY || dictionary > LARGEST_DICTIONARY) {
            throw new IOException("the lzip dictionary has an impossible size");
        }
        member = new LZMAInputStream(in, -1, PROPERTIES, dictionary);
        sum.reset();
        size = 0;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        while (!ended && length > 0) {
            LZMAInputStream current = member;
            int n = current == null ? -1 : current.read(bytes, offset, length);
            if (n > 0) {
                sum.update(bytes, offset, n);
                size += n;
                return n;
            }
            finishMember();
        }
        return length == 0 ? 0 : -1;
    }

    private void finishMember() throws IOException {
        long crc = Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
        long bytes = Long.reverseBytes(in.readLong());
        in.readLong();
        if (crc != sum.getValue() || bytes != size) {
            throw new IOException("the lzip data is broken: its sum or size is wrong");
        }
        byte[] head = in.readNBytes(6);
        if (head.length == 6 && head[0] == 'L' && head[1] == 'Z') {
            begin(head);
        } else {
            // What follows the last member is not ours.
            ended = true;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int n = read(one, 0, 1);
        if (n == 0) {
            throw new EOFException();
        }
        return n < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
