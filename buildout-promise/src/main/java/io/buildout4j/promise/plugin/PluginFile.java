package io.buildout4j.promise.plugin;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A plugin file that only names a class of some module and configures it, as {@code promise.plugin} writes them.
 *
 * @param module the module's name
 * @param className the class in it
 * @param parameters the configuration, every value as text
 * @param paths directories where Python would look for the module first
 */
public record PluginFile(String module, String className, Map<String, String> parameters, List<String> paths) {
    private static final Pattern IMPORT = Pattern.compile(
            "(?m)^from[ \\t]+([A-Za-z_][\\w.]*)[ \\t]+import[ \\t]+(\\w+)(?:[ \\t]+as[ \\t]+(\\w+))?[ \\t]*(?:#.*)?$");
    private static final Pattern CODE = Pattern.compile("(?m)^(?:class|def|async|@|if|while|with|exec)\\b");
    private static final Pattern CONFIGURATION = Pattern.compile("(?m)^extra_config_dict[ \\t]*=[ \\t]*");

    /** In bytes; no configuration is that long. */
    private static final long LARGEST = 1 << 20;

    private static final Pattern PATHS = Pattern.compile("(?m)^sys\\.path\\[0:0\\][ \\t]*=[ \\t]*");

    /**
     * Reads a plugin file.
     *
     * @return empty if the file has code of its own, so that only Python can tell what it does
     * @throws IOException also if it is a pipe or anything else that is no file, which might be waited for for ever
     */
    public static Optional<PluginFile> read(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw new IOException(file + " is no file");
        }
        if (attributes.size() > LARGEST) {
            return Optional.empty();
        }
        String text;
        try {
            text = Files.readString(file).replace("\r\n", "\n");
        } catch (MalformedInputException e) {
            return Optional.empty();
        }
        if (CODE.matcher(text).find()) {
            return Optional.empty();
        }
        Matcher imports = IMPORT.matcher(text);
        while (imports.find()) {
            String as = imports.group(3) == null ? imports.group(2) : imports.group(3);
            if (as.equals("RunPromise")) {
                Optional<Map<String, String>> parameters = parameters(text);
                String module = imports.group(1);
                String className = imports.group(2);
                return parameters.map(values -> new PluginFile(module, className, values, paths(text)));
            }
        }
        return Optional.empty();
    }

    private static List<String> paths(String text) {
        Matcher start = PATHS.matcher(text);
        return start.find() && PythonLiteral.read(text, start.end()).orElse(List.of()) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static Optional<Map<String, String>> parameters(String text) {
        Matcher start = CONFIGURATION.matcher(text);
        if (!start.find()) {
            return Optional.of(Map.of());
        }
        Optional<Object> value = PythonLiteral.read(text, start.end());
        if (value.isEmpty() || !(value.get() instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            parameters.put(text(entry.getKey()), text(entry.getValue()));
        }
        return Optional.of(parameters);
    }

    private static String text(@Nullable Object value) {
        return value == null || value == PythonLiteral.NONE ? "" : value.toString();
    }
}
