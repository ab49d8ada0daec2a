package io.buildout4j.promise.check;

import io.buildout4j.promise.Finding;
import io.buildout4j.promise.Parameters;
import io.buildout4j.promise.Promise;
import io.buildout4j.promise.PromiseContext;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** A websocket can be opened, and answers a message with the expected one if such are configured. */
final class WebSocketAvailable implements Promise {
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int LARGEST = 1 << 20;

    private final Parameters parameters;
    private final String url;

    WebSocketAvailable(Parameters parameters) {
        this.parameters = parameters;
        url = parameters.required("url");
    }

    @Override
    public Finding sense(PromiseContext context) {
        int seconds = (int) context.timeLimit().toSeconds();
        int timeout = parameters.asInt("timeout", Math.max(1, Math.min(5, seconds - 1))) * 1000;
        Optional<String> send = parameters.findExact("content-to-send");
        Optional<String> receive = parameters.findExact("content-to-receive");
        try (Socket socket = connect(URI.create(url), timeout)) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            if (!handshake(URI.create(url), in, out)) {
                return Finding.failed("ERROR connection not possible while accessing " + Words.quoted(url));
            }
            if (send.isEmpty() || receive.isEmpty()) {
                return Finding.ok("Correctly connected to " + Words.quoted(url));
            }
            frame(out, parameters.asBoolean("binary", true) ? 2 : 1, send.get().getBytes(StandardCharsets.UTF_8));
            String answer = message(in, out);
            farewell(out);
            return answer.equals(receive.get())
                    ? Finding.ok("Correctly received " + Words.quoted(answer) + " from " + Words.quoted(url))
                    : Finding.failed(
                            "ERROR received " + Words.quoted(answer) + " instead of " + Words.quoted(receive.get()));
        } catch (IOException e) {
            return Finding.failed("ERROR: " + Words.connection(e));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Finding.failed("ERROR: " + e.getMessage());
        }
    }

    private static void farewell(OutputStream out) {
        try {
            frame(out, 8, new byte[0]);
        } catch (IOException e) {
            // It said what was wanted; that it left first does not matter.
        }
    }

    private static Socket connect(URI place, int timeout) throws IOException, GeneralSecurityException {
        String scheme = String.valueOf(place.getScheme()).toLowerCase(Locale.ROOT);
        boolean secure = scheme.equals("wss");
        if (place.getHost() == null || !(secure || scheme.equals("ws"))) {
            throw new IllegalArgumentException("no websocket URL: " + Words.quoted(place.toString()));
        }
        int port = place.getPort() >= 0 ? place.getPort() : secure ? 443 : 80;
        String host = place.getHost().replaceAll("[\\[\\]]", "");
        Socket socket = new Socket();
        try {
            socket.setSoTimeout(timeout);
            socket.connect(new InetSocketAddress(host, port), timeout);
            return secure ? Tls.anybody().getSocketFactory().createSocket(socket, host, port, true) : socket;
        } catch (IOException | GeneralSecurityException e) {
            socket.close();
            throw e;
        }
    }

    private boolean handshake(URI place, DataInputStream in, OutputStream out)
            throws IOException, GeneralSecurityException {
        byte[] nonce = new byte[16];
        new SecureRandom().nextBytes(nonce);
        String key = Base64.getEncoder().encodeToString(nonce);
        String path = place.getRawPath() == null || place.getRawPath().isEmpty() ? "/" : place.getRawPath();
        StringBuilder request = new StringBuilder("GET " + path)
                .append(place.getRawQuery() == null ? "" : "?" + place.getRawQuery())
                .append(" HTTP/1.1\r\nHost: ")
                .append(place.getRawAuthority())
                .append("\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n")
                .append("Sec-WebSocket-Key: ")
                .append(key)
                .append("\r\n");
        parameters.findExact("username").ifPresent(name -> {
            String credentials = name + ":" + parameters.find("password").orElse("");
            request.append("Authorization: Basic ")
                    .append(Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                    .append("\r\n");
        });
        out.write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        String head = head(in);
        byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
        String accept = Base64.getEncoder().encodeToString(digest);
        return head.matches("(?s)HTTP/1\\.1 101\\b.*") && head.contains(accept);
    }

    private static String head(DataInputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 65_536 && head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    private static void frame(OutputStream out, int kind, byte[] content) throws IOException {
        byte[] mask = new byte[4];
        new SecureRandom().nextBytes(mask);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x80 | kind);
        if (content.length < 126) {
            frame.write(0x80 | content.length);
        } else if (content.length < 65_536) {
            frame.write(0x80 | 126);
            frame.write(content.length >> 8);
            frame.write(content.length);
        } else {
            throw new IllegalArgumentException("content-to-send is too long");
        }
        frame.write(mask, 0, 4);
        for (int i = 0; i < content.length; i++) {
            frame.write(content[i] ^ mask[i % 4]);
        }
        out.write(frame.toByteArray());
        out.flush();
    }

    /** The next message; pings are answered on the way. */
    private static String message(DataInputStream in, OutputStream out) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        while (true) {
            int head = in.readUnsignedByte();
            long length = in.readUnsignedByte() & 0x7F;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = in.readLong();
            }
            if (length < 0 || length > LARGEST - message.size()) {
                throw new IOException("the answer is too long");
            }
            byte[] content = in.readNBytes((int) length);
            int kind = head & 0x0F;
            if (kind == 8) {
                throw new IOException("the other side closed the connection");
            } else if (kind == 9) {
                frame(out, 10, content);
            } else if (kind != 10) {
                message.write(content, 0, content.length);
                if ((head & 0x80) != 0) {
                    return message.toString(StandardCharsets.UTF_8);
                }
            }
        }
    }
}
