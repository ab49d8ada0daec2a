package io.buildout4j.recipes.template.python;

import java.util.Arrays;

/** Python's bytes. */
public final class PyBytes {

    private final byte[] bytes;

    public PyBytes(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** A copy of the bytes. */
    public byte[] array() {
        return bytes.clone();
    }

    int length() {
        return bytes.length;
    }

    long at(int index) {
        return bytes[index] & 0xff;
    }

    int indexOf(PyBytes wanted) {
        for (int i = 0; i + wanted.bytes.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.bytes.length, wanted.bytes, 0, wanted.bytes.length)) {
                return i;
            }
        }
        return -1;
    }

    int compareTo(PyBytes other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PyBytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
