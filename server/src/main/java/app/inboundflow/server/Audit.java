package app.inboundflow.server;

import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs, in one line each, every organization and key that is made or revoked and every erasure: by whom and which, never a key
 * itself or who was erased.
 */
public final class Audit {
    private static final Logger LOG = LoggerFactory.getLogger("audit");
    private static final String ORGANIZATION = "organization_id";
    private static final String KEY = "key_id";
    // Whom the operating system runs this process as.
    private static final String USER = "user";

    private Audit() {}

    /** An organization was made. */
    public static void organizationCreated(UUID id) {
        LOG.atInfo().addKeyValue(ORGANIZATION, id).addKeyValue(USER, user()).log("organization created");
    }

    /** A key was made. */
    public static void keyCreated(UUID organizationId, UUID id) {
        LOG.atInfo()
                .addKeyValue(ORGANIZATION, organizationId)
                .addKeyValue(KEY, id)
                .addKeyValue(USER, user())
                .log("key created");
    }

    /** A key was revoked, or was revoked before. */
    public static void keyRevoked(UUID id) {
        LOG.atInfo().addKeyValue(KEY, id).addKeyValue(USER, user()).log("key revoked");
    }

    /** A person was erased from an organization. */
    public static void personErased(UUID organizationId, int rows) {
        LOG.atInfo()
                .addKeyValue(ORGANIZATION, organizationId)
                .addKeyValue("rows", rows)
                .addKeyValue(USER, user())
                .log("person erased");
    }

    private static String user() {
        return System.getProperty("user.name");
    }
}
