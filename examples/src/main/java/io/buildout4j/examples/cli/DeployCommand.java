package io.buildout4j.examples.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Software releases and instances of them, as on a SlapOS node. */
@Command(
        name = "deploy",
        mixinStandardHelpOptions = true,
        description = "Builds software releases, and deploys instances of them into partitions.")
final class DeployCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "deploy what? software or instance");
    }
}
