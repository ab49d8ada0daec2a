package io.buildout4j.examples.readme;

import io.buildout4j.Buildout;
import io.buildout4j.profile.Profile;
import java.nio.file.Path;
import java.util.Map;

/** Reads a profile and tells what it says, and who says so. */
public final class ReadAndExplain {

    private ReadAndExplain() {}

    /** Takes the directory in which instance.cfg stands. */
    public static void main(String[] args) {
        Path dir = Path.of(args[0]);
        // snippet
        Buildout buildout = Buildout.builder().build();
        Profile profile = buildout.load(dir.resolve("instance.cfg"), Map.of("web:port", "8080"));

        profile.check().forEach(problem -> System.out.println(problem.line())); // every problem at once

        profile.find("web", "url")
                .ifPresent(url -> url.history()
                        .forEach(step ->
                                System.out.println(step.operator() + " " + step.value() + " at " + step.origin())));

        int port = profile.resolve().value("web", "port").asInt(); // a bad number names the line that wrote it
        // end
        System.out.println("port " + port);
    }
}
