package io.buildout4j.recipes.node;

import io.buildout4j.Buildout;
import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.ProfileRequest;
import io.buildout4j.install.InstallPlan;
import io.buildout4j.install.InstallReport;
import io.buildout4j.process.Command;
import io.buildout4j.process.Outcome;
import io.buildout4j.profile.Profile;
import io.buildout4j.promise.PromiseReport;
import io.buildout4j.promise.PromiseRunner;
import io.buildout4j.promise.Sweep;
import io.buildout4j.recipes.node.supervise.Service;
import io.buildout4j.recipes.output.Turn;
import io.buildout4j.recipes.shell.Patience;
import io.buildout4j.recipes.slap.ConnectionParameters;
import io.buildout4j.recipes.slap.InstanceParameters;
import io.buildout4j.recipes.slap.InstanceRequests;
import io.buildout4j.recipes.slap.PlainInstance;
import io.buildout4j.recipes.slap.SubBuildout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One instance is deployed or looked after, once. */
final class InstanceDeployment {

    private static final Logger LOG = LoggerFactory.getLogger(InstanceDeployment.class);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final long DAY_SECONDS = 86_400;

    private final Node.Builder node;
    private final Instance instance;
    private final Partition partition;
    private final OutputTail output = new OutputTail();
    private @Nullable InstallReport report;
    private @Nullable PromiseReport promises;

    InstanceDeployment(Node.Builder node, Instance instance) {
        this.node = node;
        this.instance = instance;
        this.partition = new Partition(instance.partition());
    }

    /** What one attempt is; it may throw anything. */
    @FunctionalInterface
    private interface Work {
        Deployed.Status run() throws Exception;
    }

    Deployed deploy() {
        return guarded(this::deployed);
    }

    Deployed process() {
        return guarded(() -> {
            if (!isFresh()) {
                return deployed();
            }
            PromiseReport watched = watch();
            promises = watched;
            if (!watched.bangs().isEmpty()) {
                LOG.info("{} bangs: {}", partition.directory(), watched.bangs());
                return deployed();
            }
            return watched.kept() ? Deployed.Status.UNCHANGED : Deployed.Status.PROMISE_FAILED;
        });
    }

