package io.buildout4j.engine.state;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a journal look as if the machine had been started anew since it was written. */
public final class Reboot {

    private Reboot() {}

    public static void of(Path directory) throws IOException {
        Path file = Workspace.of(directory).journal();
        if (!Files.exists(file)) {
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (JournalRecord record : Journal.records(Files.readAllBytes(file), file)) {
            JournalRecord then = record instanceof JournalRecord.Opened opened
                    ? new JournalRecord.Opened(opened.state(), "another start")
                    : record;
            bytes.writeBytes(JournalCoding.encode(then).array());
        }
        Files.write(file, bytes.toByteArray());
    }
}
