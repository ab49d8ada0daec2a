package io.buildout4j.promise.report;

import io.buildout4j.promise.HistoryEntry;
import io.buildout4j.promise.PromiseResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** One HTML page about all promises, in itself complete: no script, nothing loaded from elsewhere. */
public final class StatusPage {
    private static final String STYLE = """
            :root { color-scheme: light dark; --ok: #1a7f37; --bad: #cf222e; --line: #8884; --faint: #8889 }
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem }
            h1 { font-size: 1.4rem; margin: 0 0 .25rem } .sum { margin: 0 0 1rem }
            article { border: 1px solid var(--line); border-left: .35rem solid var(--ok); border-radius: .4rem;
              padding: .6rem .8rem; margin: 0 0 .6rem } article.bad { border-left-color: var(--bad) }
            h2 { font-size: 1rem; margin: 0; display: flex; flex-wrap: wrap; gap: .25rem .75rem }
            h2 b { color: var(--ok) } .bad h2 b { color: var(--bad) } h2 time { font-weight: normal; color: GrayText }
            pre { margin: .35rem 0; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 12rem; overflow: auto }
            .strip { display: flex; gap: 2px; height: 1.1rem } .strip i { flex: 1; max-width: .6rem; border-radius: 2px;
              background: var(--ok) } .strip i.x { background: var(--bad); height: 100% } .strip i:not(.x) { height: 60%;
              align-self: end }
            """;

    private StatusPage() {}

    /**
     * The page; broken promises stand first.
     *
     * @param title what the page is called, such as the partition's name
     * @param results the last results
     * @param history the newest runs of a promise by its title, the newest first
     */
    public static String html(String title, List<PromiseResult> results, Function<String, List<HistoryEntry>> history) {
        long broken = results.stream().filter(PromiseResult::failed).count();
        StringBuilder page = new StringBuilder("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
                        + "<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
                .append(Markup.escaped(title))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n<h1>")
                .append(Markup.escaped(title))
                .append("</h1>\n<p class=\"sum\">")
                .append(
                        broken == 0
                                ? "All " + results.size() + " promises hold"
                                : broken + " of " + results.size() + " promises are broken")
                .append("</p>\n");
        results.stream()
                .sorted(Comparator.comparing(PromiseResult::failed).reversed().thenComparing(PromiseResult::title))
                .forEach(result -> article(page, result, history.apply(result.title())));
        return page.toString();
    }

    private static void article(StringBuilder page, PromiseResult result, List<HistoryEntry> newest) {
        page.append(result.failed() ? "<article class=\"bad\">" : "<article>")
                .append("<h2><b>")
                .append(result.failed() ? "broken" : "holds")
                .append("</b> ")
                .append(Markup.escaped(result.title()))
                .append(" <time>")
                .append(result.dateText())
                .append("</time></h2>\n<pre>")
                .append(Markup.escaped(result.message()))
                .append("</pre>\n");
        if (!newest.isEmpty()) {
            List<HistoryEntry> oldestFirst = new ArrayList<>(newest);
            Collections.reverse(oldestFirst);
            long failures = newest.stream().filter(HistoryEntry::failed).count();
            page.append("<div class=\"strip\" role=\"img\" aria-label=\"")
                    .append(failures)
                    .append(" of the last ")
                    .append(newest.size())
                    .append(" runs failed\">");
            for (HistoryEntry entry : oldestFirst) {
                page.append(entry.failed() ? "<i class=\"x\"" : "<i")
                        .append(" title=\"")
                        .append(entry.date())
                        .append("\"></i>");
            }
            page.append("</div>\n");
        }
        page.append("</article>\n");
    }
}
