package io.buildout4j.promise.check;

import io.buildout4j.promise.Finding;
import io.buildout4j.promise.Parameters;
import io.buildout4j.promise.Promise;
import io.buildout4j.promise.PromiseContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The last deployment of the partition left no error log; if it did, the log is linked where people find it. */
final class DeploymentState implements Promise {
    private final String partition;
    private final String url;

    DeploymentState(Parameters parameters) {
        partition = parameters.find("partition-id").orElse("None");
        url = parameters.find("monitor-url").orElse("");
    }

    @Override
    public Finding sense(PromiseContext context) throws IOException {
        String name = "slapgrid-" + partition + "-error.log";
        Path log = context.directory().resolve("." + name);
        Path logs = context.directory().resolve("var/log");
        Path link = logs.resolve(name);
        if (!Files.exists(log) || Files.size(log) == 0) {
            Files.deleteIfExists(link);
            return Finding.ok("buildout is OK");
        }
        if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS) && Files.isDirectory(logs)) {
            Files.createSymbolicLink(link, log);
        }
        return Finding.failed("Buildout failed to process " + partition + "."
                + (url.isEmpty() ? "" : "\nSee " + url + "/log/" + name + " for more information."));
    }
}
