package io.buildout4j.promise.report;

import io.buildout4j.promise.PromiseResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;

/** An RSS 2.0 feed with one item a promise; a reader sees an item anew when its state or its message changed. */
final class Feed {
    private static final DateTimeFormatter CHANGE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'+0000'");

    private final MonitoredInstance instance;
    private final StringBuilder items = new StringBuilder();
    private final Instant now;

    Feed(MonitoredInstance instance, Instant now) {
        this.instance = instance;
        this.now = now;
    }

    void add(PromiseResult result, String status, String since, String digest) {
        String guid = instance.tree() + ", " + result.title() + ", " + digest + ", " + since;
        items.append("<item>");
        element(items, "title", "[" + status + "] " + result.title());
        element(items, "link", instance.privateUrl());
        element(items, "description", "\n" + result.message());
        element(items, "category", status);
        items.append("<guid isPermaLink=\"false\">")
                .append(Base64.getEncoder().encodeToString(guid.getBytes(StandardCharsets.UTF_8)))
                .append("</guid>");
        element(items, "pubDate", rfc(moment(since, result)));
        items.append("<source url=\"")
                .append(Markup.escaped(instance.publicUrl()))
                .append("\">")
                .append(Markup.escaped(result.title()))
                .append("</source></item>\n");
    }

    String text() {
        StringBuilder text =
                new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel>");
        element(text, "title", instance.title());
        element(text, "link", instance.feed());
        element(text, "description", instance.tree());
        element(text, "lastBuildDate", rfc(now.atOffset(ZoneOffset.UTC)));
        return text.append('\n').append(items).append("</channel></rss>\n").toString();
    }

    private static OffsetDateTime moment(String since, PromiseResult result) {
        try {
            return LocalDateTime.parse(since, CHANGE).atOffset(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            return result.date().atOffset(ZoneOffset.UTC);
        }
    }

    private static String rfc(OffsetDateTime moment) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(moment.withNano(0));
    }

    private static void element(StringBuilder into, String name, String text) {
        into.append('<')
                .append(name)
                .append('>')
                .append(Markup.escaped(text))
                .append("</")
                .append(name)
                .append('>');
    }
}
