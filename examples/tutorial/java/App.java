import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The application that is ported: says hello on the address its configuration file gives. Run by {@code java App.java}. */
public final class App {

    private static final byte[] HELLO = "Hello, SlapOS!".getBytes(StandardCharsets.UTF_8);

    public static void main(String[] args) throws IOException {
        Map<String, String> configuration = new HashMap<>(Map.of("host", "0.0.0.0", "port", "5000"));
        for (String arg : args) {
            if (arg.startsWith("--config=")) {
                for (String line : Files.readAllLines(Path.of(arg.substring("--config=".length())))) {
                    String[] entry = line.split("=", 2);
                    if (entry.length == 2) {
                        configuration.put(entry[0].strip(), entry[1].strip());
                    }
                }
            }
        }
        InetSocketAddress address =
                new InetSocketAddress(configuration.get("host"), Integer.parseInt(configuration.get("port")));
        HttpServer server = HttpServer.create(address, 0);
        server.createContext("/", exchange -> {
            System.out.println(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.sendResponseHeaders(200, HELLO.length);
            exchange.getResponseBody().write(HELLO);
            exchange.close();
        });
        server.start();
        System.out.println("Running on http:/" + server.getAddress());
    }
}
