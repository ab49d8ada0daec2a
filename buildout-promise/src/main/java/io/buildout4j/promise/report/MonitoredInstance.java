package io.buildout4j.promise.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a monitor says of the instance it watches; all may be empty but the title.
 *
 * @param title what people call the instance
 * @param tree what they call the tree of instances it belongs to
 * @param url where the monitor's folders are served, without a slash at its end
 * @param computer the computer's reference
 * @param partition the partition's reference
 * @param softwareRelease the URL of the software
 * @param softwareType which of the software's types it is
 */
public record MonitoredInstance(
        String title,
        String tree,
        String url,
        String computer,
        String partition,
        String softwareRelease,
        String softwareType) {

    /** An instance of which only the title is said. */
    public static MonitoredInstance titled(String title) {
        return new MonitoredInstance(title, title, "", "", "", "", "");
    }

    String feed() {
        return url + "/public/feed";
    }

    String publicUrl() {
        return url + "/share/public/";
    }

    String privateUrl() {
        return url + "/share/private/";
    }

    /** The report for everybody. */
    Map<String, Object> forAll(String status, String date) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", status);
        json.put("date", date);
        json.put("_links", Map.of("monitor", Map.of("href", privateUrl()), "related_monitor", List.of()));
        json.put("title", title);
        json.put("specialise_title", tree);
        return json;
    }

    /** The report for those who run it. */
    Map<String, Object> forInsiders(String status, String date, long success, long error) {
        Map<String, Object> links = new LinkedHashMap<>();
        links.put("rss_url", Map.of("href", feed()));
        links.put("public_url", Map.of("href", publicUrl()));
        links.put("private_url", Map.of("href", privateUrl()));
        links.put("related_monitor", List.of());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", status);
        json.put("state", Map.of("error", error, "success", success));
        json.put("portal_type", "Software Instance");
        json.put("date", date);
        json.put("_links", links);
        json.put("data", Map.of("state", "monitor_state.data"));
        json.put("title", title);
        json.put("specialise_title", tree);
        json.put("aggregate_reference", computer);
        json.put("software_release", softwareRelease);
        json.put("software_type", softwareType);
        json.put("partition_id", partition);
        return json;
    }
}
