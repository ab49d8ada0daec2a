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
import org.jspecify.annotations.Nullable;

/** Deploys an instance of a software release. */
final class DeployInstanceCommand implements Command {

    private final GlobalOptions options;

    @SuppressWarnings("NullAway.Init") // required
    private Path software;

    @SuppressWarnings("NullAway.Init") // required
    private Path partition;

    private final Map<String, String> parameters = new LinkedHashMap<>();
    private @Nullable String parameterFile;

    private String type = "default";

    private Instance.State state = Instance.State.STARTED;

    private List<String> addresses = new ArrayList<>();

    private String services = "run";

    private int settle = 10;

    private final CacheOptions cache = new CacheOptions();

    private boolean json;

    DeployInstanceCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public Syntax syntax() {
        Syntax syntax = Syntax.of(
                        "buildout deploy instance",
                        "Deploys an instance of a software release into a partition, starts its services, and tests its promises.",
                        "Prints what the instance publishes. The services go on when the program has ended.")
                .required("--software", "DIR", "the directory of the release")
                .required("--partition", "DIR", "where the instance goes")
                .option("--parameter", "NAME=VALUE", "a parameter; may be repeated")
                .option("--parameters", "JSONFILE", "the parameters, a JSON object")
                .option("--type", "NAME", "the software type (default: default)")
                .option("--state", "started|stopped|destroyed", "what the instance shall be (default: started)")
                .option("--address", "IP", "where it may listen; may be repeated")
                .option(
                        "--services",
                        "HOW",
                        "run: start them; none: do not; supervisord=DIR or systemd=DIR: write files there (default: run)")
                .option(
                        "--settle",
                        "SECONDS",
                        "how long started services may take until the promises hold (default: 10)");
        return cache.into(syntax)
                .flag("--json", "print what came of it as JSON")
                .example(
                        "buildout deploy instance --software releases/… --partition part0 --parameter port=8080",
                        "an instance that listens on that port")
                .example(
                        "buildout deploy instance --software releases/… --partition part0 --state destroyed",
                        "takes it away")
                .note("Exit status: 0 done, 1 refused or failed, 2 only a promise failed, or wrong usage.");
    }

    @Override
    public void take(String name, String value) {
        switch (name) {
            case "--software" -> software = Path.of(value);
            case "--partition" -> partition = Path.of(value);
            case "--parameter" -> NameValue.put(parameters, value);
            case "--parameters" -> parameterFile = value;
            case "--type" -> type = value;
            case "--state" -> state = Instance.State.valueOf(value.toUpperCase(Locale.ROOT));
            case "--address" -> addresses.add(value);
            case "--services" -> services = value;
            case "--settle" -> settle = Integer.parseInt(value);
            case "--json" -> json = true;
            default -> cache.take(name, value);
        }
    }

    @Override
    public int run() throws Exception {
        if (parameterFile != null && !parameters.isEmpty()) {
            throw syntax().misuse("options --parameter and --parameters exclude each other");
        }
        Instance instance = Instance.of(
                        SoftwareRelease.at(software.toAbsolutePath().normalize()), partition)
                .withParameters(
                        parameterFile == null
                                ? parameters
                                : InstanceFile.read(parameterFile).parameters())
                .withSoftwareType(type)
                .withState(state);
        try (CacheOptions.Opened opened = cache.open(syntax());
                Supervisor supervisor = supervisor()) {
            Deployed deployed = Node.builder()
                    .engine(() -> opened.offerTo(options.installer())
                            .listener(new ConsoleListener(options.console(), options.verbosity())))
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
                throw syntax().misuse("option --services wants run, none, supervisord=DIR or systemd=DIR, not '"
                        + services + "'");
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
