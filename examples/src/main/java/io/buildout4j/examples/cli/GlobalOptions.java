package io.buildout4j.examples.cli;

import io.buildout4j.Buildout;
import io.buildout4j.ProfileRequest;
import io.buildout4j.profile.Profile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What stands before the command: zc.buildout's options and the assignments. Without a command, installs. */
@Command(
        name = "buildout",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Reads a buildout profile, works out what must change, and installs it.",
        footer = {
            "",
            "Assignments and options come before the command; what follows it belongs to the command.",
            "Exit status: 0 done, 1 refused or failed, 2 wrong usage."
        })
final class GlobalOptions implements Callable<Integer> {

    private final Console console;
    private final Stopping stopping;
    private final List<String> switches = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "-c", paramLabel = "FILE|URL", description = "the profile (default: ${DEFAULT-VALUE})")
    private String config = "buildout.cfg";

    @Option(names = "-U", description = "leave out the user's defaults (~/.buildout/default.cfg)")
    private boolean withoutUserDefaults;

    @Option(names = "-v", description = "say more; may be repeated")
    private boolean[] louder = {};

    @Option(names = "-q", description = "say less; may be repeated")
    private boolean[] quieter = {};

    @Option(names = "-j", paramLabel = "N", description = "install up to N independent parts side by side")
    private int parallelism = 1;

    @Option(names = "--extends-once", description = "apply each extended file once, as SlapOS's fork does")
    private boolean extendsOnce;

    @Parameters(
            paramLabel = "section:option=value",
            description = "assignments that win over the files; += and -= add and remove lines")
    private List<String> assignments = new ArrayList<>();

    GlobalOptions(Console console, Stopping stopping) {
        this.console = console;
        this.stopping = stopping;
    }

    @Option(names = "-n", description = "newest: look for newer distributions")
    void newest(boolean ignored) {
        switches.add("buildout:newest=true");
    }

    @Option(names = "-N", description = "not newest")
    void notNewest(boolean ignored) {
        switches.add("buildout:newest=false");
    }

    @Option(names = "-o", description = "offline: use the network for nothing")
    void offline(boolean ignored) {
        switches.add("buildout:offline=true");
    }

    @Option(names = "-O", description = "online")
    void online(boolean ignored) {
        switches.add("buildout:offline=false");
    }

    @Option(names = "-t", paramLabel = "SECONDS", description = "how long a server may be silent")
    void timeout(int seconds) {
        switches.add("buildout:socket-timeout=" + seconds);
    }

    Console console() {
        return console;
    }

    /** How an installation is stopped. */
    Stopping stopping() {
        return stopping;
    }

    /** Whether stack traces and more are wanted. */
    boolean verbose() {
        return verbosity() > 0;
    }

    /** How much more than usual is to be said; negative for less. */
    int verbosity() {
        return louder.length - quieter.length;
    }

    /** The profile that the options name. */
    Profile load(Buildout buildout) {
        return buildout.load(request(config));
    }

    /** A request with what the options assign. */
    ProfileRequest assign(ProfileRequest plain) {
        ProfileRequest request = plain.withSortedAssignments();
        for (String assignment : allAssignments()) {
            int equals = assignment.indexOf('=');
            if (equals < 0) {
                throw misuse("'" + assignment + "' is neither a command nor an assignment");
            }
            String name = assignment.substring(0, equals);
            String value = assignment.substring(equals + 1);
            request = request.with(name, isExtends(name) ? fromHere(value) : value);
        }
        return request;
    }

    /** Wrong usage of the command line. */
    ParameterException misuse(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }

    /** A request for a profile, with all that the options say about loading. */
    ProfileRequest request(String source) {
        ProfileRequest request = assign(ProfileRequest.of(source));
        request = withoutUserDefaults ? request.withoutUserDefaults() : request;
        return extendsOnce ? request.withExtendsOnce() : request;
    }

    private static boolean isExtends(String name) {
        String bare = name.strip();
        return bare.equals("extends") || bare.matches("buildout\\s*:\\s*extends");
    }

    /** Files named on the command line are where the person stands, not where the profile is. */
    private static String fromHere(String names) {
        return Stream.of(names.strip().split("\\s+"))
                .map(name -> name.contains("://")
                        ? name
                        : Path.of(name).toAbsolutePath().toString())
                .collect(Collectors.joining(" "));
    }

    /** An engine that only reads profiles. */
    Buildout.Builder reader() {
        return Buildout.builder();
    }

    /** An engine that installs, with the recipes on the class path, the standard ones among them. */
    Buildout.Builder installer() {
        if (parallelism < 1) {
            throw new ParameterException(spec.commandLine(), "option -j wants at least 1, not " + parallelism);
        }
        return reader().discoverRecipes(GlobalOptions.class.getClassLoader()).parallelism(parallelism);
    }

    private List<String> allAssignments() {
        List<String> all = new ArrayList<>(switches);
        if (verbosity() != 0) {
            all.add("buildout:verbosity=" + 10 * verbosity());
        }
        all.addAll(assignments);
        return all;
    }

    @Override
    public Integer call() throws Exception {
        return new InstallCommand(this).call();
    }
}
