package io.buildout4j.recipes.compile;

import io.buildout4j.recipes.output.FileMode;
import io.buildout4j.recipes.shell.ShellWords;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Scripts whose first line names an interpreter by a path too long for the kernel: each is put aside, and a short shell
 * script calls the interpreter in its stead.
 */
final class LongShebangs {

    private static final int LONGEST = 127;
    private static final int READ = 8192;

    private LongShebangs() {}

    /** Mends what stands in {@code bin} and {@code sbin} of a directory. */
    static void wrap(Path location) throws IOException {
        for (String name : List.of("bin", "sbin")) {
            Path directory = location.resolve(name);
            if (Files.isDirectory(directory)) {
                List<Path> scripts;
                try (Stream<Path> entries = Files.list(directory)) {
                    scripts = entries.filter(entry -> Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS))
                            .toList();
                }
                for (Path script : scripts) {
                    wrapScript(script);
                }
            }
        }
    }

    private static void wrapScript(Path script) throws IOException {
        String head;
        try (InputStream in = Files.newInputStream(script)) {
            head = new String(in.readNBytes(READ), StandardCharsets.ISO_8859_1);
        }
        int end = head.indexOf('\n');
        if (!head.startsWith("#!") || end <= LONGEST || !Files.isExecutable(script)) {
            return;
        }
        String line = new String(head.substring(2, end).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        Path aside = script.resolveSibling(script.getFileName() + ".shebang");
        Files.move(script, aside);
        // The kernel passes what stands behind the interpreter as one argument.
        String call =
                Stream.of(line.strip().split("\\s+", 2)).map(ShellWords::quote).collect(Collectors.joining(" "));
        Files.writeString(script, "#!/bin/sh\nexec " + call + " " + ShellWords.quote(aside.toString()) + " \"$@\"\n");
        new FileMode(0755).applyTo(script);
    }
}
