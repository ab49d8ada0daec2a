package io.buildout4j.examples.bench;

import com.sun.management.OperatingSystemMXBean;
import io.buildout4j.Buildout;
import io.buildout4j.BuildoutException;
import io.buildout4j.profile.ResolvedProfile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * Our half of {@code examples/bench/beside-original}: does one thing in a young process and then often, and prints how
 * many milliseconds of all processors together the first time took and, once the code is compiled, one time on average.
 */
final class Timings {

    /** Enough for the code to be compiled. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private Timings() {}

    /** Takes {@code write-profile DIRECTORY}, {@code write-parts DIRECTORY N}, {@code resolve FILE} or {@code install FILE}. */
    public static void main(String[] args) throws Exception {
        Path path = Path.of(args[1]);
        switch (args[0]) {
            case "write-profile" -> GeneratedProfile.FILES.write(path, 16);
            case "write-parts" -> ManyParts.profile(path, Integer.parseInt(args[2]));
            case "resolve" -> print(() -> resolve(path));
            case "install" -> print(() -> install(path));
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

    private static void install(Path file) {
        Buildout buildout = Buildout.builder()
                .withoutUserDefaults()
                .recipe("bench:file", ManyParts.FileRecipe::new)
                .build();
        buildout.install(buildout.plan(buildout.load(file, Map.of())));
    }

    private static void print(Work work) throws IOException {
        OperatingSystemMXBean processor = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long begun = processor.getProcessCpuTime();
        work.run();
        double first = (processor.getProcessCpuTime() - begun) / 1e6;
        repeat(work, processor);
        begun = processor.getProcessCpuTime();
        int times = repeat(work, processor);
        double later = (processor.getProcessCpuTime() - begun) / 1e6 / times;
        System.out.println(String.format(Locale.ROOT, "%.2f %.2f", first, later));
    }

    private static int repeat(Work work, OperatingSystemMXBean processor) throws IOException {
        long end = processor.getProcessCpuTime() + PATIENCE.toNanos();
        int times = 0;
        while (processor.getProcessCpuTime() < end) {
            work.run();
            times++;
        }
        return times;
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }
}
