package io.buildout4j.recipes.node;

import io.buildout4j.recipes.slap.InstanceRequest;
import io.buildout4j.recipes.slap.RequestedInstance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Instances that request each other, all on this machine: a request is remembered, the requested instance is deployed
 * beside the requester, and who asked is deployed again when there is an answer. A shared instance is served by the first
 * instance of that release and type that was wanted here. What is wanted is kept in a file beside the partitions, so that a
 * machine of the same directory knows it after its host was restarted. Safe for several threads.
 *
 * <p>An instance that is not requested any more stays until somebody requests it destroyed.
 */
public final class LocalMachine {

    /** More rounds than this are a circle of answers that never come to rest. */
    private static final int MOST_ROUNDS = 20;

    private final Path partitions;
    private final Function<String, SoftwareRelease> software;
    private final Node node;
    private final Requests requests;
    private final Map<String, Place> places;
    /** Who asked for a shared instance while there was nobody to serve it. */
    private final Set<String> waiting = new LinkedHashSet<>();

    /**
     * The machine of a directory, with the instances that were wanted of it before.
     *
     * @param partitions where they go, a directory each
     * @param software finds, or builds, the release of a URL
     * @param settings of the node that deploys; requests are taken by this object
     * @throws UncheckedIOException if it cannot be read what was wanted before
     */
    public LocalMachine(Path partitions, Function<String, SoftwareRelease> software, Node.Builder settings) {
        this.partitions = partitions.toAbsolutePath().normalize();
        this.software = software;
        this.node = settings.requests(this::request).build();
        this.requests = new Requests(this.partitions.resolve(".requests.json"));
        try {
            this.places = requests.read(this.partitions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
            place(name).due();
        }
        return settle(name);
    }

    /**
     * Does what is due with each instance that is wanted, as {@link Node#process} does it, and all that follows from that: for
     * a host to call when it starts, and from time to time.
     *
     * @return what came of each in the end, as {@link #instances()}
     */
    public Map<String, Deployed> process() throws InterruptedException {
        List<Instance> all;
        synchronized (this) {
            all = places.values().stream().map(Place::instance).toList();
        }
        node.processAll(all).forEach(this::done);
        settle();
        return instances();
    }

    private Place place(String name) {
        Place place = places.get(name);
        if (place == null) {
            throw new IllegalArgumentException("there is no instance " + name);
        }
        return place;
    }

    /**
     * What came of each instance since the host started, by the name of its partition, in the order of the requests.
     */
    public synchronized Map<String, Deployed> instances() {
        Map<String, Deployed> all = new LinkedHashMap<>();
        places.forEach((name, place) -> place.deployed().ifPresent(done -> all.put(name, done)));
        return all;
    }

    private synchronized void want(String name, Instance wanted, @Nullable String requester) {
        Place place = places.get(name);
        if (place == null) {
            place = new Place(wanted, requester, Map.of());
            place.due();
            places.put(name, place);
            waiting.forEach(other -> place(other).due());
            waiting.clear();
        } else {
            place.want(wanted);
        }
        keep();
    }

    private void keep() {
        try {
            requests.write(places);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Deployed settle(String name) throws InterruptedException {
        settle();
        synchronized (this) {
            return place(name)
                    .deployed()
                    .orElseThrow(() ->
                            new IllegalStateException("instance " + name + " is being deployed by another thread"));
        }
    }

    private void settle() throws InterruptedException {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<Instance> due = takeDue();
            if (due.isEmpty()) {
                break;
            }
            node.deployAll(due).forEach(this::done);
        }
    }

    private synchronized List<Instance> takeDue() {
        return places.values().stream()
                .filter(Place::takeDue)
                .map(Place::instance)
                .toList();
    }

    /** Who asked for something is deployed again when the answer is another one than before. */
    private synchronized void done(Deployed deployed) {
        Place place = place(name(deployed.instance()));
        // What is on disk may be of this very deployment.
        boolean first = place.deployed().isEmpty();
        RequestedInstance before = place.answer();
        Map<String, RequestedInstance> servedBefore = answers(place);
        place.done(deployed);
        if (first || !before.equals(place.answer())) {
            place.requester().map(places::get).ifPresent(Place::due);
        }
        answers(place).forEach((reference, answer) -> {
            if (first || !answer.equals(servedBefore.get(reference))) {
                Optional.ofNullable(place.served().get(reference))
                        .map(served -> places.get(served.requester()))
                        .ifPresent(Place::due);
            }
        });
    }

    private static Map<String, RequestedInstance> answers(Place place) {
        Map<String, RequestedInstance> answers = new LinkedHashMap<>();
        place.served().keySet().forEach(reference -> answers.put(reference, place.answer(reference)));
        return answers;
    }

    private RequestedInstance request(Instance requester, InstanceRequest request) {
        String name = name(requester) + "-" + request.name().replaceAll("[^A-Za-z0-9._-]", "_");
        SoftwareRelease release = software.apply(request.softwareUrl());
        Instance.State state = Instance.State.valueOf(request.state().toUpperCase(Locale.ROOT));
        if (request.shared()) {
            return share(name, name(requester), release, request, state);
        }
        Instance wanted = Instance.of(release, partitions.resolve(name))
                .withTitle(request.name())
                .withSoftwareType(request.softwareType())
                .withParameters(request.parameters())
                .withAddresses(requester.addresses())
                .withState(state);
        want(name, wanted, name(requester));
        synchronized (this) {
            return place(name).answer();
        }
    }

    private synchronized RequestedInstance share(
            String reference,
            String requester,
            SoftwareRelease release,
            InstanceRequest request,
            Instance.State state) {
        Optional<Place> serving = places.values().stream()
                .filter(place -> place.wanted().software().equals(release)
                        && place.wanted().softwareType().equals(request.softwareType())
                        && place.wanted().state() != Instance.State.DESTROYED)
                .findFirst();
        if (serving.isEmpty()) {
            waiting.add(requester);
            return RequestedInstance.pending();
        }
        Place place = serving.get();
        if (state == Instance.State.DESTROYED) {
            place.serveNoLonger(reference);
        } else {
            place.serve(reference, new Place.Served(requester, request.parameters()));
        }
        keep();
        return place.answer(reference);
    }

    private static String name(Instance instance) {
        return String.valueOf(instance.partition().getFileName());
    }
}
