package io.buildout4j.recipes.value;

import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;

/**
 * Finds a port nobody listens on, and keeps to it: once installed, the part's own service is likely to listen there. Zero
 * means that none was found, and is tried again in the next run.
 */
final class FreePortRecipe implements Recipe {

    static final RecipeDescription DESCRIPTION = RecipeDescription.of(
                    "finds a free TCP port and keeps to it", "slapos.cookbook:free_port")
            .withOptional("ip", OptionType.TEXT, "the address to listen on; without a valid one the port is 0")
            .withOptional("minimum", OptionType.NUMBER, "the first port to try", "1024")
            .withOptional(
                    "maximum",
                    OptionType.NUMBER,
                    "the port before which to stop; equal to minimum, it is the port",
                    "49151")
            .withPublished("port", "the port, or 0 if none was found");

    private static final String NONE = "0";

    FreePortRecipe(Part part) {
        int minimum = port(part, "minimum", 1024);
        int maximum = port(part, "maximum", 49151);
        Optional<InetAddress> address = part.optional("ip").map(Value::text).flatMap(IpAddress::find);
        part.publish(
                "port",
                part.recorded("port")
                        .filter(port -> !port.equals(NONE))
                        .orElseGet(() -> search(minimum, maximum, address)));
    }

    @Override
    public void install(Installation installation) {
        // The port is all there is.
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    private static String search(int minimum, int maximum, Optional<InetAddress> address) {
        if (minimum == maximum) {
            return Integer.toString(minimum);
        }
        if (address.isPresent()) {
            for (int port = minimum; port < maximum; port++) {
                if (isFree(address.get(), port)) {
                    return Integer.toString(port);
                }
            }
        }
        return NONE;
    }

    private static int port(Part part, String option, int standard) {
        Optional<Value> value = part.optional(option);
        int port = value.map(Value::asInt).orElse(standard);
        if (port < 0 || port > 65536) {
            throw part.reject(option, "is " + port + ", and ports run from 0 to 65535");
        }
        return port;
    }

    private static boolean isFree(InetAddress address, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(false);
            socket.bind(new InetSocketAddress(address, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
