package io.buildout4j.examples.cli;

import io.buildout4j.recipes.node.Deployed;
import io.buildout4j.recipes.node.Instance;
import io.buildout4j.recipes.node.Node;
import io.buildout4j.recipes.node.SoftwareRelease;
import io.buildout4j.recipes.node.supervise.EmbeddedSupervisor;
import io.buildout4j.recipes.node.supervise.ServiceState;
import io.buildout4j.recipes.node.supervise.Supervisor;
import io.buildout4j.recipes.node.supervise.SupervisordFiles;
import io.buildout4j.recipes.node.supervise.SystemdUnits;
import io.buildout4j.recipes.slap.ConnectionParameters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Deploys an instance of a software release. */
@Command(
        name = "instance",
        mixinStandardHelpOptions = true,
        description = {
            "Deploys an instance of a software release into a partition, starts its services, and tests its promises.",
            "Prints what the instance publishes. The services go on when the program has ended.",
            "Exit status: 0 done, 1 refused or failed, 2 only a promise failed, or wrong usage."
        })
final class DeployInstanceCommand implements Callable<Integer> {

    private final GlobalOptions options;

    @Option(names = "--software", paramLabel = "DIR", required = true, description = "the directory of the release")
    @SuppressWarnings("NullAway.Init") // required
    private Path software;

    @Option(names = "--partition", paramLabel = "DIR", required = true, description = "where the instance goes")
    @SuppressWarnings("NullAway.Init") // required
    private Path partition;

    @ArgGroup(multiplicity = "0..1")
    private Given given = new Given();

    /** Parameters are given one by one or in a file. */
    private static final class Given {
        @Option(names = "--parameter", paramLabel = "NAME=VALUE", description = "a parameter; may be repeated")
        private Map<String, String> each = new LinkedHashMap<>();

        @Option(names = "--parameters", paramLabel = "JSONFILE", description = "the parameters, a JSON object")
        private @Nullable String file;
    }

    @Option(names = "--type", paramLabel = "NAME", description = "the software type (default: ${DEFAULT-VALUE})")
    private String type = "default";

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "started, stopped or destroyed (default: ${DEFAULT-VALUE})")
    private State state = State.started;

    @Option(names = "--address", paramLabel = "IP", description = "where it may listen; may be repeated")
    private List<String> addresses = new ArrayList<>();

    @Option(
            names = "--services",
            paramLabel = "HOW",
            description = "run: start them; none: do not; supervisord=DIR or systemd=DIR: write files there"
                    + " (default: ${DEFAULT-VALUE})")
    private String services = "run";

    @Option(
            names = "--settle",
            paramLabel = "S",
            description = "seconds that started services may take until the promises hold (default: ${DEFAULT-VALUE})")
    private int settle = 10;

    @Option(names = "--json", description = "print what came of it as JSON")
    private boolean json;

    DeployInstanceCommand(GlobalOptions options) {
        this.options = options;
    }

    /** As written on the command line. */
    enum State {
        started,
        stopped,
        destroyed
    }

    @Override
    public Integer call() {
        Map<String, String> parameters =
                given.file == null ? given.each : InstanceFile.read(given.file).parameters();
        Instance instance = Instance.of(
                        SoftwareRelease.at(software.toAbsolutePath().normalize()), partition)
                .withParameters(parameters)
                .withSoftwareType(type)
                .withState(Instance.State.valueOf(state.name().toUpperCase(Locale.ROOT)));
        try (Supervisor supervisor = supervisor()) {
            Deployed deployed = Node.builder()
                    .engine(() ->
                            options.installer().listener(new ConsoleListener(options.console(), options.verbosity())))
                    .supervisor(supervisor)
                    .settling(Duration.ofSeconds(settle))
                    .build()
                    .deploy(addresses.isEmpty() ? instance : instance.withAddresses(addresses));
            tell(deployed, supervisor.states(partition));
            return deployed.exitStatus();
        }
    }

    private Supervisor supervisor() {
        if (services.startsWith("supervisord=")) {
            return new SupervisordFiles(Path.of(services.substring("supervisord=".length())));
        }
        if (services.startsWith("systemd=")) {
            return new SystemdUnits(Path.of(services.substring("systemd=".length())));
        }
        return switch (services) {
            case "run" -> new EmbeddedSupervisor(EmbeddedSupervisor.Settings.standard());
            case "none" -> Supervisor.none();
            default ->
                throw options.misuse(
                        "option --services wants run, none, supervisord=DIR or systemd=DIR, not '" + services + "'");
        };
    }

    private void tell(Deployed deployed, List<ServiceState> running) {
        deployed.failure().ifPresent(failure -> options.console().failure(failure, options.verbose()));
        deployed.promises()
                .filter(report -> !report.kept())
                .ifPresent(report -> options.console().err().println(report.summary()));
        if (json) {
            options.console().out().println(Json.text(asData(deployed, running)));
        } else if (deployed.failure().isEmpty()) {
            deployed.published()
                    .getOrDefault(ConnectionParameters.OWN, Map.of())
                    .forEach((name, value) -> options.console().out().println(name + " = " + value));
        }
    }

    private static Map<String, Object> asData(Deployed deployed, List<ServiceState> running) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("status", deployed.status().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        data.put("partition", deployed.instance().partition().toString());
        data.put("published", deployed.published());
        List<Object> services = new ArrayList<>();
        for (ServiceState service : running) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", service.service().name());
            one.put("runs", service.runs());
            service.pid().ifPresent(pid -> one.put("pid", pid));
            services.add(one);
        }
        data.put("services", services);
        deployed.promises().map(PromiseCommand::asData).ifPresent(promises -> data.put("promises", promises));
        deployed.failure()
                .ifPresent(failure -> data.put(
                        "error",
                        Map.of(
                                "kind", failure.diagnostic().kind().word(),
                                "message", failure.diagnostic().text())));
        return data;
    }
}
