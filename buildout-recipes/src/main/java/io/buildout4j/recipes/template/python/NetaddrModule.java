package io.buildout4j.recipes.template.python;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** IPAddress and IPNetwork of the netaddr package, as templates use them. */
final class NetaddrModule {

    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private NetaddrModule() {}

    static Module module() {
        return new Module("netaddr")
                .with(new Signature("IPAddress").required("addr"), (run, a) -> address(Text.str(a[0])))
                .with(new Signature("IPNetwork").required("addr"), (run, a) -> network(Text.str(a[0])))
                .with(new Signature("valid_ipv4").required("addr"), (run, a) -> valid(Text.str(a[0]), 32))
                .with(new Signature("valid_ipv6").required("addr"), (run, a) -> valid(Text.str(a[0]), 128));
    }

    private static boolean valid(String text, int bits) {
        try {
            return address(text).bits == bits;
        } catch (PythonError e) {
            return false;
        }
    }

    private static Address address(String text) {
        boolean dotted = text.indexOf(':') < 0;
        // Only literals reach the resolver, which then asks nobody.
        if (LITERAL.matcher(text).matches() && (!dotted || text.matches("\\d{1,3}(\\.\\d{1,3}){3}"))) {
            try {
                byte[] bytes = InetAddress.getByName(text).getAddress();
                byte[] wide = bytes.length == 4 && !dotted ? mapped(bytes) : bytes;
                return new Address(new BigInteger(1, wide), wide.length * 8);
            } catch (UnknownHostException e) {
                throw new PythonError("AddrFormatError", "failed to detect a valid IP address from " + Text.repr(text));
            }
        }
        throw new PythonError("AddrFormatError", "failed to detect a valid IP address from " + Text.repr(text));
    }

    private static byte[] mapped(byte[] four) {
        byte[] wide = new byte[16];
        wide[10] = -1;
        wide[11] = -1;
        System.arraycopy(four, 0, wide, 12, 4);
        return wide;
    }

    private static Network network(String text) {
        int slash = text.indexOf('/');
        Address address = address(slash < 0 ? text : text.substring(0, slash));
        int prefix = slash < 0 ? address.bits : prefix(text.substring(slash + 1), address.bits, text);
        return new Network(address, prefix);
    }

    private static int prefix(String text, int bits, String whole) {
        if (text.matches("\\d{1,3}") && Integer.parseInt(text) <= bits) {
            return Integer.parseInt(text);
        }
        if (text.indexOf('.') >= 0 && bits == 32) {
            return address(text).value.bitCount();
        }
        throw new PythonError("AddrFormatError", "invalid IPNetwork " + whole);
    }

    private record Address(BigInteger value, int bits) implements HasAttributes {
        @Override
        public Optional<Object> attribute(String name) {
            return switch (name) {
                case "version" -> Optional.of(bits == 32 ? 4L : 6L);
                case "value" -> Optional.of(Ints.of(value));
                default -> Optional.empty();
            };
        }

        @Override
        public String typeName() {
            return "IPAddress";
        }

        @Override
        public String toString() {
            return bits == 32 ? dotted() : compressed();
        }

        private String dotted() {
            long number = value.longValue();
            return (number >> 24) + "." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
        }

        private String compressed() {
            int[] groups = new int[8];
            for (int i = 0; i < 8; i++) {
                groups[i] = value.shiftRight(16 * (7 - i)).intValue() & 0xffff;
            }
            int best = -1;
            int length = 1;
            for (int from = 0; from < 8; from++) {
                int to = from;
                while (to < 8 && groups[to] == 0) {
                    to++;
                }
                if (to - from > length) {
                    best = from;
                    length = to - from;
                }
            }
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 8; i++) {
                if (i == best) {
                    text.append("::");
                    i += length - 1;
                } else {
                    text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":");
                    text.append(Integer.toHexString(groups[i]));
                }
            }
            return text.toString();
        }
    }

    private record Network(Address address, int prefix) implements HasAttributes {

        private BigInteger hosts() {
            return BigInteger.ONE.shiftLeft(address.bits - prefix).subtract(BigInteger.ONE);
        }

        private Address at(BigInteger value) {
            return new Address(value, address.bits);
        }

        private BigInteger first() {
            return address.value.andNot(hosts());
        }

        @Override
        public Optional<Object> attribute(String name) {
            return switch (name) {
                case "ip" -> Optional.of(address);
                case "network" -> Optional.of(at(first()));
                case "broadcast" ->
                    Optional.of(address.bits == 32 && prefix < 31 ? at(first().or(hosts())) : (Object) None.NONE);
                case "netmask" ->
                    Optional.of(at(BigInteger.ONE
                            .shiftLeft(address.bits)
                            .subtract(BigInteger.ONE)
                            .andNot(hosts())));
                case "hostmask" -> Optional.of(at(hosts()));
                case "prefixlen" -> Optional.of((long) prefix);
                case "size" -> Optional.of(Ints.of(hosts().add(BigInteger.ONE)));
                case "first" -> Optional.of(Ints.of(first()));
                case "last" -> Optional.of(Ints.of(first().or(hosts())));
                case "version" -> Optional.of(address.bits == 32 ? 4L : 6L);
                case "cidr" -> Optional.of(new Network(at(first()), prefix));
                default -> Optional.empty();
            };
        }

        @Override
        public String typeName() {
            return "IPNetwork";
        }

        @Override
        public String toString() {
            return address + "/" + prefix;
        }
    }
}
