package io.buildout4j.examples.cli;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.profile.Profile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints one raw value. */
@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        description = "Prints the raw value of an option: before macros and substitution.")
final class QueryCommand implements Callable<Integer> {

    private final GlobalOptions options;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "SECTION:OPTION", description = "a name without a colon means an option of [buildout]")
    private String question = "";

    QueryCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public Integer call() {
        OptionName asked = OptionName.parse(question)
                .orElseThrow(
                        () -> new ParameterException(spec.commandLine(), "'" + question + "' is not SECTION:OPTION"));
        Profile profile = options.load(options.reader().build());
        String section = asked.section();
        String option = asked.option();
        if (options.verbosity() != 0) {
            options.console().out().println("${" + section + ":" + option + "}");
        }
        if (profile.find(section).isEmpty()) {
            throw new BuildoutException.Resolving(Diagnostic.error(
                    Diagnostic.Kind.MISSING_SECTION, section, "there is no section [" + section + "]"));
        }
        options.console()
                .out()
                .println(profile.find(section, option)
                        .orElseThrow(() -> new BuildoutException.Resolving(Diagnostic.error(
                                Diagnostic.Kind.MISSING_OPTION,
                                section + ":" + option,
                                "there is no option '" + option + "' in section [" + section + "]")))
                        .value());
        return ExitStatus.DONE;
    }
}
