package io.buildout4j.promise.check;

import io.buildout4j.promise.Finding;
import io.buildout4j.promise.Parameters;
import io.buildout4j.promise.Promise;
import io.buildout4j.promise.PromiseContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file is absent, empty, not empty, or merely readable. */
final class FileState implements Promise {
    private final String name;
    private final Optional<String> state;
    private final Optional<String> url;

    FileState(Parameters parameters) {
        name = parameters.required("filename");
        state = parameters.find("state");
        url = parameters.findText("url");
    }

    @Override
    public Finding sense(PromiseContext context) {
        String wanted = state.orElse("");
        String quoted = Words.quoted(name);
        Finding fine =
                Finding.ok("OK " + quoted + " state " + state.map(Words::quoted).orElse("None"));
        Path file = context.directory().resolve(name);
        boolean exists = Files.exists(file);
        if (wanted.equals("absent")) {
            return exists ? Finding.failed("ERROR " + quoted + " not absent") : fine;
        }
        if (!exists) {
            return Finding.failed("ERROR " + quoted + " not present");
        }
        boolean empty;
        try (InputStream content = Files.newInputStream(file)) {
            empty = content.read() < 0;
        } catch (IOException e) {
            return Finding.failed("ERROR " + Words.file(e) + " during opening and reading file " + quoted);
        }
        if (wanted.equals("empty") && !empty) {
            return Finding.failed("ERROR " + quoted + " not empty"
                    + url.map(place -> ", content available at " + place).orElse(""));
        }
        return wanted.equals("not-empty") && empty ? Finding.failed("ERROR " + quoted + " empty") : fine;
    }
}
