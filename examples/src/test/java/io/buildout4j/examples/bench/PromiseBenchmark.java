package io.buildout4j.examples.bench;

import com.codahale.metrics.health.HealthCheck;
import com.codahale.metrics.health.HealthCheckRegistry;
import io.buildout4j.process.Command;
import io.buildout4j.promise.Finding;
import io.buildout4j.promise.Promise;
import io.buildout4j.promise.PromiseReport;
import io.buildout4j.promise.PromiseRunner;
import io.buildout4j.promise.Sweep;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A sweep over so many promises of a kind, beside Dropwizard's health checks, which remember nothing. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PromiseBenchmark {

    /** Promises in a sweep: divide the time by it. */
    @Param("1000")
    public int size;

    private final AtomicLong runs = new AtomicLong();
    private Path directory;
    private ServerSocket server;
    private Thread accepting;
    private HealthCheckRegistry registry;
    private PromiseRunner inMemory;
    private PromiseRunner persisted;
    private Sweep fine;
    private Sweep changing;
    private Sweep failing;
    private Sweep sockets;
    private Sweep executables;

    @Setup
    public void prepare() throws IOException {
        directory = Files.createTempDirectory("bench");
        inMemory = PromiseRunner.builder(directory).inMemory().build();
        persisted = PromiseRunner.builder(directory).build();
        registry = new HealthCheckRegistry();
        for (int i = 0; i < size; i++) {
            registry.register("p" + i, new HealthCheck() {
                @Override
                protected Result check() {
                    return Result.healthy("fine");
                }
            });
        }
        server = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
        accepting = new Thread(this::accept);
        accepting.setDaemon(true);
        accepting.start();
        int port = server.getLocalPort();
        fine = sweep(i -> context -> Finding.ok("fine"));
        changing = sweep(i -> context -> Finding.ok("run " + runs.incrementAndGet()));
        failing = sweep(i -> context -> Finding.failed("down"));
        sockets = sweep(i -> context -> connect(port));
        executables = sweep(i -> context ->
                Command.in(directory, "/bin/true").run().succeeded() ? Finding.ok("true") : Finding.failed("not true"));
    }

    private Sweep sweep(IntFunction<Promise> kind) {
        Map<String, Promise> promises = new HashMap<>();
        for (int i = 0; i < size; i++) {
            promises.put("p" + i, kind.apply(i));
        }
        return Sweep.anomaly().with(promises).withoutFiles();
    }

    private static Finding connect(int port) throws IOException {
        try (Socket socket = new Socket()) {
            // Without this, each connection would keep its port for a minute.
            socket.setSoLinger(true, 0);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 3000);
            return Finding.ok("listening");
        }
    }

    private void accept() {
        try {
            while (true) {
                server.accept().close();
            }
        } catch (IOException e) {
            // The benchmark is over.
        }
    }

    @TearDown
    public void remove() throws IOException {
        server.close();
        persisted.close();
        inMemory.close();
        Directories.delete(directory);
    }

    @Benchmark
    public SortedMap<String, HealthCheck.Result> dropwizard() {
        return registry.runHealthChecks();
    }

    @Benchmark
    public PromiseReport inMemory() {
        return inMemory.run(fine);
    }

    @Benchmark
    public PromiseReport persisted() {
        return persisted.run(fine);
    }

    /** Each run says something new, so that a file of each is due at each sweep. */
    @Benchmark
    public PromiseReport persistedAndChanging() {
        return persisted.run(changing);
    }

    @Benchmark
    public PromiseReport persistedAndFailing() {
        return persisted.run(failing);
    }

    @Benchmark
    public PromiseReport sockets() {
        return persisted.run(sockets);
    }

    @Benchmark
    public PromiseReport executables() {
        return persisted.run(executables);
    }
}
