package io.buildout4j.examples.tutorial;

/** Something did not go as the tutorial says. */
final class Unexpected extends Exception {

    private static final long serialVersionUID = 1L;

    Unexpected(String message) {
        super(message);
    }
}
