package io.buildout4j.recipes.node;

import io.buildout4j.recipes.slap.InstanceParameters;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What recipes are told of an instance. */
record HandedParameters(Instance instance, Node.Identity identity) implements InstanceParameters {

    @Override
    public Map<String, String> parameters() {
        return instance.parameters();
    }

    @Override
    public Map<String, String> attributes() {
        Map<String, String> attributes = new TreeMap<>();
        String name = String.valueOf(instance.partition().getFileName());
        attributes.put("slap-software-type", instance.softwareType());
        attributes.put("slap-software-release-url", instance.software().url());
        attributes.put("slap-computer-id", identity.computer());
        attributes.put("slap-computer-partition-id", name);
        attributes.put("instance-title", instance.title());
        attributes.put("root-instance-title", instance.title());
        attributes.put("root-instance-short-title", instance.title());
        attributes.put("instance-guid", identity.computer() + "-" + name);
        attributes.put("instance-state", instance.state().word());
        instance.timestamp().ifPresent(text -> attributes.put("timestamp", text));
        return attributes;
    }

    @Override
    public List<String> addresses() {
        return instance.addresses();
    }

    @Override
    public List<Map<String, String>> sharedInstances() {
        return instance.sharedInstances();
    }
}
