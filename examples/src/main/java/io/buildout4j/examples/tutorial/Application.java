package io.buildout4j.examples.tutorial;

import java.util.List;
import java.util.Locale;

/** The two applications that the tutorial's profiles are shown with. */
enum Application {
    /** A web server in one Java source file, run by {@code java}: needs nothing that is not here anyway. */
    JAVA("App.java", "app"),
    /** The tutorial's own Flask program with the tutorial's own promises: needs a Python that has Flask. */
    FLASK("app.py", "flask");

    private final String source;
    private final String name;

    Application(String source, String name) {
        this.source = source;
        this.name = name;
    }

    /** The file that is published and downloaded. */
    String source() {
        return source;
    }

    /** The name in the profile's sections: {@code app-config}, {@code flask-config}. */
    String part(String purpose) {
        return name + "-" + purpose;
    }

    /** The launcher of the service, below {@code etc}. */
    String service() {
        return "run-" + name;
    }

    /** Promises that are Python files beside the profiles. */
    List<String> promiseFiles() {
        return this == FLASK ? List.of("check_flask.py", "check_log_file.py") : List.of();
    }

    /** The folder below {@code tutorial} that holds its profiles. */
    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
