package io.buildout4j.promise.check;

import io.buildout4j.process.Command;
import io.buildout4j.process.Outcome;
import io.buildout4j.promise.Finding;
import io.buildout4j.promise.Promise;
import io.buildout4j.promise.PromiseContext;

/** A line of shell ends with exit status 0. */
record CommandExecute(String command) implements Promise {

    @Override
    public Finding sense(PromiseContext context) throws Exception {
        Outcome outcome = Command.shell(context.directory(), command).run();
        return outcome.succeeded()
                ? Finding.ok("OK " + Words.quoted(command) + " run with success")
                : Finding.failed("ERROR " + Words.quoted(command) + " run with failure, output: "
                        + Words.quotedBytes(outcome.output().text()));
    }
}
