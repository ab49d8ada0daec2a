/**
 * Promises: checks with memory and escalation. A promise senses, is judged by its history, and rings a bang when a
 * failure lasts; {@link io.buildout4j.promise.PromiseRunner} is the door.
 *
 * <h2>Run promises once</h2>
 * Those the host gives, beside the executables and plugins that stand in the partition:
 *
 * <pre>{@code
 * Promise webRuns = context -> Files.exists(context.directory().resolve("var/run/web.pid"))
 *         ? Finding.ok("web runs")
 *         : Finding.failed("no var/run/web.pid");
 *
 * PromiseRunner runner = PromiseRunner.builder(partition)
 *         .timeout(Duration.ofSeconds(20))
 *         .onBang(message -> System.out.println("deploy again: " + message))
 *         .build();
 * PromiseReport report = runner.run(Map.of("web-pid", webRuns));
 * }</pre>
 *
 * <h2>Write one</h2>
 *
 * <pre>{@code
 * public final class DiskHasRoom implements Promise {
 *
 *     private final long leastMegabytes;
 *
 *     public DiskHasRoom(long leastMegabytes) {
 *         this.leastMegabytes = leastMegabytes;
 *     }
 *
 *     @Override
 *     public Finding sense(PromiseContext context) throws IOException { // what is thrown breaks the promise, too
 *         long free = Files.getFileStore(context.directory()).getUsableSpace() >> 20;
 *         return free >= leastMegabytes
 *                 ? Finding.ok("there is room")
 *                 : Finding.failed("only " + free + " MB are left of the disk, " + leastMegabytes + " are wanted");
 *     }
 * }
 * }</pre>
 *
 * <h2>Watch for long</h2>
 * {@link io.buildout4j.promise.PromiseScheduler} senses each promise at its own period on a small pool of threads. What it
 * finds can be shown as a page, as OpenMetrics text, or as the reports SlapOS's monitor reads:
 *
 * <pre>{@code
 * runner = PromiseRunner.builder(partition).build();
 * scheduler = PromiseScheduler.start(
 *         runner,
 *         Map.of("disk", new DiskHasRoom(1).every(Duration.ofMinutes(2))),
 *         (result, bangs) -> System.out.println(result.title() + ": " + result.message()));
 *
 * server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
 * server.createContext("/", exchange -> {
 *     byte[] page = StatusPage.html("shop", runner.lastResults(), title -> runner.history(title, 100))
 *             .getBytes(StandardCharsets.UTF_8);
 *     exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
 *     exchange.sendResponseHeaders(200, page.length);
 *     exchange.getResponseBody().write(page);
 *     exchange.close();
 * });
 * server.start();
 * }</pre>
 */
@NullMarked
package io.buildout4j.promise;

import org.jspecify.annotations.NullMarked;
