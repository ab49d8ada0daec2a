package io.buildout4j.recipes.node.cache;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A real nginx that keeps what it is given by PUT. */
final class Nginx implements AutoCloseable {

    private final Process process;
    private final int port;
    private final Path files;

    private Nginx(Process process, int port, Path files) {
        this.process = process;
        this.port = port;
        this.files = files;
    }

    static boolean isHere() {
        return Files.isExecutable(Path.of("/usr/sbin/nginx"));
    }

    static Nginx start(Path directory) throws IOException, InterruptedException {
        Path files = Files.createDirectories(directory.resolve("files"));
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path conf = Files.writeString(directory.resolve("nginx.conf"), """
                daemon off; pid %1$s/pid; error_log %1$s/error.log; worker_processes 1;
                %3$s
                events {}
                http {
                  access_log %1$s/access.log; client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi; uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
                  server {
                    listen 127.0.0.1:%2$d; root %1$s/files; client_max_body_size 1g;
                    location / { dav_methods PUT; create_full_put_path on; }
                  }
                }
                """.formatted(
                        directory, port, System.getProperty("user.name").equals("root") ? "user root;" : ""));
        Process process = new ProcessBuilder("/usr/sbin/nginx", "-p", directory.toString(), "-c", conf.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        for (int i = 0; i < 200; i++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port));
                break;
            } catch (IOException e) {
                Thread.sleep(50);
            }
        }
        return new Nginx(process, port, files);
    }

    String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    Path files() {
        return files;
    }

    long answered(String method, int status) throws IOException {
        // One line a request, in the combined format.
        try (Stream<String> lines = Files.lines(files.resolveSibling("access.log"))) {
            return lines.filter(line -> line.contains("\"" + method + " ") && line.contains("\" " + status + " "))
                    .count();
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
