package io.buildout4j.promise;

import java.util.Map;

/** Promises a library brings along, found by {@link java.util.ServiceLoader} when a host asks for it. */
public interface PromiseProvider {

    /** The promises by the module names under which plugin files ask for them. */
    Map<String, PromiseFactory> promises();
}
