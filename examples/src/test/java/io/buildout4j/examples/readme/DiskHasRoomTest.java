package io.buildout4j.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.promise.PromiseReport;
import io.buildout4j.promise.PromiseRunner;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// snippet
class DiskHasRoomTest {

    @TempDir
    Path partition;

    private PromiseReport sensed(long leastMegabytes) {
        try (PromiseRunner runner = PromiseRunner.builder(partition).build()) {
            return runner.run(Map.of("disk", new DiskHasRoom(leastMegabytes)));
        }
    }

    @Test
    void holdsWhileThereIsRoom() {
        assertThat(sensed(0).summary()).isEqualTo("1 promise kept");
    }

    @Test
    void tellsHowMuchIsLeftAndHowMuchIsWanted() {
        assertThat(sensed(Long.MAX_VALUE).summary())
                .contains("'disk' failed", "MB are left of the disk, " + Long.MAX_VALUE + " are wanted");
    }
}
// end
