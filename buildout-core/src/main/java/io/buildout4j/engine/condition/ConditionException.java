package io.buildout4j.engine.condition;

/** A condition that cannot be evaluated; the parser turns it into a diagnostic with the place. */
public final class ConditionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConditionException(String problem) {
        super(problem, null, false, false);
    }

    /** Why not. */
    public String problem() {
        String message = getMessage();
        return message == null ? "cannot be evaluated" : message;
    }
}