    /** A failure, of any sort, is the partition's own affair. */
    @SuppressWarnings("try") // the turn is held, not used
    private Deployed guarded(Work work) {
        BuildoutException failure = null;
        Deployed.Status status = Deployed.Status.FAILED;
        try {
            partition.open();
            try (Turn turn = Turn.await(partition.lock())) {
                status = work.run();
            }
        } catch (InterruptedException e) {
            failure = Refusals.interrupted("partition " + partition.directory(), e);
        } catch (IOException e) {
            failure = Refusals.disk(partition.directory(), e);
        } catch (BuildoutException e) {
            failure = e;
        } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError | AssertionError e) {
            failure = new BuildoutException.Installing(
                    Diagnostic.error(Diagnostic.Kind.RECIPE_FAILED, partition.toString(), e.toString()), e);
        }
        if (failure != null) {
            failure = failure.during("deploying instance " + partition.directory());
        }
        return new Deployed(
                instance,
                status,
                Optional.ofNullable(failure),
                Optional.ofNullable(report),
                Optional.ofNullable(promises),
                published());
    }

    private Map<String, Map<String, String>> published() {
        try {
            return partition.published().all();
        } catch (IOException e) {
            LOG.warn("{}", e.getMessage());
            return Map.of();
        }
    }

    /** Whether this request was deployed with success, not longer ago than the release wants: 0 for always, less for never. */
    private boolean isFresh() throws IOException {
        if (instance.timestamp().isEmpty() || instance.state() != Instance.State.STARTED) {
            return false;
        }
        Optional<Instant> deployed = partition.deployed(instance.timestamp().get());
        long period = instance.software().periodicity().orElse(DAY_SECONDS);
        return deployed.isPresent()
                && period != 0
                && (period < 0 || !node.clock.instant().isAfter(deployed.get().plusSeconds(period)));
    }

    private Deployed.Status deployed() throws Exception {
        partition.forgetTimestamp();
        if (instance.state() == Instance.State.DESTROYED) {
            destroy();
            return Deployed.Status.DEPLOYED;
        }
        try {
            install();
            partition.clearError();
        } catch (Exception e) {
            if (instance.state() == Instance.State.STOPPED) {
                // It is to end whatever else is wrong with it.
                node.supervisor.stop(partition.directory());
            }
            failed(e);
            throw e;
        }
        if (instance.state() == Instance.State.STOPPED) {
            node.supervisor.stop(partition.directory());
            return Deployed.Status.DEPLOYED;
        }
        List<String> started = node.supervisor.apply(partition.directory(), Service.of(partition.directory()));
        PromiseReport tested = test(started.isEmpty() ? Duration.ZERO : node.settling);
        promises = tested;
        if (!tested.kept()) {
            partition.writeError(tested.summary() + "\n");
            return Deployed.Status.PROMISE_FAILED;
        }
        if (instance.timestamp().isPresent()) {
            partition.writeTimestamp(instance.timestamp().get());
        }
        return Deployed.Status.DEPLOYED;
    }

    private void install() throws Exception {
        SoftwareRelease release = instance.software();
        if (!Files.isDirectory(release.directory())) {
            throw Refusals.missing(
                    release.directory(),
                    "software release " + release.url() + " is not on this machine: there is no " + release.directory(),
                    "install the software release first");
        }
        if (!release.isComplete()) {
            throw Refusals.refused(
                    release.url(),
                    "software release " + release.url() + " in " + release.directory() + " is not complete",
                    "install it to its end first");
        }
        // Before anything is touched.
        new ReleaseSchema(release, partition.temporary()).require(instance);
        note(release);
        partition.link(release);
        partition.writeProfile(ProfileText.of(instance, node.identity, node.sharedParts));
        Buildout buildout = engine().listener(output).build();
        ProfileRequest request = ProfileRequest.of(partition.profile()).withoutUserDefaults();
        Profile profile = buildout.load(request);
        Map<String, String> plain = PlainInstance.assignments(profile, instance.parameters());
        InstallPlan plan = buildout.plan(plain.isEmpty() ? profile : buildout.load(request.with(plain)));
        report = buildout.install(plan);
        PlainInstance.publish(plan.resolved(), partition.published());
        Path root = release.directory().getParent();
        if (root != null && isManaged(release)) {
            Uses.of(root).note(partition.directory(), Set.of(release));
        }
    }

    /** While it goes from one release to another, an instance uses both. */
    private void note(SoftwareRelease release) throws IOException, InterruptedException {
        Path root = release.directory().getParent();
        if (root == null || !isManaged(release)) {
            return;
        }
        Set<SoftwareRelease> used = new LinkedHashSet<>(List.of(release));
        Optional<Path> before = partition.software();
        if (before.isPresent() && root.equals(before.get().getParent()) && Files.isDirectory(before.get())) {
            used.add(SoftwareRelease.at(before.get()));
        }
        Uses.of(root).note(partition.directory(), used);
    }

    private static boolean isManaged(SoftwareRelease release) {
        Path root = release.directory().getParent();
        return Files.exists(release.directory().resolve(SoftwareRelease.SOURCE))
                && root != null
                && Files.isWritable(root);
    }

    private Buildout.Builder engine() {
        return node.engine
                .get()
                .service(InstanceParameters.class, new HandedParameters(instance, node.identity))
                .service(ConnectionParameters.class, partition.published())
                .service(InstanceRequests.class, request -> node.requests.request(instance, request))
                .service(SubBuildout.class, SubBuildout.by(() -> engine().listener(output)));
    }

    /** Says in the partition what went wrong, and how the promises are all the same. */
    private void failed(Exception e) throws IOException {
        String what =
                e instanceof BuildoutException problem ? problem.diagnostic().text() : e.toString();
        partition.writeError(output.text() + what + "\n");
        boolean runs = instance.state() == Instance.State.STARTED
                && partition.software().isPresent();
        if (runs && !(e instanceof InterruptedException)) {
            promises = test(Duration.ZERO);
        }
    }

    private PromiseReport test(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try (PromiseRunner runner = runner()) {
            while (true) {
                PromiseReport tested = runner.run(Sweep.test().force());
                if (tested.kept() || System.nanoTime() - end >= 0) {
                    return tested;
                }
                Thread.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            throw Refusals.interrupted("waiting for the promises of " + partition.directory(), e);
        }
    }

    private PromiseReport watch() {
        try (PromiseRunner runner = runner()) {
            return runner.run(Sweep.anomaly());
        }
    }

    private PromiseRunner runner() {
        return node.promises
                .apply(PromiseRunner.builder(partition.directory())
                        .identity(
                                node.identity.computer(),
                                String.valueOf(partition.directory().getFileName()))
                        .onBang(message -> partition.forgetTimestamp()))
                .build();
    }

    private void destroy() throws IOException, InterruptedException {
        node.supervisor.stop(partition.directory());
        Path farewell = partition.directory().resolve("sbin/destroy");
        if (Files.isExecutable(farewell)) {
            Outcome outcome = Command.in(partition.directory(), farewell.toString())
                    .withTimeLimit(Patience.STANDARD.limit())
                    .run();
            if (!outcome.succeeded()) {
                throw new BuildoutException.Installing(Diagnostic.error(
                                Diagnostic.Kind.RECIPE_FAILED,
                                farewell.toString(),
                                farewell + " " + outcome.failure() + ": "
                                        + outcome.output().trimmed())
                        .withHint("nothing was removed"));
            }
        }
        Path root = instance.software().directory().getParent();
        partition.empty();
        if (root != null) {
            Uses.of(root).forget(partition.directory());
        }
    }
}
