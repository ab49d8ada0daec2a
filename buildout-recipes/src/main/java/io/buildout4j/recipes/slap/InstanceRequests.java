package io.buildout4j.recipes.slap;

/** Hands on requests for other instances. A host offers it to the recipes of the request family among its services. */
@FunctionalInterface
public interface InstanceRequests {

    /**
     * Requests an instance, or asks again how far it is: the same request twice means one instance.
     *
     * @throws Exception if the request cannot be handed on, or is refused
     */
    RequestedInstance request(InstanceRequest request) throws Exception;
}
