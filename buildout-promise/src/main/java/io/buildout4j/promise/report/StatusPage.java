package io.buildout4j.promise.report;

import io.buildout4j.promise.HistoryEntry;
import io.buildout4j.promise.PromiseResult;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** One HTML page about all promises, in itself complete: no script, nothing loaded from elsewhere. */
public final class StatusPage {
    private static final String STYLE = """
            :root { color-scheme: light dark; --page: #f6f8fa; --card: #fff; --text: #1f2328; --faint: #59636e;
              --line: #d1d9e0; --ok: #1a7f37; --bad: #cf222e }
            @media (prefers-color-scheme: dark) { :root { --page: #0d1117; --card: #161b22; --text: #e6edf3;
              --faint: #9198a1; --line: #3d444d; --ok: #3fb950; --bad: #ff7b72 } }
            * { box-sizing: border-box }
            body { font: 1rem/1.5 system-ui, sans-serif; background: var(--page); color: var(--text);
              max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere }
            h1 { font-size: 1.4rem; line-height: 1.3; margin: 0 }
            .sum { font-size: 1.1rem; font-weight: 600; color: var(--ok); margin: .25rem 0 1rem }
            .sum.bad { color: var(--bad) }
            article { background: var(--card); border: 1px solid var(--line); border-left: .35rem solid var(--ok);
              border-radius: .4rem; padding: .6rem .8rem; margin: 0 0 .6rem }
            article.bad { border-left-color: var(--bad) }
            h2 { font-size: 1rem; margin: 0; display: flex; flex-wrap: wrap; gap: 0 .75rem; align-items: baseline }
            h2 b { color: var(--ok) } .bad h2 b { color: var(--bad) } h2 span { min-width: 0 }
            h2 time { font-weight: normal; font-size: .85rem; color: var(--faint); margin-left: auto }
            pre { font: .9rem/1.45 ui-monospace, monospace; margin: .35rem 0; white-space: pre-wrap;
              max-height: 12rem; overflow-y: auto }
            .strip { display: flex; align-items: flex-end; gap: 1px; height: 1.2rem; margin-top: .5rem }
            .strip i { flex: 1 1 0; min-width: 1px; max-width: .6rem; height: 55%; border-radius: 2px;
              background: var(--ok) } .strip i.x { background: var(--bad); height: 100% }
            .span { font-size: .8rem; color: var(--faint); margin: .15rem 0 0 }
            """;
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

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
                        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(Markup.escaped(title))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n<h1>")
                .append(Markup.escaped(title))
                .append(broken == 0 ? "</h1>\n<p class=\"sum\">" : "</h1>\n<p class=\"sum bad\">")
                .append(summary(results.size(), broken))
                .append("</p>\n");
        results.stream()
                .sorted(Comparator.comparing(PromiseResult::failed).reversed().thenComparing(PromiseResult::title))
                .forEach(result -> article(page, result, history.apply(result.title())));
        return page.toString();
    }

    private static String summary(int all, long broken) {
        if (all == 0) {
            return "No promise was run yet";
        }
        if (broken == 0) {
            return all == 1 ? "The promise holds" : "All " + all + " promises hold";
        }
        return broken + " of " + all + (broken == 1 ? " promises is broken" : " promises are broken");
    }

    private static void article(StringBuilder page, PromiseResult result, List<HistoryEntry> newest) {
        page.append(result.failed() ? "<article class=\"bad\">" : "<article>")
                .append("<h2><b>")
                .append(result.failed() ? "broken" : "holds")
                .append("</b> <span>")
                .append(Markup.escaped(result.title()))
                .append("</span> <time datetime=\"")
                .append(result.date())
                .append("\">")
                .append(MINUTE.format(result.date().atOffset(ZoneOffset.UTC)))
                .append(" UTC")
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
                        .append(entry.failed() ? " broken" : " holds")
                        .append("\"></i>");
            }
            page.append("</div>\n<p class=\"span\">")
                    .append(failures == 0 ? "no failure" : failures + (failures == 1 ? " failure" : " failures"))
                    .append(" in ")
                    .append(newest.size())
                    .append(newest.size() == 1 ? " run since " : " runs since ")
                    .append(MINUTE.format(oldestFirst.get(0).date()))
                    .append("</p>\n");
        }
        page.append("</article>\n");
    }
}
