package io.buildout4j.promise.plugin;

import io.buildout4j.promise.Verdict;
import java.util.Map;

/**
 * What a plugin run by Python said.
 *
 * @param timedOut whether it was stopped because its time was up; there is no verdict then
 * @param cause why it could say nothing; empty if it could
 * @param verdict its result
 * @param loaded whether it came so far that the following is known
 * @param transaction the run's mark in the log
 * @param periodicity minutes between two runs
 * @param tested whether it is run after a deployment
 * @param watched whether it is run between deployments
 * @param bangs whether a lasting failure may bang
 */
public record PythonAnswer(
        boolean timedOut,
        String cause,
        Verdict verdict,
        boolean loaded,
        String transaction,
        double periodicity,
        boolean tested,
        boolean watched,
        boolean bangs) {

    static PythonAnswer of(Verdict verdict, Map<String, ?> said) {
        return of(false, verdict, said);
    }

    static PythonAnswer late(Map<String, ?> said) {
        return of(true, Verdict.empty(), said);
    }

    static PythonAnswer broken(String cause) {
        return new PythonAnswer(false, cause, Verdict.empty(), false, "", 2, true, true, false);
    }

    private static PythonAnswer of(boolean late, Verdict verdict, Map<String, ?> said) {
        boolean loaded = said.get("periodicity") instanceof Number;
        double periodicity = said.get("periodicity") instanceof Number minutes ? minutes.doubleValue() : 2;
        Object transaction = said.get("transaction");
        return new PythonAnswer(
                late,
                "",
                verdict,
                loaded,
                transaction == null ? "" : transaction.toString(),
                periodicity,
                !Boolean.FALSE.equals(said.get("tested")),
                !Boolean.FALSE.equals(said.get("watched")),
                Boolean.TRUE.equals(said.get("bangs")));
    }
}
