package io.buildout4j.recipes.node;

import io.buildout4j.Buildout;
import io.buildout4j.promise.PromiseRunner;
import io.buildout4j.recipes.StandardRecipes;
import io.buildout4j.recipes.node.supervise.Supervisor;
import io.buildout4j.recipes.slap.InstanceRequest;
import io.buildout4j.recipes.slap.RequestedInstance;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Deploys instances of software releases on this machine, as {@code slapos node instance} does: into partitions, with
 * their services running and their promises kept.
 *
 * <pre>{@code
 * SoftwareRelease release = new SoftwareReleases(root, engine, Settings.standard()).install(url);
 * Node node = Node.builder().supervisor(new EmbeddedSupervisor(Settings.standard())).build();
 * Deployed deployed = node.deploy(Instance.of(release, partition).withParameters(Map.of("port", "8080")));
 * }</pre>
 *
 * <p>Immutable, and safe to share between threads.
 */
public final class Node {

    private final Builder settings;

    private Node(Builder settings) {
        this.settings = new Builder(settings);
    }

    /** Takes requests for other instances. */
    @FunctionalInterface
    public interface Requests {

        /** Answers the request of an instance, as {@link io.buildout4j.recipes.slap.InstanceRequests} does. */
        RequestedInstance request(Instance requester, InstanceRequest request) throws Exception;
    }

    /**
     * What profiles are told of the machine; each may be empty.
     *
     * @param computer what the master calls this machine
     * @param serverUrl where the master is
     * @param keyFile with what the machine identifies itself
     * @param certFile with what the machine identifies itself
     * @param storageHome where large data may go
     * @param ipv4Network the network of the machine's own IPv4 addresses
     */
    public record Identity(
            String computer,
            String serverUrl,
            String keyFile,
            String certFile,
            String storageHome,
            String ipv4Network) {

        /** A machine without a master. */
        public static Identity local() {
            return new Identity("local", "", "", "", "", "");
        }
    }

    /** A node with standard settings, to be changed before it is built. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Deploys an instance, whatever was deployed before. Throws nothing: what fails is in the answer, in the log of the
     * partition, and does not touch any other partition.
     */
    public Deployed deploy(Instance instance) {
        return new InstanceDeployment(settings, instance).deploy();
    }

    /**
     * Does what is due: deploys an instance whose request changed, whose deployment failed or is older than the release's
     * periodicity; of any other, looks for anomalies among its promises, and deploys it again if one bangs.
     */
    public Deployed process(Instance instance) {
        return new InstanceDeployment(settings, instance).process();
    }

    /** Processes many instances, several at once; the answers are in the order of the instances. */
    public List<Deployed> processAll(Collection<Instance> instances) throws InterruptedException {
        return all(instances, this::process);
    }

    /** Deploys many instances, several at once; the answers are in the order of the instances. */
    public List<Deployed> deployAll(Collection<Instance> instances) throws InterruptedException {
        return all(instances, this::deploy);
    }

    private List<Deployed> all(Collection<Instance> instances, Function<Instance, Deployed> work)
            throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(settings.parallelism);
        try {
            List<Future<Deployed>> futures = new ArrayList<>();
            for (Instance instance : instances) {
                futures.add(pool.submit(() -> work.apply(instance)));
            }
            List<Deployed> all = new ArrayList<>();
            for (Future<Deployed> future : futures) {
                all.add(future.get());
            }
            return all;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a deployment let something through", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    /** Has an instance deployed the next time it is processed, whatever its time stamp. */
    public void bang(Instance instance) throws java.io.IOException {
        new Partition(instance.partition()).forgetTimestamp();
    }

    /** Settings of a node. */
    public static final class Builder {
        Supplier<Buildout.Builder> engine =
                () -> Buildout.builder().recipes(new StandardRecipes()).withoutUserDefaults();
        Supervisor supervisor = Supervisor.none();
        UnaryOperator<PromiseRunner.Builder> promises = PromiseRunner.Builder::discoverProviders;
        Identity identity = Identity.local();
        Requests requests = (requester, request) -> RequestedInstance.pending();
        List<Path> sharedParts = List.of();
        InstantSource clock = InstantSource.system();
        Duration settling = Duration.ofSeconds(10);
        int parallelism = 4;

        private Builder() {}

        private Builder(Builder other) {
            engine = other.engine;
            supervisor = other.supervisor;
            promises = other.promises;
            identity = other.identity;
            requests = other.requests;
            sharedParts = other.sharedParts;
            clock = other.clock;
            settling = other.settling;
            parallelism = other.parallelism;
        }

        /** Makes the engine that installs; one with the standard recipes unless set. */
        public Builder engine(Supplier<Buildout.Builder> value) {
            engine = value;
            return this;
        }

        /** Has the services running; nobody unless set. */
        public Builder supervisor(Supervisor value) {
            supervisor = value;
            return this;
        }

        /** Changes how promises are run. */
        public Builder promises(UnaryOperator<PromiseRunner.Builder> change) {
            UnaryOperator<PromiseRunner.Builder> before = promises;
            promises = runner -> change.apply(before.apply(runner));
            return this;
        }

        /** What profiles are told of the machine. */
        public Builder identity(Identity value) {
            identity = value;
            return this;
        }

        /** Takes requests for other instances; unless set, they are never answered. */
        public Builder requests(Requests value) {
            requests = value;
            return this;
        }

        /** Directories of shared parts, as profiles are told them. */
        public Builder sharedParts(List<Path> directories) {
            sharedParts = List.copyOf(directories);
            return this;
        }

        /** The clock of periodicity; the system's unless set. */
        public Builder clock(InstantSource value) {
            clock = value;
            return this;
        }

        /** How long services that were just started may take until the promises hold; ten seconds unless set. */
        public Builder settling(Duration value) {
            settling = value;
            return this;
        }

        /** How many instances are processed at once; 4 unless set. */
        public Builder parallelism(int instances) {
            parallelism = instances;
            return this;
        }

        /** The node. */
        public Node build() {
            return new Node(this);
        }
    }
}
