package io.buildout4j.recipes.node;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An instance that is wanted: of which release, where, and with what. Copies with one thing changed come from the
 * {@code with} methods.
 *
 * @param software the release it is of
 * @param partition its directory; absolute
 * @param state whether it is to run
 * @param softwareType which of the release's instances
 * @param title what people call it
 * @param parameters text by name; serialised ones are JSON under the name {@code _}
 * @param sharedInstances the parameters of the instances it serves, the reference of each as {@code slave_reference}
 * @param addresses where it may listen, IPv4 and IPv6 mixed
 * @param timestamp changes when anything about the request does; empty if nobody knows, and it is always deployed
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public record Instance(
        SoftwareRelease software,
        Path partition,
        State state,
        String softwareType,
        String title,
        Map<String, String> parameters,
        List<Map<String, String>> sharedInstances,
        List<String> addresses,
        Optional<String> timestamp) {

    /** Whether an instance is to run. */
    public enum State {
        /** It is installed and its services run. */
        STARTED,
        /** It is installed and none of its services runs. */
        STOPPED,
        /** Nothing of it is left. */
        DESTROYED;

        /** The word in profiles and on the command line. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Instance {
        partition = partition.toAbsolutePath().normalize();
        parameters = Map.copyOf(parameters);
        sharedInstances = sharedInstances.stream().map(Map::copyOf).toList();
        addresses = List.copyOf(addresses);
    }

    /** A started instance of the default type, without parameters, on the loopback addresses. */
    public static Instance of(SoftwareRelease software, Path partition) {
        return new Instance(
                software,
                partition,
                State.STARTED,
                "default",
                String.valueOf(partition.getFileName()),
                Map.of(),
                List.of(),
                List.of("127.0.0.1", "::1"),
                Optional.empty());
    }

    /** This with parameters. */
    public Instance withParameters(Map<String, String> others) {
        return new Instance(
                software, partition, state, softwareType, title, others, sharedInstances, addresses, timestamp);
    }

    /** This with parameters of any shape, as SlapOS's serialised releases read them: a JSON object. */
    public Instance withSerialised(String json) {
        return withParameters(Map.of("_", json));
    }

    /** This in another state. */
    public Instance withState(State other) {
        return new Instance(
                software, partition, other, softwareType, title, parameters, sharedInstances, addresses, timestamp);
    }

    /** This of another type. */
    public Instance withSoftwareType(String other) {
        return new Instance(
                software, partition, state, other, title, parameters, sharedInstances, addresses, timestamp);
    }

    /** This under another title. */
    public Instance withTitle(String other) {
        return new Instance(
                software, partition, state, softwareType, other, parameters, sharedInstances, addresses, timestamp);
    }

    /** This with the instances it serves. */
    public Instance withSharedInstances(List<Map<String, String>> others) {
        return new Instance(software, partition, state, softwareType, title, parameters, others, addresses, timestamp);
    }

    /** This with addresses. */
    public Instance withAddresses(List<String> others) {
        return new Instance(
                software, partition, state, softwareType, title, parameters, sharedInstances, others, timestamp);
    }

    /** This as requested at that time, in the words of who requests: it is deployed when the words change. */
    public Instance withTimestamp(String text) {
        return new Instance(
                software,
                partition,
                state,
                softwareType,
                title,
                parameters,
                sharedInstances,
                addresses,
                Optional.of(text));
    }

    /** This of another release. */
    public Instance withSoftware(SoftwareRelease other) {
        return new Instance(
                other, partition, state, softwareType, title, parameters, sharedInstances, addresses, timestamp);
    }
}
