package io.buildout4j.recipes.slap;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers requests, and answers with what the host has said of the instances. Safe for several threads. */
public final class InMemoryInstanceRequests implements InstanceRequests {

    private final Map<String, InstanceRequest> requests = new LinkedHashMap<>();
    private final Map<String, RequestedInstance> instances = new LinkedHashMap<>();

    @Override
    public synchronized RequestedInstance request(InstanceRequest request) {
        requests.put(request.name(), request);
        return instances.getOrDefault(request.name(), RequestedInstance.pending());
    }

    /** Says how far the instance of that name is from now on. */
    public synchronized void answer(String name, RequestedInstance instance) {
        instances.put(name, instance);
    }

    /** The newest request of each name, in the order of the first. */
    public synchronized Map<String, InstanceRequest> requests() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(requests));
    }
}
