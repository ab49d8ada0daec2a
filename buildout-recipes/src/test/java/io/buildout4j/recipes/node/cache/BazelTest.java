package io.buildout4j.recipes.node.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.buildout4j.process.Command;
import io.buildout4j.process.Outcome;
import io.buildout4j.recipes.archive.Trees;
import io.buildout4j.recipes.download.PartStore.PartKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Bazel keeps its results where finished parts are kept. The environment variable {@code BAZEL} names its program,
 * such as the one in npm's package {@code @bazel/bazel-linux_x64}.
 */
@Tag("slow")
class BazelTest {

    private static final int RULES = 5;

    @TempDir
    private Path directory;

    private Path workspace;

    private Outcome build(Nginx nginx) throws Exception {
        return Command.in(
                        workspace,
                        System.getenv("BAZEL"),
                        "--batch",
                        "--output_user_root=" + directory.resolve("bazel"),
                        "build",
                        "--remote_cache=" + nginx.url(),
                        "--spawn_strategy=local",
                        "//:all")
                .run();
    }

    @Test
    void partsAndWhatBazelBuiltStandInOneStore() throws Exception {
        assumeTrue(System.getenv("BAZEL") != null, "BAZEL names no Bazel");
        assumeTrue(Nginx.isHere(), "no nginx");
        workspace = Files.createDirectory(directory.resolve("workspace"));
        Files.createFile(workspace.resolve("WORKSPACE"));
        Files.writeString(workspace.resolve("BUILD"), rules());
        PartKey key = new PartKey("part", "what made it", directory.resolve("shared"));
        Path part = Files.createDirectories(directory.resolve("shared/part/signature"));
        Files.writeString(part.resolve("file"), "content");
        try (Nginx nginx = Nginx.start(Files.createDirectory(directory.resolve("server")));
                SharedCache cache = new SharedCache(
                        new HttpBlobs(nginx.url(), HttpBlobs.settings(directory)),
                        Trust.everybody(),
                        directory.resolve("temporary"))) {
            assertThat(build(nginx).succeeded()).isTrue();
            Set<String> bazels = names(nginx);
            cache.keep(key, part);
            Trees.delete(part);
            Trees.delete(directory.resolve("bazel"));

            Outcome again = build(nginx);

            assertThat(again.output().text()).contains(RULES + " remote cache hit");
            assertThat(cache.restore(key, part)).isTrue();
            assertThat(part.resolve("file")).hasContent("content");
            assertThat(names(nginx))
                    .containsAll(bazels)
                    .hasSize(bazels.size() + 2)
                    .allMatch(name -> name.matches("(ac|cas)/[0-9a-f]{64}"));
        }
    }

    private static String rules() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < RULES; i++) {
            text.append("genrule(name = 'r%1$d', outs = ['o%1$d'], cmd = 'echo %1$d > $@')\n".formatted(i));
        }
        return text.toString();
    }

    private static Set<String> names(Nginx nginx) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(nginx.files())) {
            files = all.filter(Files::isRegularFile).toList();
        }
        return files.stream()
                .map(file -> nginx.files().relativize(file).toString())
                .collect(Collectors.toSet());
    }
}
