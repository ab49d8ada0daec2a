package io.buildout4j.examples.tutorial;

import io.buildout4j.promise.Finding;
import io.buildout4j.promise.Parameters;
import io.buildout4j.promise.Promise;
import io.buildout4j.promise.PromiseContext;
import io.buildout4j.promise.Threshold;
import io.buildout4j.promise.Verdict;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** The tutorial's promise {@code check_flask}, in Java: the application listens; an anomaly after three failures in a row. */
final class CheckApp implements Promise {

    private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(5).toMillis();
    private static final Threshold THREE_IN_A_ROW = Threshold.of(3, 3);

    private final String host;
    private final int port;

    CheckApp(Parameters parameters) {
        host = parameters.required("host");
        port = Integer.parseInt(parameters.required("port"));
    }

    @Override
    public Finding sense(PromiseContext context) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            return Finding.ok("The application is running on " + host + ":" + port + ".");
        } catch (IOException e) {
            return Finding.failed("Error connecting to the application: " + e.getMessage());
        }
    }

    @Override
    public Verdict anomaly(PromiseContext context) {
        return context.anomaly(THREE_IN_A_ROW);
    }
}
