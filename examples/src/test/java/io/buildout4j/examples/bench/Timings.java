package io.buildout4j.examples.bench;

import com.sun.management.OperatingSystemMXBean;
import io.buildout4j.Buildout;
import io.buildout4j.BuildoutException;
import io.buildout4j.profile.ResolvedProfile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Our half of {@code examples/bench/beside-original}: does one thing in a young process and then often, and prints how
 * many milliseconds of all processors together the first time took and, once the code is compiled, one time on average;
 * of installations when nothing is to be done and when one option changed, and last the shortest by the clock with
 * nothing to do.
 */
final class Timings {

    /** Enough for the code to be compiled, of which a run of many parts has much. */
    private static final Duration WARMING = Duration.ofSeconds(20);

    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private Timings() {}

    /**
     * Takes {@code write-profile DIRECTORY}, {@code write-parts DIRECTORY N}, {@code resolve FILE} or {@code install FILE
     * N}, where nothing was installed yet.
     */
    public static void main(String[] args) throws Exception {
        Path path = Path.of(args[1]);
        switch (args[0]) {
            case "write-profile" -> GeneratedProfile.FILES.write(path, 16);
            case "write-parts" -> ManyParts.profile(path, Integer.parseInt(args[2]));
            case "resolve" -> {
                Clocked resolving = new Clocked(() -> resolve(path));
                print(resolving.first(), resolving.warm());
            }
            case "install" -> {
                String last = "part" + (Integer.parseInt(args[2]) - 1) + ":text";
                Clocked nothing = new Clocked(() -> install(path, Map.of()));
                AtomicInteger runs = new AtomicInteger();
                Clocked change = new Clocked(() -> install(path, Map.of(last, "run " + runs.getAndIncrement())));
                double fresh = nothing.first();
                double warm = nothing.warm();
                print(fresh, warm, change.warm(), nothing.shortest());
            }
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void resolve(Path file) {
        ResolvedProfile resolved = ProfileBenchmark.engine().load(file).resolve();
        for (String section : resolved.sections()) {
            try {
                resolved.section(section);
            } catch (BuildoutException wantsARecipe) {
                continue;
            }
        }
    }

    private static void install(Path file, Map<String, String> assignments) {
        Buildout buildout = Buildout.builder()
                .withoutUserDefaults()
                .recipe("bench:file", ManyParts.FileRecipe::new)
                .build();
        buildout.install(buildout.plan(buildout.load(file, assignments)));
    }

    private static void print(double... milliseconds) {
        System.out.println(Arrays.stream(milliseconds)
                .mapToObj(each -> String.format(Locale.ROOT, "%.2f", each))
                .collect(Collectors.joining(" ")));
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    /** Work, and how many milliseconds it takes. */
    private static final class Clocked {

        private final OperatingSystemMXBean processor =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        private final Work work;
        private long shortest = Long.MAX_VALUE;

        Clocked(Work work) {
            this.work = work;
        }

        double first() throws IOException {
            long begun = processor.getProcessCpuTime();
            work.run();
            return (processor.getProcessCpuTime() - begun) / 1e6;
        }

        double warm() throws IOException {
            repeat(WARMING);
            long begun = processor.getProcessCpuTime();
            int times = repeat(PATIENCE);
            return (processor.getProcessCpuTime() - begun) / 1e6 / times;
        }

        private int repeat(Duration patience) throws IOException {
            long end = processor.getProcessCpuTime() + patience.toNanos();
            int times = 0;
            while (processor.getProcessCpuTime() < end) {
                long begun = System.nanoTime();
                work.run();
                shortest = Math.min(shortest, System.nanoTime() - begun);
                times++;
            }
            return times;
        }

        double shortest() {
            return shortest / 1e6;
        }
    }
}
