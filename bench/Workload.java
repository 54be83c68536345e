import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One kind of request.
 *
 * @param paths what is asked in turn; none: contacts are created
 * @param answer how the first answer begins, once it is unpacked
 * @param acceptEncoding the codings that the client takes
 */
record Workload(String name, List<String> paths, String answer, String acceptEncoding) {
    private static final int PATHS = 5_000;

    Workload(String name, List<String> paths, String answer) {
        this(name, paths, answer, "identity");
    }

    /**
     * All kinds.
     *
     * @param deepCursors parameters that ask for pages far down the list of calls
     * @param deep how many calls are before the first of these pages
     */
    static List<Workload> all(Data data, List<String> deepCursors, int deep) {
        var calls = data.newestCalls();
        return List.of(
                new Workload("`GET /v1/me`", List.of("/v1/me"), "{\"data\":{\"organization_id\":"),
                new Workload(
                        "`GET /v1/contacts?limit=10`",
                        List.of("/v1/contacts?limit=10"),
                        list(data.newestContacts().stream().limit(10).map(data::contact))),
                new Workload("`GET /v1/calls?limit=50`", List.of("/v1/calls?limit=50"), page(data, calls.stream())),
                new Workload(
                        "`GET /v1/calls?limit=50` with `Accept-Encoding: gzip`",
                        List.of("/v1/calls?limit=50"),
                        page(data, calls.stream()),
                        "gzip"),
                new Workload(
                        "`GET /v1/calls/{id}`",
                        paths(data, call -> "/v1/calls/" + data.callId(call)),
                        "{\"data\":" + data.callWithMessages(0) + ","),
                new Workload(
                        "`GET /v1/calls?limit=50&cursor=…`, 70 % down the list",
                        deepCursors.stream().map("/v1/calls?limit=50"::concat).toList(),
                        page(data, calls.stream().skip(deep))),
                new Workload(
                        "`GET /v1/calls?limit=50&status=…&since=…`",
                        paths(data, call -> "/v1/calls?limit=50&status=%s&since=%s"
                                .formatted(data.status(call), data.time(call))),
                        page(
                                data,
                                calls.stream()
                                        .filter(call -> data.status(call).equals(data.status(0)))
                                        .filter(call -> data.time(call).isAfter(data.time(0))))),
                new Workload(
                        "`GET /v1/calls?limit=50&phone=…`",
                        paths(data, call -> "/v1/calls?limit=50&phone=%2B" + data.phone(data.contactOf(call))),
                        page(data, calls.stream().filter(call -> data.contactOf(call) == 0))),
                new Workload("`POST /v1/contacts`", List.of(), ""));
    }

    boolean writes() {
        return paths.isEmpty();
    }

    private static List<String> paths(Data data, IntFunction<String> ofCall) {
        return IntStream.range(0, PATHS)
                .map(n -> (int) (n * 7919L % data.calls()))
                .mapToObj(ofCall)
                .toList();
    }

    private static String page(Data data, Stream<Integer> calls) {
        return list(calls.limit(50).map(data::call));
    }

    /** How a list with these rows begins. */
    static String list(Stream<String> rows) {
        return rows.collect(Collectors.joining(",", "{\"data\":[", "],"));
    }
}
