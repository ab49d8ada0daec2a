package io.buildout4j.recipes.slap;

import java.util.Map;

/** The parameters a deployment was asked for with. A host offers them to the recipes among its services. */
public interface InstanceParameters {

    /** Text by name. A deployment with serialised parameters has one, named {@code _}, whose text is JSON. */
    Map<String, String> parameters() throws Exception;
}
