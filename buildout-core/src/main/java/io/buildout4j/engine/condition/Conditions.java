package io.buildout4j.engine.condition;

import io.buildout4j.World;
import java.util.HashMap;
import java.util.Map;

/**
 * Conditions as the original takes them: a PEP 508 marker if it is one, otherwise a Python expression. Profiles repeat the
 * same few in file after file, so each is evaluated once. For one load, and so for one thread.
 */
public final class Conditions implements Condition {

    private final World world;
    private final Map<String, Boolean> known = new HashMap<>();

    public Conditions(World world) {
        this.world = world;
    }

    @Override
    public boolean holds(String expression) {
        Boolean holds = known.get(expression);
        if (holds == null) {
            holds = evaluate(expression);
            known.put(expression, holds);
        }
        return holds;
    }

    private boolean evaluate(String expression) {
        Boolean marker = Marker.evaluate(expression, world);
        return marker == null ? Python.isTrue(PythonParser.firstElement(expression, new PythonWorld(world))) : marker;
    }
}
