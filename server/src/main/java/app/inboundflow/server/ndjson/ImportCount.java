package app.inboundflow.server.ndjson;

/**
 * What an import did to a resource.
 *
 * @param resource which
 * @param added how many were not there
 * @param changed how many were there and differed
 * @param unchanged how many were there already as they were imported
 */
public record ImportCount(Resource resource, long added, long changed, long unchanged) {
    @Override
    public String toString() {
        return resource + ": " + added + " new, " + changed + " changed, " + unchanged + " unchanged";
    }
}
