package io.buildout4j.promise.check;

import io.buildout4j.promise.Finding;
import io.buildout4j.promise.Parameters;
import io.buildout4j.promise.Promise;
import io.buildout4j.promise.PromiseContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A network interface is up. */
record InterfaceUp(String name, boolean testing) implements Promise {

    InterfaceUp(Parameters parameters) {
        this(parameters.required("ifname"), parameters.asBoolean("testing", false));
    }

    @Override
    public Finding sense(PromiseContext context) throws IOException {
        if (testing) {
            return Finding.ok("skipping promise");
        }
        Path state =
                Path.of("/sys/class/net").resolve(name).resolve("operstate").normalize();
        if (!state.startsWith("/sys/class/net")) {
            throw new IllegalArgumentException("'" + name + "' is no name of an interface");
        }
        try {
            return Files.readString(state).equals("up\n")
                    ? Finding.ok(name + " is up")
                    : Finding.failed(name + " is down");
        } catch (NoSuchFileException e) {
            return Finding.failed("[Errno 2] No such file or directory: " + Words.quoted(state.toString()));
        }
    }
}
