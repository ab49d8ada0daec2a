package io.buildout4j.promise.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.promise.Finding;
import io.buildout4j.promise.PromiseRunner;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
    @TempDir
    Path partition;

    private PromiseRunner ran() {
        PromiseRunner runner = PromiseRunner.builder(partition).build();
        runner.run(Map.of("a\"b", context -> Finding.ok("fine"), "web", context -> Finding.failed("<down> & out")));
        return runner;
    }

    @Test
    void metricsSayWhetherEachPromiseHolds() {
        String text = OpenMetrics.text(ran().lastResults());

        assertThat(text)
                .contains(
                        "# TYPE promise_kept gauge\n",
                        "promise_kept{promise=\"a\\\"b\"} 1\n",
                        "promise_kept{promise=\"web\"} 0\n")
                .endsWith("# EOF\n");
    }

    @Test
    void thePageShowsBrokenPromisesFirstWithTheirHistory() {
        PromiseRunner runner = ran();
        String page = StatusPage.html("part<0>", runner.lastResults(), title -> runner.history(title, 50));

        assertThat(page).contains("<h1>part&lt;0&gt;</h1>", "1 of 2 promises is broken", "&lt;down&gt; &amp; out");
        assertThat(page).contains("1 of the last 1 runs failed").doesNotContain("<down>", "<script", "http");
        assertThat(page.indexOf("web")).isLessThan(page.indexOf("a&quot;b"));
    }
}
