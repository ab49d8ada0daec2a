package io.buildout4j.examples.cli;

import io.buildout4j.Buildout;
import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.ProfileRequest;
import io.buildout4j.profile.Profile;
import io.buildout4j.recipes.StandardRecipes;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stands before the command: zc.buildout's options and the assignments. Without a command, installs. */
final class GlobalOptions implements Command {

    private static final String USUAL_CONFIG = "buildout.cfg";

    private final Console console;
    private final Stopping stopping;
    private final List<String> switches = new ArrayList<>();

    private String config = USUAL_CONFIG;
    private boolean withoutUserDefaults;
    private int verbosity;
    private int parallelism = 1;
    private boolean extendsOnce;
    private final List<String> assignments = new ArrayList<>();

    GlobalOptions(Console console, Stopping stopping) {
        this.console = console;
        this.stopping = stopping;
    }

    @Override
    public Syntax syntax() {
        Syntax syntax = Syntax.of(
                        "buildout",
                        "Reads a buildout profile, works out what must change, and installs it.",
                        "Without a command, installs. Options and assignments come before the command; what follows it"
                                + " belongs to the command.")
                .option("-c", "FILE|URL", "the profile (default: buildout.cfg)")
                .flag("-U", "leave out the user's defaults (~/.buildout/default.cfg)")
                .flag("-n", "newest: look for newer distributions")
                .flag("-N", "not newest")
                .flag("-o", "offline: use the network for nothing")
                .flag("-O", "online")
                .flag("-v", "say more; may be repeated")
                .flag("-q", "say less; may be repeated")
                .option("-t", "SECONDS", "how long a server may be silent")
                .option("-j", "N", "install up to N independent parts side by side")
                .flag("--extends-once", "apply each extended file once, as SlapOS's fork does")
                .words("SECTION:OPTION=VALUE", "assignments that win over the files; += and -= add and remove lines")
                .example("buildout init && buildout", "a first profile, and what it says made real")
                .example("buildout -c software.cfg plan", "what installing another profile would do, and why")
                .example("buildout web:port=8080 explain web:url", "how a value comes about when another is assigned")
                .example("buildout plan --help", "more about one command")
                .note(ExitStatus.TEXT);
        for (String name : Commands.NAMES) {
            syntax.command(name, new Below(name, this));
        }
        return syntax;
    }

    private record Below(String name, GlobalOptions options) implements Supplier<Command> {

        @Override
        public Command get() {
            return Commands.create(name, options);
        }
    }

    @Override
    public void take(String name, String value) {
        switch (name) {
            case "-c" -> config = value;
            case "-U" -> withoutUserDefaults = true;
            case "-n" -> switches.add("buildout:newest=true");
            case "-N" -> switches.add("buildout:newest=false");
            case "-o" -> switches.add("buildout:offline=true");
            case "-O" -> switches.add("buildout:offline=false");
            case "-v" -> verbosity++;
            case "-q" -> verbosity--;
            case "-t" -> switches.add("buildout:socket-timeout=" + Integer.parseInt(value));
            case "-j" -> sideBySide(value);
            case "--extends-once" -> extendsOnce = true;
            case "SECTION:OPTION=VALUE" -> assign(value);
            default -> Command.super.take(name, value);
        }
    }

    private void assign(String word) {
        if (word.indexOf('=') < 0) {
            throw syntax().misuse("'" + word + "' is neither a command nor an assignment"
                    + Arguments.meant(word, Commands.NAMES));
        }
        assignments.add(word);
    }

    private void sideBySide(String number) {
        parallelism = Integer.parseInt(number);
        if (parallelism < 1) {
            throw new IllegalArgumentException(number);
        }
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
        return verbosity;
    }

    /** The path or URL of the profile, as it was named. */
    String config() {
        return config;
    }

    /** Whether the profile is the one that nobody has to name. */
    boolean isUsualConfig() {
        return config.equals(USUAL_CONFIG);
    }

    /** The profile that the options name. */
    Profile load(Buildout buildout) {
        try {
            return buildout.load(request(config));
        } catch (BuildoutException e) {
            if (e.diagnostic().kind() == Diagnostic.Kind.CONFIG_NOT_FOUND && isUsualConfig()) {
                throw new BuildoutException.Reading(
                        e.diagnostic().withHint("-c names another one, 'buildout init' writes a first one"), e);
            }
            throw e;
        }
    }

    /** A request with what the options assign. */
    ProfileRequest assign(ProfileRequest plain) {
        ProfileRequest request = plain.withSortedAssignments();
        for (String assignment : allAssignments()) {
            int equals = assignment.indexOf('=');
            String name = assignment.substring(0, equals);
            String value = assignment.substring(equals + 1);
            request = request.with(name, isExtends(name) ? fromHere(value) : value);
        }
        return request;
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

    /**
     * An engine that installs, with the recipes on the class path, the standard ones among them. Where the program's jar is
     * alone it is not searched for more: that takes a tenth of a short run.
     */
    Buildout.Builder installer() {
        Buildout.Builder engine = reader().parallelism(parallelism);
        return System.getProperty("java.class.path", "").contains(File.pathSeparator)
                ? engine.discoverRecipes(GlobalOptions.class.getClassLoader())
                : engine.recipes(new StandardRecipes());
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
    public int run() throws Exception {
        return new InstallCommand(this).run();
    }
}
