package io.buildout4j.examples.cli;

import io.buildout4j.install.InstallPlan;

/** A plan as {@code buildout graph --mermaid} draws it, for tests of pages that show one. */
public final class PlanPicture {

    private PlanPicture() {}

    /** The text in Mermaid's language. */
    public static String mermaid(InstallPlan plan) {
        return new PartGraph(plan.changes()).mermaid();
    }
}
