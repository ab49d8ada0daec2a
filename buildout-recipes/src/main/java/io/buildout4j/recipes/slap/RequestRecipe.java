package io.buildout4j.recipes.slap;

import io.buildout4j.BuildoutException;
import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.output.JsonText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Requests another instance and reads what it publishes. The request goes out when the part is constructed, because other
 * sections refer to the answer.
 */
final class RequestRecipe implements Recipe {

    static final RecipeDescription PLAIN =
            options("requests another instance, which must be ready", "slapos.cookbook:request");
    static final RecipeDescription OPTIONAL =
            options("requests another instance, ready or not", "slapos.cookbook:requestoptional");
    static final RecipeDescription SERIALISED = options(
            "requests another instance with parameters in JSON, which must be ready",
            "slapos.cookbook:request.serialised");
    static final RecipeDescription OPTIONAL_SERIALISED = options(
            "requests another instance with parameters in JSON, ready or not",
            "slapos.cookbook:requestoptional.serialised");

    private static RecipeDescription options(String purpose, String name) {
        return RecipeDescription.of(purpose, name)
                .withRequired("software-url", OptionType.URL, "the software release")
                .withRequired("name", OptionType.TEXT, "the reference of the instance")
                .withOptional("software-type", OptionType.TEXT, "which of the release's instances", "default")
                .withOptional("shared", OptionType.TRUTH, "whether it is a shared instance", "false")
                .withOptional(
                        "state", OptionType.TEXT, "started, stopped or destroyed", "that of this instance, or started")
                .withOptional("return", OptionType.WORDS, "the connection parameters that are wanted")
                .withOptional("config-*", OptionType.TEXT, "parameters of the instance, without the prefix")
                .withOptional("sla-*", OptionType.TEXT, "where to put it; empty ones are dropped")
                .withOptional(
                        "server-url",
                        OptionType.URL,
                        "accepted, as the host knows; also key-file, cert-file, computer-id, partition-id")
                .withPublished("connection-NAME", "each wanted connection parameter; empty until it is there")
                .withPublished("requested-state", "also instance-guid, instance-state, instance-status");
    }

    private static final List<String> KNOWN_TO_HOST =
            List.of("server-url", "key-file", "cert-file", "computer-id", "partition-id");

    private final Part part;
    private final boolean optional;
    private final Optional<Exception> failure;
    private final Optional<String> missing;
    private final String progress;

    RequestRecipe(Part part, boolean optional, boolean serialised) throws InterruptedException {
        this.part = part;
        this.optional = optional;
        if (part.optional("config").isPresent() || part.optional("sla").isPresent()) {
            throw part.reject("'config' & 'sla' options are obsolete; clean up your software release");
        }
        KNOWN_TO_HOST.forEach(part::optional);
        InstanceRequest request = request(serialised);
        part.publish("requested-state", request.state());

        RequestedInstance instance = RequestedInstance.pending();
        Exception caught = null;
        try {
            instance = requests().request(request);
        } catch (InterruptedException | BuildoutException e) {
            throw e;
        } catch (Exception e) {
            caught = e;
        }
        failure = Optional.ofNullable(caught);
        progress = instance.state().isEmpty() ? "not ready yet" : instance.state();
        missing = publish(instance, request.shared(), serialised);
    }

    @Override
    public void install(Installation installation) {
        if (failure.isPresent()) {
            String reason = "request failed: " + failure.get().getMessage();
            if (!optional) {
                throw part.reject(reason);
            }
            installation.output("optional " + reason);
        } else if (missing.isPresent()) {
            String reason = "connection parameter " + missing.get() + " not found; status of requested instance is: "
                    + progress + "; if this error persists, check status of this instance";
            if (!optional) {
                throw part.reject(reason);
            }
            installation.output(reason);
        }
    }

    @Override
    public void update(Installation installation) {
        install(installation);
    }

    private InstanceRequests requests() {
        return part.services()
                .find(InstanceRequests.class)
                .orElseThrow(() -> part.reject("requests an instance, and the host takes no requests"));
    }

    private InstanceRequest request(boolean serialised) {
        Map<String, String> parameters = prefixed("config-");
        SortedMap<String, String> filters = prefixed("sla-");
        filters.values().removeIf(String::isEmpty);
        return new InstanceRequest(
                part.required("name").text(),
                part.required("software-url").text(),
                part.optional("software-type").map(Value::text).orElse("default"),
                part.optional("shared").map(Value::asBoolean).orElse(false),
                state(),
                serialised ? Map.of(Json.SERIALISED, JsonText.object(parameters)) : parameters,
                filters);
    }

    /** An instance that is to be destroyed does not take those it requested with it. */
    private String state() {
        Optional<String> own = part.optional("state").map(Value::text);
        if (own.isPresent() || !part.hasSection("slap-connection")) {
            return own.orElse("started");
        }
        Map<String, Value> connection = part.section("slap-connection");
        return Optional.ofNullable(connection.get("requested-state"))
                .or(() -> Optional.ofNullable(connection.get("requested")))
                .map(Value::text)
                .filter(state -> state.equals("started") || state.equals("stopped"))
                .orElse("started");
    }

    private SortedMap<String, String> prefixed(String prefix) {
        SortedMap<String, String> found = new TreeMap<>();
        part.options().forEach((option, value) -> {
            if (option.startsWith(prefix)) {
                found.put(option.substring(prefix.length()), value.text());
            }
        });
        return found;
    }

    /** The first wanted connection parameter that is not there yet. */
    private Optional<String> publish(RequestedInstance instance, boolean shared, boolean serialised) {
        if (!shared && !instance.guid().isEmpty()) {
            part.publish("instance-guid", instance.guid());
            part.publish("instance-state", instance.state());
            part.publish("instance-status", instance.status());
        }
        Map<String, String> answers = instance.connectionParameters();
        if (serialised) {
            answers = answers.containsKey(Json.SERIALISED) ? Json.texts(Json.unwrap(answers)) : Map.of();
        }
        Optional<String> first = Optional.empty();
        for (String name : part.optional("return").map(Value::asWords).orElse(List.of())) {
            String answer = answers.get(name);
            if (answer == null && first.isEmpty()) {
                first = Optional.of(name);
            }
            part.publish("connection-" + name, answer == null ? "" : answer);
        }
        return first;
    }
}
