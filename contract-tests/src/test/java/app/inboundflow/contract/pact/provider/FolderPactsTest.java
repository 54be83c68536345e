package app.inboundflow.contract.pact.provider;

import au.com.dius.pact.provider.junitsupport.Provider;
import au.com.dius.pact.provider.junitsupport.VerificationReports;
import au.com.dius.pact.provider.junitsupport.loader.PactSource;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** The server honours the pacts of this build and those that are committed here. */
@Provider(ServerHonoursPacts.PROVIDER)
@PactSource(PactFolders.class)
@VerificationReports({})
@DisabledIfSystemProperty(named = "pactbroker.url", matches = ".+", disabledReason = "the pacts come from the broker")
class FolderPactsTest extends ServerHonoursPacts {}
