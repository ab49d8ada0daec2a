package io.buildout4j.examples.cli;

/** Software releases and instances of them, as on a SlapOS node. */
final class DeployCommand implements Command {

    private final GlobalOptions options;

    DeployCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("buildout deploy", "Builds software releases, and deploys instances of them into partitions.")
                .command("software", () -> new DeploySoftwareCommand(options))
                .command("instance", () -> new DeployInstanceCommand(options))
                .example(
                        "buildout deploy software software.cfg --root releases",
                        "builds a release, prints its directory")
                .example(
                        "buildout deploy instance --software releases/… --partition part0", "deploys an instance of it")
                .note(ExitStatus.TEXT);
    }

    @Override
    public int run() {
        throw syntax().misuse("deploy what? software or instance");
    }
}
