package io.buildout4j.promise.report;

import io.buildout4j.promise.PromiseResult;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Results as text that Prometheus and its like collect. */
public final class OpenMetrics {
    /** What a server says the text is. */
    public static final String CONTENT_TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private OpenMetrics() {}

    /** The text, with an end mark. */
    public static String text(List<PromiseResult> results) {
        StringBuilder text = new StringBuilder();
        family(text, "promise_kept", "", "Whether the promise holds.", results, result -> result.failed() ? 0 : 1);
        family(text, "promise_execution_seconds", "seconds", "How long its last run took.", results, r -> r.seconds());
        family(
                text,
                "promise_last_run_timestamp_seconds",
                "seconds",
                "When it was run last.",
                results,
                result -> result.date().getEpochSecond());
        return text.append("# EOF\n").toString();
    }

    private static void family(
            StringBuilder text,
            String name,
            String unit,
            String help,
            List<PromiseResult> results,
            ToDoubleFunction<PromiseResult> value) {
        text.append("# TYPE ").append(name).append(" gauge\n");
        if (!unit.isEmpty()) {
            text.append("# UNIT ").append(name).append(' ').append(unit).append('\n');
        }
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        for (PromiseResult result : results) {
            text.append(name)
                    .append("{promise=\"")
                    .append(escaped(result.title()))
                    .append("\"} ");
            double number = value.applyAsDouble(result);
            if (number == Math.rint(number)) {
                text.append((long) number).append('\n');
            } else {
                text.append(number).append('\n');
            }
        }
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
