package io.buildout4j.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HomeTest {

    @Test
    void whatTheEnvironmentSaysGoesBeforeTheListOfUsers() {
        // In a container whose user is in no list, Java answers with a question mark.
        assertThat(Home.of("/home/one", "?")).isEqualTo(Path.of("/home/one"));
    }

    @Test
    void withoutAnAbsoluteHomeTheListOfUsersDecides() {
        assertThat(Home.of(null, "/root")).isEqualTo(Path.of("/root"));
        assertThat(Home.of("", "/root")).isEqualTo(Path.of("/root"));
        assertThat(Home.of("somewhere", "/root")).isEqualTo(Path.of("/root"));
    }
}
