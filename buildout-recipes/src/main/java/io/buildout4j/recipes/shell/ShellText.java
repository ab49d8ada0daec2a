package io.buildout4j.recipes.shell;

/** Text of a profile that a shell is to run. */
public final class ShellText {

    private ShellText() {}

    /**
     * What the shell is given: <code>$${NAME}</code>, which is how a profile says what would be a reference otherwise, is
     * <code>${NAME}</code> there, as in SlapOS. Any other {@code $$} is the shell's own.
     */
    public static String of(String value) {
        return value.replace("$${", "${");
    }
}
