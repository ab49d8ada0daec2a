package io.buildout4j.promise.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.promise.PromiseResult;
import io.buildout4j.promise.Verdict;
import io.buildout4j.promise.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** The files of SlapOS's monitor, in the forms its readers take. */
class MonitorFilesTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void theHistoryGrowsWhenTheStateOrTheMessageChanged() throws Exception {
        update(0, result("web", true, "down"));
        update(1, result("web", true, "down"));
        update(2, result("web", true, "still down"));
        update(3, result("web", false, "up"));

        List<?> data = (List<?>) json("public/web.history.json").get("data");
        assertThat(each(data, "message")).containsExactly("down", "still down", "up");
        assertThat(each(data, "change-date"))
                .containsExactly("2026-11-22T12:00:00+0000", "2026-11-22T12:00:00+0000", "2026-11-22T12:03:00+0000");
        assertThat((Map<?, ?>) data.get(0))
                .hasToString("{title=web, name=web.py, execution-time=0.25, status=ERROR, failed=true,"
                        + " date=2026-11-22T12:00:00+0000, message=down, change-date=2026-11-22T12:00:00+0000}");
        assertThat(((Map<?, ?>) data.get(1)).containsKey("title")).isFalse();
    }

    @Test
    void whatWasLastIsKnownByTheNameOfTheFile() throws Exception {
        update(0, result("web", true, "down"));

        assertThat(json("private/_promise_status"))
                .hasToString("{web.py=[ERROR, 2026-11-22T12:00:00+0000, 74e8333ad11685ff3bdae589c8f6e34d]}");
    }

    @Test
    void everybodySeesTheStateAndInsidersSeeTheInstance() throws Exception {
        MonitoredInstance instance = new MonitoredInstance(
                "web", "shop", "https://[2001:db8::1]:8196", "COMP-1", "part3", "https://x/software.cfg", "default");
        new MonitorFiles(folder.resolve("public"), folder.resolve("private"), instance)
                .update(List.of(result("a", true, "down"), result("b", false, "up")), NOON);

        assertThat(json("public/monitor.global.json"))
                .hasToString("{status=ERROR, date=2026-11-22T12:00:00+0000, _links={" + links()
                        + "}, title=web, specialise_title=shop}");
        Map<String, ?> all = json("private/monitor.global.json");
        assertThat(all.get("state")).isEqualTo(Map.of("error", 1, "success", 1));
        assertThat(all.get("aggregate_reference")).isEqualTo("COMP-1");
        assertThat(((Map<?, ?>) all.get("_links")).get("rss_url"))
                .isEqualTo(Map.of("href", "https://[2001:db8::1]:8196/public/feed"));
    }

    @Test
    void theAddressesAndTheOtherMonitorsOfAnInstanceAreTold() throws Exception {
        MonitoredInstance instance = new MonitoredInstance(
                "", "shop", "https://m", "C", "p", "s", "t", "10.0.0.1", "2001:db8::1", List.of("https://other"));
        new MonitorFiles(folder.resolve("public"), folder.resolve("private"), instance).update(List.of(), NOON);

        Map<String, ?> all = json("private/monitor.global.json");
        assertThat(String.join(" ", all.keySet()))
                .isEqualTo("status state portal_type date _links data title specialise_title aggregate_reference"
                        + " ipv4 ipv6 software_release software_type partition_id");
        assertThat(all.get("ipv4")).isEqualTo("10.0.0.1");
        assertThat(all.get("ipv6")).isEqualTo("2001:db8::1");
        assertThat(all.get("title")).isEqualTo("Instance Monitoring");
        for (String file : List.of("private/monitor.global.json", "public/monitor.global.json")) {
            assertThat(((Map<?, ?>) json(file).get("_links")).get("related_monitor"))
                    .isEqualTo(List.of(Map.of("href", "https://other/share/public")));
        }
    }

    private String links() throws IOException {
        String text = String.valueOf(json("public/monitor.global.json").get("_links"));
        assertThat(text).contains("monitor={href=https://[2001:db8::1]:8196/share/private/}", "related_monitor=[]");
        return text.substring(1, text.length() - 1);
    }

    @Test
    void eachUpdateAddsARowToTheStateAndADayHasOneRow() throws Exception {
        update(0, result("web", true, "down"));
        update(1, result("web", false, "up"));
        update(60 * 24, result("web", true, "down"));

        assertThat((List<?>) json("private/documents/monitor_state.data.json").get("data"))
                .hasToString("[Date, Success, Error, Warning, 2026-11-22T12:00:00+0000, 0, 1, ,"
                        + " 2026-11-22T12:01:00+0000, 1, 0, , 2026-11-23T12:00:00+0000, 0, 1, ]");
        List<?> days = (List<?>) json("public/web.stats.json").get("data");
        assertThat(each(days, "message")).containsExactly(Map.of("ERROR", 1, "OK", 1), Map.of("ERROR", 1, "OK", 0));
        assertThat(each(days, "date")).containsExactly("2026-11-22T12:01:00+0000", "2026-11-23T12:00:00+0000");
    }

    @Test
    void theFoldersListTheirDocumentsAndForgetPromisesThatWent() throws Exception {
        update(0, result("old", false, "up"), result("web", false, "up"));
        update(1, result("web", false, "up"));

        assertThat(Files.readString(folder.resolve("public/_document_list")))
                .isEqualTo("monitor.global\nweb.history\nweb.stats");
        assertThat(Files.readString(folder.resolve("private/_document_list"))).isEqualTo("monitor.global");
        assertThat(Files.readString(folder.resolve("private/documents/_document_list")))
                .isEqualTo("monitor_state.data");
        assertThat(folder.resolve("public/promise/old.status.json")).doesNotExist();
        assertThat(folder.resolve("public/promise/web.status.json")).exists();
    }

    @Test
    void theFeedIsXmlWithAnItemAPromise() throws Exception {
        update(0, result("web", true, "<down> & \u0000 out"), result("db", false, "up"));

        Element rss = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("public/feed").toFile())
                .getDocumentElement();
        assertThat(text(rss, "title", 1)).isEqualTo("[ERROR] web");
        assertThat(text(rss, "description", 1)).isEqualTo("\n<down> & \ufffd out");
        assertThat(text(rss, "category", 0)).isEqualTo("ERROR");
        assertThat(text(rss, "pubDate", 0)).isEqualTo("Sun, 22 Nov 2026 12:00:00 GMT");
        assertThat(rss.getElementsByTagName("item").getLength()).isEqualTo(2);
        String before = text(rss, "guid", 0);
        update(1, result("web", true, "<down> & \u0000 out"), result("db", false, "up"));
        assertThat(Files.readString(folder.resolve("public/feed"))).contains(before);
        update(2, result("web", false, "up"), result("db", false, "up"));
        assertThat(Files.readString(folder.resolve("public/feed"))).doesNotContain(before);
    }

    @Test
    void tornFilesAreWrittenAnew() throws Exception {
        update(0, result("web", true, "down"));
        Files.writeString(folder.resolve("public/web.history.json"), "{\"date\": 1, \"da");
        Files.writeString(folder.resolve("private/_promise_status"), "\0\0");
        update(1, result("web", true, "down"));

        assertThat((List<?>) json("public/web.history.json").get("data")).hasSize(1);
    }

    private static List<Object> each(List<?> entries, String key) {
        return entries.stream()
                .<Object>map(entry -> ((Map<?, ?>) entry).get(key))
                .toList();
    }

    private void update(int minutes, PromiseResult... results) throws IOException {
        Instant now = NOON.plus(Duration.ofMinutes(minutes));
        new MonitorFiles(folder, "part0")
                .update(
                        java.util.Arrays.stream(results)
                                .map(one -> new PromiseResult(
                                        one.title(), one.name(), one.path(), one.verdict(), now, one.executionTime()))
                                .toList(),
                        now);
    }

    private static PromiseResult result(String title, boolean failed, String message) {
        return new PromiseResult(title, title + ".py", "", Verdict.test(failed, message), NOON, Duration.ofMillis(250));
    }

    private Map<String, ?> json(String path) throws IOException {
        return Json.object(Files.readString(folder.resolve(path)));
    }

    private static String text(Element root, String name, int number) {
        return root.getElementsByTagName(name).item(number).getTextContent();
    }
}
