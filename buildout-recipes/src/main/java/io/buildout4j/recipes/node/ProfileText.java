package io.buildout4j.recipes.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The profile of an instance: what the release says, and below it what only the machine knows. */
final class ProfileText {

    private ProfileText() {}

    /**
     * The whole profile.
     *
     * @throws io.buildout4j.BuildoutException if the release has none for instances
     */
    static String of(Instance instance, Node.Identity identity, List<Path> sharedParts) throws IOException {
        SoftwareRelease release = instance.software();
        Path own = release.instanceProfile().orElse(null);
        String head;
        if (own != null) {
            head = Files.readString(own).stripTrailing() + "\n";
        } else {
            Path source = release.instanceSource()
                    .orElseThrow(() -> Refusals.missing(
                            release.directory().resolve("instance.cfg"),
                            "software release " + release.url() + " has no profile for instances: there is no "
                                    + release.directory().resolve("instance.cfg"),
                            "have a part of the release write it"));
            // Such a profile finds what the release made where it would have made it itself.
            head = "[buildout]\nextends = " + source + "\nparts-directory = "
                    + release.directory().resolve("parts") + "\n";
        }
        return head + tail(instance, identity, sharedParts);
    }

    private static String tail(Instance instance, Node.Identity identity, List<Path> sharedParts) {
        Map<String, String> connection = new LinkedHashMap<>();
        connection.put("computer-id", identity.computer());
        connection.put("partition-id", String.valueOf(instance.partition().getFileName()));
        connection.put("server-url", identity.serverUrl());
        connection.put("software-release-url", instance.software().url());
        connection.put("key-file", identity.keyFile());
        connection.put("cert-file", identity.certFile());
        connection.put(
                "shared-part-list", sharedParts.stream().map(Path::toString).collect(Collectors.joining("\n  ")));
        connection.put("build-time-part-list", "");
        connection.put("requested-state", instance.state().word());
        Map<String, String> old = new LinkedHashMap<>();
        connection.forEach((name, value) -> old.put(name.replace('-', '_'), value));
        return "\n[buildout]\nbin-directory = ${buildout:directory}/sbin\noffline = true\n"
                + section("slap-connection", connection)
                + section("slap_connection", old)
                + section("storage-configuration", Map.of("storage-home", identity.storageHome()))
                + section("network-information", Map.of("global-ipv4-network", identity.ipv4Network()));
    }

    private static String section(String name, Map<String, String> options) {
        StringBuilder text = new StringBuilder("\n[" + name + "]\n");
        options.forEach((option, value) -> text.append(option)
                .append(" = ")
                .append(value.replace("${", "$${"))
                .append('\n'));
        return text.toString();
    }
}
