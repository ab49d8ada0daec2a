package io.buildout4j.recipe;

import java.util.Map;

/** What a recipe has to do when one of its parts is uninstalled, before the part's files are removed. */
@FunctionalInterface
public interface UninstallHook {

    /**
     * @param part the name of the part
     * @param options the options as they were recorded when the part was installed; the profile may be gone
     */
    void uninstall(String part, Map<String, String> options) throws Exception;
}
