package io.buildout4j.language;

import io.buildout4j.Buildout;
import io.buildout4j.BuildoutException;
import io.buildout4j.profile.Profile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Writes profiles into a directory and says in one line what becomes of them. */
record Profiles(Path directory) {

    static final Buildout ENGINE = Buildout.builder().withoutUserDefaults().build();

    Profiles file(String name, String text) {
        try {
            Path path = directory.resolve(name);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The root, written as {@code root.cfg}. */
    Profile load(String text, Map<String, String> assignments) {
        return file("root.cfg", text).load(assignments);
    }

    Profile load(String text) {
        return load(text, Map.of());
    }

    Profile load(Map<String, String> assignments) {
        return ENGINE.load(directory.resolve("root.cfg"), assignments);
    }

    /** A section resolved, as a map of texts, or the kind and detail of what went wrong. */
    Object section(String section, String text) {
        return section(section, text, Map.of());
    }

    Object section(String section, String text, Map<String, String> assignments) {
        try {
            Map<String, String> values = new TreeMap<>();
            load(text, assignments).resolve().section(section).forEach((name, value) -> values.put(name, value.text()));
            return values;
        } catch (BuildoutException e) {
            return (e.diagnostic().kind().word() + " " + e.diagnostic().detail()).strip();
        }
    }
}
