package io.buildout4j.recipes.node;

import io.buildout4j.recipes.slap.ConnectionParameters;
import io.buildout4j.recipes.slap.InstanceRequest;
import io.buildout4j.recipes.slap.RequestedInstance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Instances that request each other, all on this machine: a request is remembered, the requested instance is deployed
 * beside the requester, and who asked is deployed again when there is an answer. What was requested is known to this
 * object alone; the partitions are on disk. Safe for several threads.
 *
 * <p>An instance that is not requested any more stays until somebody requests it destroyed.
 */
public final class LocalMachine {

    /** More rounds than this are a circle of answers that never come to rest. */
    private static final int MOST_ROUNDS = 20;

    private final Path partitions;
    private final Function<String, SoftwareRelease> software;
    private final Node node;
    private final Map<String, Place> places = new LinkedHashMap<>();

    /** An instance, and what it was told when it was last deployed. */
    private static final class Place {
        private Instance wanted;
        private final @Nullable String requester;
        private @Nullable Deployed deployed;
        private boolean due = true;

        Place(Instance wanted, @Nullable String requester) {
            this.wanted = wanted;
            this.requester = requester;
        }
    }

    /**
     * A machine without instances.
     *
     * @param partitions where they go, a directory each
     * @param software finds, or builds, the release of a URL
     * @param settings of the node that deploys; requests are taken by this object
     */
    public LocalMachine(Path partitions, Function<String, SoftwareRelease> software, Node.Builder settings) {
        this.partitions = partitions.toAbsolutePath().normalize();
        this.software = software;
        this.node = settings.requests(this::request).build();
    }

    /**
     * Deploys an instance, and all that is requested on its behalf, until nothing changes any more.
     *
     * @param name of its partition
     * @param change what is wanted of it, from a started instance of the release without parameters
     * @return what came of it in the end
     */
    public Deployed deploy(String name, String softwareUrl, Function<Instance, Instance> change)
            throws InterruptedException {
        Instance wanted = change.apply(Instance.of(software.apply(softwareUrl), partitions.resolve(name)));
        want(name, wanted, null);
        return settle(name);
    }

    /** Deploys an instance again, because something is wrong with it, and all that follows from that. */
    public Deployed bang(String name) throws InterruptedException {
        synchronized (this) {
            place(name).due = true;
        }
        return settle(name);
    }

    private Place place(String name) {
        Place place = places.get(name);
        if (place == null) {
            throw new IllegalArgumentException("there is no instance " + name);
        }
        return place;
    }

    /** What came of each instance, by the name of its partition, in the order of the requests. */
    public synchronized Map<String, Deployed> instances() {
        Map<String, Deployed> all = new LinkedHashMap<>();
        places.forEach((name, place) -> Optional.ofNullable(place.deployed).ifPresent(done -> all.put(name, done)));
        return all;
    }

    private synchronized void want(String name, Instance wanted, @Nullable String requester) {
        Place place = places.get(name);
        if (place == null) {
            places.put(name, new Place(wanted, requester));
        } else if (!place.wanted.equals(wanted)) {
            place.wanted = wanted;
            place.due = true;
        }
    }

    private Deployed settle(String name) throws InterruptedException {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<Instance> due = takeDue();
            if (due.isEmpty()) {
                break;
            }
            node.deployAll(due).forEach(this::done);
        }
        synchronized (this) {
            Deployed deployed = place(name).deployed;
            if (deployed == null) {
                throw new IllegalStateException("instance " + name + " is being deployed by another thread");
            }
            return deployed;
        }
    }

    private synchronized List<Instance> takeDue() {
        List<Instance> due = new ArrayList<>();
        places.values().stream().filter(place -> place.due).forEach(place -> {
            place.due = false;
            due.add(place.wanted);
        });
        return due;
    }

    /** Who asked for an instance is deployed again when the answer is another one than before. */
    private synchronized void done(Deployed deployed) {
        Place place = place(name(deployed.instance()));
        Deployed before = place.deployed;
        place.deployed = deployed;
        boolean news = before == null || !answer(before).equals(answer(deployed));
        Place requester = place.requester == null ? null : places.get(place.requester);
        if (news && requester != null) {
            requester.due = true;
        }
    }

    private RequestedInstance request(Instance requester, InstanceRequest request) {
        String name = name(requester) + "-" + request.name().replaceAll("[^A-Za-z0-9._-]", "_");
        if (request.shared()) {
            throw new IllegalArgumentException("shared instances are not deployed on this machine");
        }
        Instance wanted = Instance.of(software.apply(request.softwareUrl()), partitions.resolve(name))
                .withTitle(request.name())
                .withSoftwareType(request.softwareType())
                .withParameters(request.parameters())
                .withAddresses(requester.addresses())
                .withState(Instance.State.valueOf(request.state().toUpperCase(Locale.ROOT)));
        want(name, wanted, name(requester));
        synchronized (this) {
            Deployed deployed = place(name).deployed;
            return deployed == null ? RequestedInstance.pending() : answer(deployed);
        }
    }

    private static RequestedInstance answer(Deployed deployed) {
        String status = deployed.succeeded()
                ? "#access Instance correctly " + deployed.instance().state().word()
                : "#error "
                        + deployed.failure()
                                .map(failure -> failure.diagnostic().line())
                                .or(() -> deployed.promises().map(report -> report.summary()))
                                .orElse("");
        return new RequestedInstance(
                deployed.published().getOrDefault(ConnectionParameters.OWN, Map.of()),
                name(deployed.instance()),
                deployed.instance().state().word(),
                status);
    }

    private static String name(Instance instance) {
        return String.valueOf(instance.partition().getFileName());
    }
}
