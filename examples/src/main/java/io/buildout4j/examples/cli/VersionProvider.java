package io.buildout4j.examples.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version as the build wrote it into the program's manifest. */
final class VersionProvider implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(VersionProvider.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
        return new String[] {"buildout4j " + version};
    }
}
