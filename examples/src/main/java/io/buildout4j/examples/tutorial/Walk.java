package io.buildout4j.examples.tutorial;

import io.buildout4j.Buildout;
import io.buildout4j.install.InstallPlan;
import io.buildout4j.install.InstallReport;
import io.buildout4j.install.PartChange;
import io.buildout4j.profile.Profile;
import io.buildout4j.profile.ResolvedProfile;
import io.buildout4j.profile.Value;
import io.buildout4j.promise.PromiseReport;
import io.buildout4j.promise.PromiseResult;
import io.buildout4j.promise.PromiseRunner;
import io.buildout4j.promise.Sweep;
import io.buildout4j.recipes.StandardRecipes;
import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The tutorial's steps, one method each, in the order in which a reader meets them. */
final class Walk implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Application application;
    private final PrintStream out;
    private final Path profiles;
    private final Path software;
    private final Path partition;
    private final ReleaseServer site;
    private final Buildout buildout;
    private final PromiseRunner promises;
    private final String python;
    private Parameters parameters;

    /** The instance's parameters, as somebody who requests it chooses them. */
    private record Parameters(String host, int port) {
        Map<String, String> assignments() {
            return Map.of(
                    "instance-parameter:configuration.host",
                    host,
                    "instance-parameter:configuration.port",
                    Integer.toString(port));
        }
    }

    /** @param port where the application shall listen */
    Walk(Application application, int port, Path directory, PrintStream out)
            throws IOException, InterruptedException, Unexpected {
        this.application = application;
        this.out = out;
        profiles = ReleaseFiles.unpack(application, directory.resolve("profiles"));
        software = Files.createDirectory(directory.resolve("software"));
        partition = Files.createDirectory(directory.resolve("partition"));
        site = new ReleaseServer(profiles.resolve(application.source()));
        parameters = new Parameters("127.0.0.1", port);
        buildout = Buildout.builder()
                .recipes(new StandardRecipes())
                .recipe(CustomRecipe.class.getName(), CustomRecipe::new)
                .build();
        python = application == Application.FLASK
                ? Python.withFlask().orElseThrow(() -> new Unexpected("no python3 that has Flask was found"))
                : "python3";
        promises = PromiseRunner.builder(partition)
                .python(python)
                .pythonPath(profiles)
                .module("check_app", CheckApp::new)
                .module("check_log_file", CheckLogFile::new)
                .onBang(message -> say("bang: " + message))
                .build();
    }

    void run() throws IOException, InterruptedException, Unexpected {
        title("Step 1: prepare the application");
        say(application.source() + " is published at " + site.url() + "/" + application.source());

        title("Step 2: install the software release from software.cfg");
        install(softwareProfile());

        title("Step 3: instantiate it from instance.cfg.in");
        parameters.assignments().forEach((name, value) -> say("parameter " + name + " = " + value));
        install(instanceProfile());
        show(partition.resolve("etc").resolve(configurationFile()));
        say("published: " + published());

        title("Step 4: start the application through its wrapper");
        requireFreePort();
        try (Service service = new Service(
                partition.resolve("etc").resolve(application.service()), partition.resolve("var/app.log"))) {
            say("etc/" + application.service() + " runs with process id " + service.pid());
            awaitKeptPromises(service);
            say("GET " + page() + " answers: " + fetch());

            title("Step 5: the application dies");
            service.kill();
            say("process " + service.pid() + " was killed");
            failThreeTimes();

            title("Step 6: bang restarts it");
            service.restart();
            say("etc/" + application.service() + " runs with process id " + service.pid());
            awaitKeptPromises(service);
            PromiseReport watched = promises.run(Sweep.anomaly().force());
            show(watched);
            expect(watched.kept(), "no anomaly is left");
            say("GET " + page() + " answers: " + fetch());
        }

        title("Step 7: once more, nothing changed");
        expectUnchanged(softwareProfile());
        expectUnchanged(instanceProfile());

        title("Step 8: one parameter changes");
        changeOneParameter();
    }

    private Profile softwareProfile() {
        Map<String, String> assignments = new LinkedHashMap<>();
        assignments.put("buildout:directory", software.toString());
        assignments.put("site:url", site.url());
        if (application == Application.FLASK) {
            assignments.put("buildout:executable", python);
        } else {
            assignments.put("java:executable", javaExecutable());
        }
        return buildout.load(profiles.resolve("software.cfg"), assignments);
    }

    private Profile instanceProfile() {
        Map<String, String> assignments = new LinkedHashMap<>(parameters.assignments());
        assignments.put("buildout:directory", partition.toString());
        // The instance starts what the software release installed.
        assignments.put("buildout:parts-directory", software.resolve("parts").toString());
        return buildout.load(profiles.resolve("instance.cfg.in"), assignments);
    }

    private void install(Profile profile) {
        InstallPlan plan = buildout.plan(profile);
        plan.changes().forEach(change -> say(change.explain()));
        InstallReport report = buildout.install(plan);
        report.warnings().forEach(warning -> say("warning: " + warning.line()));
        say(report.done().size() + " parts done in " + profile.directory().getFileName());
    }

    private void expectUnchanged(Profile profile) throws Unexpected {
        InstallPlan plan = buildout.plan(profile);
        List<String> changes = plan.changes().stream()
                .filter(change -> change.action() != PartChange.Action.UPDATE)
                .map(PartChange::explain)
                .toList();
        expect(
                changes.isEmpty(),
                "nothing is to be installed in " + profile.directory().getFileName());
        buildout.install(plan);
    }

    private void changeOneParameter() throws IOException, Unexpected {
        parameters = new Parameters("localhost", parameters.port());
        say("parameter configuration.host is now localhost");
        InstallPlan plan = buildout.plan(instanceProfile());
        List<PartChange> reinstalled = plan.changes().stream()
                .filter(change -> change.action() == PartChange.Action.REINSTALL)
                .toList();
        reinstalled.forEach(change -> say(change.explain()));
        expect(
                reinstalled.stream()
                        .map(PartChange::part)
                        .collect(Collectors.toSet())
                        .equals(dependants()),
                "exactly the parts that depend on it are installed anew");
        buildout.install(plan);
        show(partition.resolve("etc").resolve(configurationFile()));
        say("published: " + published());
    }

    /** The parts that name the parameter, and those that refer to them. */
    private Set<String> dependants() {
        return Set.of(application.part("config"), application.part("service"), application.part("promise"));
    }

    private void failThreeTimes() throws InterruptedException, Unexpected {
        PromiseReport test = promises.run(Sweep.test().force());
        say("first failure, seen by a test:");
        show(test);
        expect(!test.kept(), "the test fails at once");

        PromiseReport second = promises.run(Sweep.anomaly().force());
        say("second failure, no anomaly yet:");
        show(second);
        expect(second.kept() && second.bangs().isEmpty(), "two failures are no anomaly");

        say("third failure:");
        PromiseReport third = promises.run(Sweep.anomaly().force());
        show(third);
        expect(!third.kept() && third.bangs().size() == 1, "the third failure is an anomaly, and bangs");
    }

    private void awaitKeptPromises(Service service) throws InterruptedException, Unexpected {
        long end = System.nanoTime() + PATIENCE.toNanos();
        PromiseReport report = promises.run(Sweep.test().force());
        while (!report.kept() && service.runs() && System.nanoTime() < end) {
            Thread.sleep(100);
            report = promises.run(Sweep.test().force());
        }
        show(report);
        expect(report.kept(), "all promises hold");
    }

    private Map<String, String> published() {
        ResolvedProfile resolved = instanceProfile().resolve();
        Map<String, String> published = new LinkedHashMap<>();
        resolved.section("publish-connection-parameter").forEach((name, value) -> published.put(name, value.text()));
        return published;
    }

    private URI page() {
        return URI.create(
                "http://" + published().get("hostname") + ":" + published().get("port") + "/");
    }

    private String fetch() throws IOException, Unexpected {
        HttpURLConnection connection = (HttpURLConnection) page().toURL().openConnection();
        String body = new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        expect(body.equals("Hello, SlapOS!"), "the page says hello");
        return body;
    }

    private String configurationFile() {
        return application == Application.FLASK ? "flask.cfg" : "app.cfg";
    }

    private void show(Path file) throws IOException {
        say(partition.relativize(file) + ":");
        Files.readAllLines(file).forEach(line -> say("  | " + line));
    }

    private void show(PromiseReport report) {
        for (PromiseResult result : report.results()) {
            say("  " + (result.failed() ? "FAILED " : "ok     ") + result.title() + ": "
                    + result.message().lines().findFirst().orElse(""));
        }
    }

    private void title(String text) {
        out.println();
        out.println(text);
    }

    private void say(String text) {
        out.println("  " + text);
    }

    private void expect(boolean holds, String what) throws Unexpected {
        if (!holds) {
            throw new Unexpected("not as the tutorial says: " + what + " - but it is not so");
        }
        say("as expected, " + what);
    }

    private static String javaExecutable() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Another program that listens there would make the promises hold for the wrong reason. */
    private void requireFreePort() {
        Value port = instanceProfile().resolve().value("instance-parameter", "configuration.port");
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(parameters.host(), port.asInt()));
        } catch (IOException e) {
            throw port.reject("is in use on " + parameters.host()).during("starting etc/" + application.service());
        }
    }

    @Override
    public void close() {
        promises.close();
        site.close();
    }
}
