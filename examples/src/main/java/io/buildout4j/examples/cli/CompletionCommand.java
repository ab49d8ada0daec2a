package io.buildout4j.examples.cli;

import java.nio.file.Path;

/** Prints what teaches a shell to complete the program's command lines. */
final class CompletionCommand implements Command {

    private final GlobalOptions options;
    private String shell = "";

    CompletionCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("buildout completion", "Prints a script that completes command lines of this program.")
                .word("bash|zsh", "the shell that shall learn it")
                .example("source <(buildout completion bash)", "for this shell; in ~/.bashrc for every one")
                .example("buildout completion zsh > ~/.zfunc/_buildout", "where a directory of fpath is ~/.zfunc")
                .note(ExitStatus.TEXT);
    }

    @Override
    public void take(String name, String value) {
        switch (name) {
            case "bash|zsh" -> shell = value;
            default -> Command.super.take(name, value);
        }
    }

    @Override
    public int run() {
        Completion completion = Completion.of(options.syntax());
        String script = switch (Path.of(shell).getFileName().toString()) {
            case "bash" -> completion.bash();
            case "zsh" -> completion.zsh();
            default -> throw syntax().misuse("there is completion for bash and zsh, not for '" + shell + "'");
        };
        options.console().out().print(script);
        return ExitStatus.DONE;
    }
}
