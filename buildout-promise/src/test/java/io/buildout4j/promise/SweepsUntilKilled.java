package io.buildout4j.promise;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A program that runs promises for ever and tells after each sweep how many it has completed. */
final class SweepsUntilKilled {
    private SweepsUntilKilled() {}

    /** The promises count on from the number given second; the first word is the partition. */
    public static void main(String[] words) throws Exception {
        AtomicInteger sweep = new AtomicInteger(Integer.parseInt(words[1]));
        Map<String, Promise> promises = new TreeMap<>();
        for (int i = 0; i < 20; i++) {
            boolean talkative = i % 2 == 0;
            promises.put("p" + i, context -> {
                context.info("sweep " + sweep.get());
                return Finding.ok(talkative ? "changed " + sweep.get() : "the same");
            });
        }
        PromiseRunner runner = PromiseRunner.builder(Path.of(words[0])).build();
        while (true) {
            sweep.incrementAndGet();
            runner.run(Sweep.anomaly().with(promises));
            System.out.write((sweep.get() + "\n").getBytes(StandardCharsets.US_ASCII));
            System.out.flush();
        }
    }
}
