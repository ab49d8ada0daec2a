package io.buildout4j.promise.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a monitor says of the instance it watches; all may be empty, then the title is one that says nothing.
 *
 * @param title what people call the instance
 * @param tree what they call the tree of instances it belongs to
 * @param url where the monitor's folders are served, without a slash at its end
 * @param computer the computer's reference
 * @param partition the partition's reference
 * @param softwareRelease the URL of the software
 * @param softwareType which of the software's types it is
 * @param ipv4 its address of version 4
 * @param ipv6 its address of version 6
 * @param related the URLs of other instances' monitors
 */
public record MonitoredInstance(
        String title,
        String tree,
        String url,
        String computer,
        String partition,
        String softwareRelease,
        String softwareType,
        String ipv4,
        String ipv6,
        List<String> related) {
    private static final String NAMELESS = "Instance Monitoring";

    /** Copies the list. */
    public MonitoredInstance {
        title = title.isEmpty() ? NAMELESS : title;
        related = List.copyOf(related);
    }

    /** An instance of which no addresses and no other monitors are said. */
    public MonitoredInstance(
            String title,
            String tree,
            String url,
            String computer,
            String partition,
            String softwareRelease,
            String softwareType) {
        this(title, tree, url, computer, partition, softwareRelease, softwareType, "", "", List.of());
    }

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

    private List<Map<String, String>> relatedLinks() {
        return related.stream()
                .map(one -> Map.of("href", one + "/share/public"))
                .toList();
    }

    /** The report for everybody. */
    Map<String, Object> forAll(String status, String date) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", status);
        json.put("date", date);
        Map<String, Object> links = new LinkedHashMap<>();
        links.put("monitor", Map.of("href", privateUrl()));
        links.put("related_monitor", relatedLinks());
        json.put("_links", links);
        json.put("title", title);
        json.put("specialise_title", tree);
        return json;
    }

    /**
     * The report for those who run it. Its data are the documents that are written here; those about the use of processor,
     * memory and disk belong to the program that measures it.
     */
    Map<String, Object> forInsiders(String status, String date, long success, long error) {
        Map<String, Object> links = new LinkedHashMap<>();
        links.put("rss_url", Map.of("href", feed()));
        links.put("public_url", Map.of("href", publicUrl()));
        links.put("private_url", Map.of("href", privateUrl()));
        links.put("related_monitor", relatedLinks());
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
        json.put("ipv4", ipv4);
        json.put("ipv6", ipv6);
        json.put("software_release", softwareRelease);
        json.put("software_type", softwareType);
        json.put("partition_id", partition);
        return json;
    }
}
