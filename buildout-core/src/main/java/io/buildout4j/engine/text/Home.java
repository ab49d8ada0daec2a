package io.buildout4j.engine.text;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the user's own files are: where HOME says, as for other programs; Java knows the list of users alone. */
public final class Home {

    private Home() {}

    /** The user's directory, absolute where the machine is in order. */
    public static Path directory() {
        return of(System.getenv("HOME"), System.getProperty("user.home"));
    }

    static Path of(@Nullable String stated, String listed) {
        return Path.of(stated == null || !stated.startsWith("/") ? listed : stated);
    }
}
