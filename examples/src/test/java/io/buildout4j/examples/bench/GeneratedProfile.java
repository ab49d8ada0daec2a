package io.buildout4j.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * Profiles of any size to measure with, shaped like those of software releases: components that extend each other, a
 * macro for what compiles, references from part to part.
 */
public enum GeneratedProfile {
    /** One file extends all the others. */
    FILES {
        @Override
        Path write(Path directory, int size) throws IOException {
            StringBuilder root = new StringBuilder("[buildout]\nextends =\n");
            for (int i = 0; i < size; i++) {
                root.append("  c").append(i).append(".cfg\n");
                file(directory, "c" + i, "", component(i, Math.max(0, i - 1)));
            }
            return file(directory, "root", "", root.append("parts = part0\n").toString());
        }
    },
    /** Each file extends the next. */
    DEPTH {
        @Override
        Path write(Path directory, int size) throws IOException {
            for (int i = 0; i < size; i++) {
                file(directory, "c" + i, i == 0 ? "" : "c" + (i - 1) + ".cfg", component(i, Math.max(0, i - 1)));
            }
            return file(directory, "root", "c" + (size - 1) + ".cfg", "parts = part0\n");
        }
    },
    /** Each file extends the two before it, so that the number of ways down doubles with every second file. */
    DIAMONDS {
        @Override
        Path write(Path directory, int size) throws IOException {
            for (int i = 0; i < size; i++) {
                String below = i < 2 ? "" : "c" + (i - 2) + ".cfg c" + (i - 1) + ".cfg";
                file(directory, "c" + i, below, component(i, Math.max(0, i - 1)));
            }
            return file(directory, "root", "c" + (size - 1) + ".cfg", "parts = part0\n");
        }
    },
    /** One file of many sections. */
    OPTIONS {
        @Override
        Path write(Path directory, int size) throws IOException {
            StringBuilder text = new StringBuilder("parts = part0\n");
            for (int i = 0; i < size; i++) {
                text.append(component(i, Math.max(0, i - 1)));
            }
            return file(directory, "root", "", text.toString());
        }
    },
    /** One option that refers to all the others. */
    FAN_OUT {
        @Override
        Path write(Path directory, int size) throws IOException {
            StringBuilder all = new StringBuilder("parts = part0\nall =\n");
            StringBuilder values = new StringBuilder("[values]\n");
            for (int i = 0; i < size; i++) {
                all.append("  ${values:v").append(i).append("}\n");
                values.append('v').append(i).append(" = value ").append(i).append('\n');
            }
            return file(directory, "root", "", all.append(values).toString());
        }
    };

    /** Writes a profile and gives its path. Cost is meant to be in proportion to size. */
    abstract Path write(Path directory, int size) throws IOException;

    /** The text of a file with that many sections, for a parser alone. */
    static String text(int sections) {
        StringBuilder text = new StringBuilder("[buildout]\nparts = part0\n");
        for (int i = 0; i < sections; i++) {
            text.append(component(i, Math.max(0, i - 1)));
        }
        return text.toString();
    }

    private static String component(int number, int needed) {
        return """

                # component %1$d
                [macro%1$d]
                shared = true
                location = /opt/%1$d
                configure-options =
                  --prefix=${:location}
                  --disable-static

                [part%1$d]
                <= macro%1$d
                url = https://example.org/${:name}-${:version}.tar.gz
                name = part%1$d
                version = 1.%1$d
                md5sum = d41d8cd98f00b204e9800998ecf8427e
                patches =
                  ${:_profile_base_location_}/fix.patch#d41d8cd98f00b204e9800998ecf8427e
                environment =
                  CPPFLAGS=-I${macro%2$d:location}/include
                  LDFLAGS=-L${macro%2$d:location}/lib -Wl,-rpath=${macro%2$d:location}/lib
                """.formatted(number, needed);
    }

    private static Path file(Path directory, String name, String extended, String rest) throws IOException {
        String head = rest.startsWith("[buildout]") ? "" : "[buildout]\n";
        Path file = directory.resolve(name + ".cfg");
        Files.writeString(file, head + (extended.isEmpty() ? "" : "extends = " + extended + "\n") + rest);
        // The engine does not keep the parse of a file that was written a moment ago.
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
        return file;
    }
}
