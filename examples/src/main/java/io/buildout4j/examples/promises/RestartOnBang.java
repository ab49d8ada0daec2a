package io.buildout4j.examples.promises;

import com.sun.net.httpserver.HttpServer;
import io.buildout4j.promise.Finding;
import io.buildout4j.promise.Promise;
import io.buildout4j.promise.PromiseRunner;
import io.buildout4j.promise.PromiseScheduler;
import io.buildout4j.promise.Threshold;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A host that heals itself. A web server is promised to answer; it dies; one failure may be chance, but the third in a
 * row is an anomaly and bangs; the host answers the bang by starting the server again, and the promise holds once more.
 */
public final class RestartOnBang {
    private static final int PATIENCE = 3;

    private final CountDownLatch healthy = new CountDownLatch(1);
    private final CountDownLatch recovered = new CountDownLatch(1);
    private final int port;
    private @Nullable HttpServer server;
    private String last = "";

    private RestartOnBang(int port) {
        this.port = port;
    }

    /** Takes the directory where the promise keeps its memory; ends when the server is back. */
    public static void main(String[] args) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        new RestartOnBang(port).run(Path.of(args[0]));
    }

    private void run(Path partition) throws Exception {
        startServer();
        Promise webAnswers = ((Promise) context -> answers())
                .every(Duration.ofMillis(100))
                .withAnomaly(Threshold.of(PATIENCE, PATIENCE));
        try (PromiseRunner runner =
                        PromiseRunner.builder(partition).onBang(this::banged).build();
                PromiseScheduler scheduler = PromiseScheduler.start(
                        runner,
                        Map.of("web", webAnswers),
                        (result, bangs) -> saw(
                                result.failed(), runner.history("web", 1).get(0).failed()))) {
            await(healthy);
            stopServer();
            System.out.println("the server died");
            await(recovered);
            scheduler.pause();
        } finally {
            stopServer();
        }
    }

    private Finding answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 3000);
            socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(3000);
            return socket.getInputStream().read() >= 0
                    ? Finding.ok("port " + port + " answers")
                    : Finding.failed("port " + port + " says nothing");
        } catch (IOException e) {
            return Finding.failed("port " + port + ": " + e.getMessage());
        }
    }

    private synchronized void banged(String message) throws IOException {
        System.out.println("bang: " + message);
        startServer();
        System.out.println("the server was started again");
    }

    /** Tells what changed. */
    private synchronized void saw(boolean anomaly, boolean down) {
        String now = anomaly ? "an anomaly" : down ? "a failure, perhaps by chance" : "the promise holds";
        if (!now.equals(last)) {
            System.out.println(now);
        }
        if (!down) {
            if (healthy.getCount() == 0 && last.equals("an anomaly")) {
                recovered.countDown();
            }
            healthy.countDown();
        }
        last = now;
    }

    private synchronized void startServer() throws IOException {
        HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        started.start();
        server = started;
    }

    private synchronized void stopServer() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nothing happened for half a minute");
        }
    }
}
