package io.buildout4j.recipes.command;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Hands on what is written to it line by line; the last one when it is closed. */
final class LineStream extends OutputStream {

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Consumer<String> receiver;

    LineStream(Consumer<String> receiver) {
        this.receiver = receiver;
    }

    @Override
    public void write(int b) {
        if (b == '\n') {
            receiver.accept(line.toString(StandardCharsets.UTF_8));
            line.reset();
        } else {
            line.write(b);
        }
    }

    @Override
    public void close() {
        if (line.size() > 0) {
            receiver.accept(line.toString(StandardCharsets.UTF_8));
            line.reset();
        }
    }
}
