package io.buildout4j.examples.tutorial;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** Publishes one file over HTTP on the loopback address, as the author of an application would on a web site. */
final class ReleaseServer implements AutoCloseable {

    private final HttpServer server;

    ReleaseServer(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/" + file.getFileName(), exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        server.start();
    }

    /** Where the site begins, without a final slash. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
