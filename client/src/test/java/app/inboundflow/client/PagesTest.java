package app.inboundflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.inboundflow.client.FaultServer.Reply;
import app.inboundflow.client.FaultServer.Request;
import app.inboundflow.client.model.Call;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest extends FaultTest {
    private final ListCallsParameters two = new ListCallsParameters().limit(2).phone("+14155551234");

    private void threePages() {
        server.reply(calls("c1", 1, 2), calls("c2", 3, 4), calls(null, 5));
    }

    private List<String> targets() {
        return server.requests().stream().map(Request::target).toList();
    }

    @Test
    void listCallsIteratesOverEveryPage() {
        threePages();
        var summaries = new ArrayList<String>();

        for (var call : client.calls().list(two).all()) {
            summaries.add(call.getSummary());
        }

        assertThat(summaries).containsExactly("1", "2", "3", "4", "5");
        assertThat(targets())
                .containsExactly(
                        "/v1/calls?limit=2&phone=%2B14155551234",
                        "/v1/calls?limit=2&cursor=c1&phone=%2B14155551234",
                        "/v1/calls?limit=2&cursor=c2&phone=%2B14155551234");
    }

    @Test
    void listCallsStreamsOverEveryPage() {
        threePages();

        assertThat(client.calls().list(two).all().stream().map(Call::getSummary))
                .containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void listCallsReadsAPageWhenItIsNeeded() {
        threePages();

        var iterator = client.calls().list(two).all().iterator();
        iterator.next();
        iterator.next();
        assertThat(targets()).hasSize(1);
        iterator.next();
        assertThat(targets()).hasSize(2);
    }

    @Test
    void listCallsReadsNoMoreThanAStreamTakes() {
        threePages();

        assertThat(client.calls().list(two).all().stream().limit(2)).hasSize(2);
        assertThat(targets()).hasSize(1);
    }

    @Test
    void listCallsIteratesAsOftenAsAsked() {
        threePages();
        var all = client.calls().list(two).all();
        assertThat(all).hasSize(5);

        server.reply(calls("c2", 3, 4), calls(null, 5));

        assertThat(all).hasSize(5);
    }

    @Test
    void listCallsResumesFromASavedCursor() {
        threePages();
        var saved = client.calls().list(two).nextCursor();
        assertThat(saved).isEqualTo("c1");

        assertThat(client.calls().list(two.cursor(saved)).all()).hasSize(3);
        assertThat(targets().get(1)).isEqualTo("/v1/calls?limit=2&cursor=c1&phone=%2B14155551234");
    }

    @Test
    void listCallsEndsWithItsLastPage() {
        server.reply(calls("c1", 1), calls(null, 2));

        var first = client.calls().list();
        var last = first.next();

        assertThat(words(first.hasMore(), first.nextCursor())).isEqualTo("true c1");
        assertThat(words(last.hasMore(), last.nextCursor())).isEqualTo("false null");
        assertThatThrownBy(last::next).isInstanceOf(NoSuchElementException.class);
        var iterator = last.all().iterator();
        iterator.next();
        assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
        assertThat(targets()).hasSize(2);
    }

    @Test
    void listCallsReadsOnPastAnEmptyPage() {
        server.reply(calls("c1"), calls("c2"), calls(null, 1));

        assertThat(client.calls().list().all()).hasSize(1);
    }

    @Test
    void listCallsLetsNobodyChangeAPage() {
        server.reply(calls(null, 1));

        assertThatThrownBy(client.calls().list().items()::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void listCallsTriesAPageThatFailedAgainWhenTheIterationGoesOn() {
        server.reply(calls("c1", 1), Reply.problem(500, "internal_error"), calls(null, 2));
        var iterator = client.calls().list().all().iterator();
        iterator.next();

        assertThatThrownBy(iterator::hasNext).isInstanceOf(ServerException.class);
        assertThat(iterator.next().getSummary()).isEqualTo("2");
        assertThat(iterator.hasNext()).isFalse();
        assertThat(targets())
                .containsExactly(
                        "/v1/calls?limit=100", "/v1/calls?limit=100&cursor=c1", "/v1/calls?limit=100&cursor=c1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void listCallsHoldsOnePageInMemory(boolean stream) {
        threePages();
        var iterator = stream
                ? client.calls().list(two).all().stream().iterator()
                : client.calls().list(two).all().iterator();
        var first = weak(iterator);
        iterator.next();
        var third = weak(iterator);

        for (var i = 0; i < 50 && first.get() != null; i++) {
            System.gc();
        }

        assertThat(first.get()).isNull();
        assertThat(third.get()).isNotNull();
        assertThat(iterator.next().getSummary()).isEqualTo("4");
    }

    @Test
    void listCallsHandsOverPages() {
        threePages();
        var cursors = new ArrayList<String>();

        for (var page : client.calls().list(two).all().pages()) {
            cursors.add(summaries(page) + " " + page.nextCursor());
        }

        assertThat(cursors).containsExactly("1 2 c1", "3 4 c2", "5 null");
    }

    @Test
    void listCallsHandsOverPagesWithoutBlocking() {
        threePages();
        var pages = new CopyOnWriteArrayList<String>();

        client.async()
                .calls()
                .list(two)
                .thenCompose(first -> first.all().forEachPageAsync(page -> {
                    assertThat(targets()).hasSize(pages.size() + 1);
                    return CompletableFuture.runAsync(() -> pages.add(summaries(page)));
                }))
                .join();

        assertThat(pages).containsExactly("1 2", "3 4", "5");
    }

    @Test
    void listCallsEndsItsPagesWithTheFirstFailure() {
        server.reply(calls("c1", 1), Reply.problem(500, "internal_error"));
        var first = client.calls().list();

        assertThatThrownBy(() -> first.all()
                        .forEachPageAsync(page -> CompletableFuture.completedFuture(page))
                        .join())
                .hasCauseInstanceOf(ServerException.class);
        assertThatThrownBy(() -> first.all()
                        .forEachPageAsync(page -> {
                            throw new IllegalStateException("full");
                        })
                        .join())
                .hasRootCauseMessage("full");
    }

    @Test
    void pageIsMadeForTests() {
        var page = Page.of(List.of(new Call(), new Call()));

        assertThat(words(page.items().size(), page.hasMore(), page.nextCursor()))
                .isEqualTo("2 false null");
        assertThat(page.all()).hasSize(2);
        assertThat(page.all().pages()).hasSize(1);
        assertThatThrownBy(page::next).isInstanceOf(NoSuchElementException.class);
    }

    // In a method of its own, so that no local variable holds the item.
    private static WeakReference<Call> weak(Iterator<Call> iterator) {
        return new WeakReference<>(iterator.next());
    }
}
