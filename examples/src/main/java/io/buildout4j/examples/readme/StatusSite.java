package io.buildout4j.examples.readme;

import com.sun.net.httpserver.HttpServer;
import io.buildout4j.promise.PromiseRunner;
import io.buildout4j.promise.PromiseScheduler;
import io.buildout4j.promise.report.StatusPage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Watches a partition and shows a page about it. */
public final class StatusSite implements AutoCloseable {

    private final HttpServer server;
    private final PromiseRunner runner;
    private final PromiseScheduler scheduler;

    StatusSite(Path partition, int port) throws IOException {
        // snippet
        runner = PromiseRunner.builder(partition).build();
        scheduler = PromiseScheduler.start(
                runner,
                Map.of("disk", new DiskHasRoom(1).every(Duration.ofMinutes(2))),
                (result, bangs) -> System.out.println(result.title() + ": " + result.message()));

        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            byte[] page = StatusPage.html("shop", runner.lastResults(), title -> runner.history(title, 100))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        // end
    }

    /** Takes the directory of the partition and a port of this machine; ends when it is told to. */
    public static void main(String[] args) throws IOException {
        new StatusSite(Path.of(args[0]), Integer.parseInt(args[1]));
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        scheduler.close();
        runner.close();
    }
}
