package io.buildout4j.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every statement about the language, a folder each; {@code -Dgolden.update=true} writes down what is so now. Read the
 * difference before you commit it.
 */
class GoldenProfilesTest {

    @TestFactory
    Stream<DynamicTest> profilesMeanWhatIsWrittenBesideThem() throws IOException {
        return GoldenProfile.all().stream()
                .map(profile -> DynamicTest.dynamicTest(profile.name(), () -> {
                    if (Boolean.getBoolean("golden.update")) {
                        profile.update();
                    }
                    assertThat(profile.outcome()).isEqualTo(profile.recorded());
                }));
    }
}
