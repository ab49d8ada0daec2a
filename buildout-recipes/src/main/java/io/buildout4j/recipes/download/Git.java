package io.buildout4j.recipes.download;

import io.buildout4j.process.Command;
import io.buildout4j.process.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The git program, never asking a person anything.
 *
 * @param executable its name or path
 * @param trustsAnybody whether servers need not prove who they are
 * @param limit how long each call may take
 */
record Git(String executable, boolean trustsAnybody, Duration limit) {

    /** Runs it and gives what it printed, without the outer blanks. */
    String run(Path directory, List<String> words) throws IOException, InterruptedException {
        Outcome outcome = outcome(directory, words);
        if (!outcome.succeeded()) {
            throw new IOException("git " + words.get(0) + " " + outcome.failure() + ": "
                    + outcome.errors().trimmed());
        }
        return outcome.output().trimmed();
    }

    String run(Path directory, String... words) throws IOException, InterruptedException {
        return run(directory, Arrays.asList(words));
    }

    Outcome outcome(Path directory, List<String> words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>();
        all.add(executable);
        if (trustsAnybody) {
            all.addAll(List.of("-c", "http.sslVerify=false"));
        }
        // A server that stops sending is not waited for.
        all.addAll(List.of("-c", "http.lowSpeedLimit=100", "-c", "http.lowSpeedTime=60"));
        all.addAll(words);
        return Command.in(directory, all)
                .withEnvironment(Map.of("GIT_TERMINAL_PROMPT", "0", "LC_ALL", "C"))
                .withTimeLimit(limit)
                .withErrorsApart()
                .run();
    }

    /** What a person would lose with a clone: changes that are not committed, commits that are nowhere else. */
    boolean hasLocalWork(Path clone) throws IOException, InterruptedException {
        return !run(clone, "status", "--porcelain").isEmpty()
                || !run(clone, "log", "--branches", "--not", "--remotes", "--oneline")
                        .isEmpty();
    }
}
