package io.buildout4j.recipes.python;

import io.buildout4j.process.Command;
import io.buildout4j.process.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that only a Python can say of itself.
 *
 * @param program prints the answer, a line each
 * @param topic what it is about, to be read after "cannot say"
 */
record Question(String program, String topic) {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int LONGEST = 1 << 20;

    /** The lines of the answer. */
    List<String> ask(String python, Path directory, List<String> arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(python, "-c", program));
        words.addAll(arguments);
        Outcome answer = Command.in(directory, words)
                .withTimeLimit(LIMIT)
                .withTail(LONGEST)
                .withErrorsApart()
                .run();
        if (!answer.succeeded()) {
            throw new IOException(python + " cannot say " + topic + ": "
                    + answer.errors().text().strip());
        }
        return answer.output().text().lines().toList();
    }
}
