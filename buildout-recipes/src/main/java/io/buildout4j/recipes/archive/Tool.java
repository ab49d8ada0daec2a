package io.buildout4j.recipes.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A program of this machine that decompresses from its standard input to its standard output. Java takes half as long again
 * for xz and bzip2, and twice as long as igzip for gzip; it works beside such a program, which may use several processors.
 */
final class Tool {

    private static final List<Path> PLACES =
            List.of(Path.of("/usr/bin"), Path.of("/bin"), Path.of("/usr/local/bin"), Path.of("/opt/homebrew/bin"));
    private static final int LONGEST_COMPLAINT = 500;

    private final List<String> command;

    private Tool(List<String> command) {
        this.command = command;
    }

    /**
     * The first of some programs that is there.
     *
     * @param commands names with their arguments
     */
    static Optional<Tool> first(List<List<String>> commands) {
        return commands.stream()
                .flatMap(command -> PLACES.stream()
                        .map(place -> place.resolve(command.get(0)))
                        .filter(Files::isExecutable)
                        .map(program -> new Tool(Stream.concat(
                                        Stream.of(program.toString()),
                                        command.stream().skip(1))
                                .toList())))
                .findFirst();
    }

    /** What a stream becomes by it. The program ends with the stream, however that is closed. */
    InputStream decompressed(InputStream packed) throws IOException {
        return new Output(new ProcessBuilder(command).start(), packed, command.get(0));
    }

    /** What the program says, while another thread gives it what it reads. */
    private static final class Output extends FilterInputStream {

        private final Process process;
        private final InputStream packed;
        private final String program;
        private final Thread feeder;
        private volatile @Nullable Exception unread;
        private boolean ended;

        Output(Process process, InputStream packed, String program) {
            super(process.getInputStream());
            this.process = process;
            this.packed = packed;
            this.program = program;
            feeder = new Thread(this::feed, "buildout-feed");
            feeder.setDaemon(true);
            feeder.start();
        }

        private void feed() {
            byte[] buffer = new byte[Format.BUFFER];
            try (OutputStream in = process.getOutputStream()) {
                for (int n = next(buffer); n >= 0; n = next(buffer)) {
                    in.write(buffer, 0, n);
                    in.flush();
                }
            } catch (IOException e) {
                // It reads no more: it says why, or was stopped.
            }
        }

        private int next(byte[] buffer) {
            try {
                return packed.read(buffer);
            } catch (IOException | RuntimeException e) {
                unread = e;
                process.destroyForcibly();
                return -1;
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int n = super.read(bytes, offset, length);
            if (n < 0 && !ended) {
                ended = true;
                end();
            }
            return n;
        }

        private void end() throws IOException {
            try {
                String complaint = new String(
                                process.getErrorStream().readNBytes(LONGEST_COMPLAINT), StandardCharsets.UTF_8)
                        .strip();
                int status = process.waitFor();
                feeder.join();
                Exception failure = unread;
                if (failure != null) {
                    throw new IOException(failure.getMessage(), failure);
                }
                if (status != 0) {
                    throw new IOException(complaint.isEmpty() ? program + " ended with status " + status : complaint);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("unpacking was cancelled");
            }
        }

        @Override
        public void close() throws IOException {
            process.destroyForcibly();
            feeder.interrupt();
            boolean interrupted = false;
            while (feeder.isAlive()) {
                try {
                    feeder.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            super.close();
            packed.close();
        }
    }
}
