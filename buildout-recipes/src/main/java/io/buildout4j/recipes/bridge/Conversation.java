package io.buildout4j.recipes.bridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.buildout4j.BuildoutException;
import io.buildout4j.download.Checksum;
import io.buildout4j.download.DownloadRequest;
import io.buildout4j.process.Outcome;
import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipes.archive.Unpacking;
import io.buildout4j.recipes.bridge.Bridge.Done;
import io.buildout4j.recipes.shell.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one process of a recipe asks, and is answered: lines of JSON. */
final class Conversation {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Bridge bridge;
    private final Part part;
    private final Bridge.Phase phase;
    private final Path temporary;
    /** What the engine could not do for the recipe; if the recipe passes it on, it is told as the engine's. */
    private final Map<String, BuildoutException> refusals = new LinkedHashMap<>();

    private @Nullable Done done;
    private @Nullable BuildoutException failure;
    private int files;

    Conversation(Bridge bridge, Bridge.Phase phase, Path temporary) {
        this.bridge = bridge;
        this.part = bridge.part();
        this.phase = phase;
        this.temporary = temporary;
    }

    String answer(String line) {
        ObjectNode answer = JSON.createObjectNode();
        try {
            answer(JSON.readTree(line), answer);
        } catch (BuildoutException e) {
            refusals.put(e.diagnostic().problem(), e);
            answer.put("error", e.diagnostic().problem());
        } catch (JsonProcessingException e) {
            answer.put("error", "the question is no JSON");
        } catch (IOException e) {
            answer.put("error", String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.put("error", "the run was cancelled");
        }
        return answer.toString();
    }

    private void answer(JsonNode question, ObjectNode answer) throws IOException, InterruptedException {
        switch (question.path("ask").asText()) {
            case "task" -> task(answer);
            case "section" -> put(answer, "options", texts(part.section(text(question, "name"))));
            case "add" -> add(text(question, "text"));
            case "assign" -> assign(question);
            case "known" -> answer.put("known", part.hasSection(text(question, "name")));
            case "download" -> answer.put("path", download(question).toString());
            case "extract" ->
                answer.put("path", extract(Path.of(text(question, "path"))).toString());
            case "wrapper" -> answer.put("text", wrapper(question));
            case "done" -> done = new Done(strings(question.path("options")), paths(question.path("made")));
            case "failed" -> failure = failed(question);
            default -> answer.put("error", "nothing answers that");
        }
    }

    /** Later phases construct the recipe again, and what it added or assigned then stands already. */
    private void add(String sections) {
        if (phase == Bridge.Phase.INIT) {
            part.add(sections);
        }
    }

    private void assign(JsonNode question) {
        if (phase == Bridge.Phase.INIT) {
            part.assign(text(question, "section"), text(question, "option"), text(question, "value"));
        }
    }

    private void task(ObjectNode answer) {
        Source source = bridge.source();
        answer.put("phase", phase.name().toLowerCase(Locale.ROOT));
        answer.put("name", part.name());
        answer.put("file", source.file().map(Path::toString).orElse(null));
        answer.put("class", source.className());
        put(answer, "scripts", source.scripts());
        put(answer, "environment", source.environment());
        put(answer, "options", bridge.options());
        Map<String, String> published = phase == Bridge.Phase.INIT ? new TreeMap<>() : texts(part.options());
        bridge.options().forEach(published::remove);
        put(answer, "published", published);
    }

    /** A file under the name it has where it comes from, as installers of Python packages look at that. */
    private Path download(JsonNode question) throws IOException, InterruptedException {
        String url = text(question, "url");
        DownloadRequest request = DownloadRequest.of(url).forPurpose("part " + part.name());
        String sum = question.path("md5sum").asText("");
        if (!question.path("md5sum").isNull() && !sum.isBlank()) {
            request = request.with(new Checksum(Checksum.Algorithm.MD5, sum));
        }
        String name = url.replaceFirst("[?#].*", "").replaceFirst(".*/", "");
        Path target = fresh().resolve(name.isEmpty() || name.startsWith(".") ? "download" : name);
        part.services().downloads().fetch(request, target);
        return target;
    }

    private Path extract(Path archive) throws IOException {
        Path directory = fresh().resolve("content");
        Unpacking.of(archive.getFileName().toString()).into(directory, archive);
        return directory;
    }

    private Path fresh() throws IOException {
        files++;
        return Files.createDirectory(temporary.resolve("file-" + files));
    }

    private static String wrapper(JsonNode question) {
        List<String> words = new ArrayList<>();
        question.path("words").forEach(word -> words.add(word.asText()));
        JsonNode ignored = question.path("ignored");
        return new Launcher(
                        words,
                        new TreeMap<>(strings(question.path("variables"))),
                        ignored.isTextual() ? Optional.of(ignored.textValue()) : Optional.empty())
                .text();
    }

    private BuildoutException failed(JsonNode report) {
        String message = text(report, "message");
        BuildoutException refusal = refusals.get(message);
        if (refusal != null) {
            return refusal;
        }
        String source = report.path("source").asText("");
        String at = report.path("line").asText("");
        if (bridge.source().scripts().containsKey(source)) {
            return part.reject(source, "fails at its line " + at + ": " + message);
        }
        return source.isEmpty()
                ? part.reject(message)
                : part.reject("recipe", "fails at " + source + ":" + at + ": " + message);
    }

    /** What it came to, once the process ended. */
    Done end(Outcome outcome) {
        if (failure != null) {
            throw failure;
        }
        if (done != null && outcome.succeeded()) {
            return done;
        }
        String said = outcome.errors().trimmed();
        throw part.reject(
                (outcome.timedOut() ? "its Python did not end" : "its Python ended with status " + outcome.exitCode())
                        + (said.isEmpty() ? "" : ": " + said));
    }

    private static String text(JsonNode question, String name) {
        return question.path(name).asText();
    }

    private static Map<String, String> texts(Map<String, Value> values) {
        Map<String, String> texts = new LinkedHashMap<>();
        values.forEach((name, value) -> texts.put(name, value.text()));
        return texts;
    }

    private static Map<String, String> strings(JsonNode object) {
        Map<String, String> strings = new LinkedHashMap<>();
        object.properties()
                .forEach(
                        member -> strings.put(member.getKey(), member.getValue().asText()));
        return strings;
    }

    private static List<Path> paths(JsonNode array) {
        List<Path> paths = new ArrayList<>();
        array.forEach(path -> paths.add(Path.of(path.asText()).normalize()));
        return paths;
    }

    private static void put(ObjectNode node, String name, Map<String, String> texts) {
        ObjectNode object = node.putObject(name);
        texts.forEach(object::put);
    }
}
