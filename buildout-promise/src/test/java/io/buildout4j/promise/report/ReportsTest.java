package io.buildout4j.promise.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.promise.Finding;
import io.buildout4j.promise.PromiseResult;
import io.buildout4j.promise.PromiseRunner;
import io.buildout4j.promise.store.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

        assertThat(page).contains("<h1>part&lt;0&gt;</h1>", "1 of 2 promises are broken", "&lt;down&gt; &amp; out");
        assertThat(page).contains("1 of the last 1 runs failed").doesNotContain("<down>", "<script", "http");
        assertThat(page.indexOf("web")).isLessThan(page.indexOf("a&quot;b"));
    }

    @Test
    void theMonitorsHistoryGrowsOnChangeOnly() throws Exception {
        MonitorFiles files = new MonitorFiles(partition.resolve("public"), "part0");
        List<PromiseResult> results = ran().lastResults();
        files.update(results);
        files.update(results);
        PromiseRunner runner = PromiseRunner.builder(partition).build();
        runner.run(Map.of("web", context -> Finding.ok("up")));
        files.update(runner.lastResults());

        Map<String, ?> history = Json.object(Files.readString(partition.resolve("public/web.history.json")));
        assertThat((List<?>) history.get("data")).hasSize(2);
        Map<String, ?> status = Json.object(Files.readString(partition.resolve("public/_promise_status")));
        assertThat(((List<?>) status.get("web")).get(0)).isEqualTo("OK");
        assertThat(Json.object(Files.readString(partition.resolve("public/monitor.global.json")))
                        .get("status"))
                .isEqualTo("OK");
        assertThat(Files.readString(partition.resolve("public/feed"))).contains("<title>[OK] web</title>");
    }
}
