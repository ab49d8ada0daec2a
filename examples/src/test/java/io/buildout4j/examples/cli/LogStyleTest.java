package io.buildout4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogStyleTest {

    @Test
    void aLineWithoutAFormatStaysAsItIs() {
        assertThat(LogStyle.of(0).shaped(LogStyle.INFO, "web", "building", "  web: building"))
                .isEqualTo("  web: building");
    }

    @Test
    void aFormatNamesLevelLoggerAndMessage() {
        assertThat(shaped("%(levelname)s:%(name)s:%(message)s")).isEqualTo("INFO:web:building $1\\");
    }

    @Test
    void aFieldMayHaveAWidth() {
        assertThat(shaped("[%(levelname)-8s|%(name)5s|%(levelno)03d]")).isEqualTo("[INFO    |  web|020]");
    }

    @Test
    void percentSignsAreDoubled() {
        assertThat(shaped("100%% %(name)s")).isEqualTo("100% web");
    }

    @Test
    void anUnknownFieldStaysAsItIsWritten() {
        assertThat(shaped("%(nope)s %(name)s")).isEqualTo("%(nope)s web");
    }

    @Test
    void theTimeIsWrittenAsPythonWritesIt() {
        assertThat(shaped("%(asctime)s")).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3}");
    }

    private static String shaped(String format) {
        return new LogStyle(LogStyle.INFO, format).shaped(LogStyle.INFO, "web", "building $1\\", "plain");
    }
}
