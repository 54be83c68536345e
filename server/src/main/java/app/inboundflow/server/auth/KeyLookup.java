package app.inboundflow.server.auth;

/**
 * What the database knows of a key.
 *
 * @param key the key, valid or not
 * @param client whom it lets in while it is valid
 */
record KeyLookup(ApiKeyRow key, ApiClient client) {}
