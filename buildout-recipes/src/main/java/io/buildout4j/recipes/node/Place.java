package io.buildout4j.recipes.node;

import io.buildout4j.recipes.slap.ConnectionParameters;
import io.buildout4j.recipes.slap.RequestedInstance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An instance of a {@link LocalMachine}: what is wanted of it, whom it serves, and what came of it. */
final class Place {

    /** A set of parameters that it serves for another instance. */
    record Served(String requester, Map<String, String> parameters) {}

    private final @Nullable String requester;
    private final Map<String, Served> served;
    private Instance wanted;
    private @Nullable Deployed deployed;
    private boolean due;

    Place(Instance wanted, @Nullable String requester, Map<String, Served> served) {
        this.wanted = wanted;
        this.requester = requester;
        this.served = new LinkedHashMap<>(served);
    }

    /** What is wanted of it, without those it serves. */
    Instance wanted() {
        return wanted;
    }

    /** Who requested it, if another instance did. */
    Optional<String> requester() {
        return Optional.ofNullable(requester);
    }

    Map<String, Served> served() {
        return served;
    }

    Optional<Deployed> deployed() {
        return Optional.ofNullable(deployed);
    }

    /** What is to be deployed. */
    Instance instance() {
        List<Map<String, String>> shared = new ArrayList<>(wanted.sharedInstances());
        served.forEach((reference, one) -> {
            Map<String, String> parameters = new LinkedHashMap<>(one.parameters());
            parameters.put("slave_reference", reference);
            parameters.put("slave_title", reference);
            parameters.put("slap_software_type", wanted.softwareType());
            shared.add(parameters);
        });
        return wanted.withSharedInstances(shared);
    }

    void want(Instance other) {
        // Of what was done before the host started it is not known what came of it.
        if (!wanted.equals(other) || deployed == null) {
            due = true;
        }
        wanted = other;
    }

    void serve(String reference, Served one) {
        due |= !one.equals(served.put(reference, one));
    }

    void serveNoLonger(String reference) {
        due |= served.remove(reference) != null;
    }

    void due() {
        due = true;
    }

    /** Whether it is to be deployed; who asks is about to do so. */
    boolean takeDue() {
        boolean was = due;
        due = false;
        return was;
    }

    void done(Deployed result) {
        deployed = result;
    }

    /** What who requested it is told; of an instance that was deployed before the host started, what it published then. */
    RequestedInstance answer() {
        return deployed != null || !published().isEmpty()
                ? answered(
                        ConnectionParameters.OWN,
                        String.valueOf(wanted.partition().getFileName()))
                : RequestedInstance.pending();
    }

    /** What is told of a set of parameters that it serves. */
    RequestedInstance answer(String reference) {
        return published().containsKey(reference) ? answered(reference, reference) : RequestedInstance.pending();
    }

    private RequestedInstance answered(String reference, String guid) {
        return new RequestedInstance(
                published().getOrDefault(reference, Map.of()),
                guid,
                wanted.state().word(),
                deployed()
                        .filter(result -> !result.succeeded())
                        .map(Place::problem)
                        .orElse("#access Instance correctly " + wanted.state().word()));
    }

    private static String problem(Deployed result) {
        return "#error "
                + result.failure()
                        .map(failure -> failure.diagnostic().line())
                        .or(() -> result.promises().map(report -> report.summary()))
                        .orElse("");
    }

    private Map<String, Map<String, String>> published() {
        if (deployed != null) {
            return deployed.published();
        }
        try {
            return new Partition(wanted.partition()).published().all();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
