package app.inboundflow.server.ratelimit;

import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The address that a request comes from. It is that of the connection, unless {@code INBOUNDFLOW_CLIENT_ADDRESS_HEADER} names
 * a header in which a proxy puts it; of several addresses in that header the last is the proxy's own word, the others are
 * the client's.
 */
@Singleton
class ClientAddress {
    // An address, brackets, a port, and for= of the header Forwarded.
    private static final int LONGEST = 100;

    private final String header;

    ClientAddress(@Value("${inboundflow.client-address-header:}") String header) {
        this.header = header.strip();
    }

    /**
     * What requests of the same client have in common: an IPv4 address, or the first 64 bits of an IPv6 address, because
     * one client has all addresses that begin with them.
     */
    String of(HttpRequest<?> request) {
        return (header.isEmpty() ? Optional.<InetAddress>empty() : named(request))
                .or(() -> Optional.ofNullable(request.getRemoteAddress().getAddress()))
                .map(ClientAddress::network)
                .orElse("unknown");
    }

    private Optional<InetAddress> named(HttpRequest<?> request) {
        var values = request.getHeaders().getAll(header);
        return values.isEmpty() ? Optional.empty() : parse(lastHop(values.getLast()));
    }

    /** The last element of {@code a, b, c}, also of the header Forwarded: {@code for=a;proto=https, for="[b]:80"}. */
    private static String lastHop(String value) {
        var hop = value.substring(value.lastIndexOf(',') + 1).strip();
        for (var part : hop.length() > LONGEST ? new String[0] : hop.split(";")) {
            if (part.strip().regionMatches(true, 0, "for=", 0, 4)) {
                hop = part.strip().substring(4);
            }
        }
        return hop.replace("\"", "");
    }

    /** Reads an address with or without a port. No name is looked up: what is no address is nothing. */
    private static Optional<InetAddress> parse(String text) {
        var host = text;
        if (text.startsWith("[")) {
            host = text.substring(1, Math.max(1, text.indexOf(']')));
        } else if (text.indexOf(':') == text.lastIndexOf(':')) {
            host = text.replaceFirst(":[0-9]{1,5}$", "");
        }
        try {
            return host.length() > LONGEST ? Optional.empty() : Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    private static String network(InetAddress address) {
        return address instanceof Inet4Address
                ? address.getHostAddress()
                : "%016x/64".formatted(ByteBuffer.wrap(address.getAddress()).getLong());
    }
}
