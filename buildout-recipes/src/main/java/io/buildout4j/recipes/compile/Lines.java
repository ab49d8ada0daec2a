package io.buildout4j.recipes.compile;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Divides the bytes of an output into lines; endless ones are cut. */
final class Lines extends OutputStream {

    private static final int LONGEST = 8 * 1024;

    private final Consumer<String> taker;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    Lines(Consumer<String> taker) {
        this.taker = taker;
    }

    @Override
    public synchronized void write(int b) {
        if (b == '\n' || line.size() >= LONGEST) {
            tell();
        }
        if (b != '\n' && b != '\r') {
            line.write(b);
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    /** Tells what came after the last line end. */
    synchronized void finish() {
        if (line.size() > 0) {
            tell();
        }
    }

    private void tell() {
        taker.accept(line.toString(StandardCharsets.UTF_8));
        line.reset();
    }
}
