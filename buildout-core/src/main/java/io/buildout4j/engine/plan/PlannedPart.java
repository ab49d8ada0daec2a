package io.buildout4j.engine.plan;

import io.buildout4j.engine.prepare.PreparedPart;
import io.buildout4j.engine.state.InstalledPart;
import io.buildout4j.install.PartChange;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is decided about one part, and what it takes to do it.
 *
 * @param prepared the constructed part; null if it is uninstalled
 * @param before what is on the record of it; null if it is new
 * @param options what will be recorded as its options: secrets as digests
 * @param signature what will be recorded as its signature
 */
public record PlannedPart(
        PartChange change,
        @Nullable PreparedPart prepared,
        @Nullable InstalledPart before,
        Map<String, String> options,
        String signature) {

    public String name() {
        return change.part();
    }

    /** Whether the record stays as it is, unless the update makes more: an update means that no option changed. */
    public boolean isAsRecorded() {
        return change.action() == PartChange.Action.UPDATE && before != null && signature.equals(before.signature());
    }

    /** Whether what is there now is to be removed first. */
    public boolean removes() {
        return change.action() == PartChange.Action.REINSTALL || change.action() == PartChange.Action.UNINSTALL;
    }
}
