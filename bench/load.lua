-- For wrk. Asks for the paths of the file BENCH_PATHS in turn; when it is empty, creates contacts with phone numbers
-- from BENCH_FIRST_PHONE on. BENCH_ACCEPT_ENCODING is what it sends as Accept-Encoding. The last line that it prints:
-- requests, seconds, failures, 99th percentile in ms.
local headers = {
  ["Authorization"] = "Bearer " .. os.getenv("BENCH_KEY"),
  ["Content-Type"] = "application/json",
  ["Accept-Encoding"] = os.getenv("BENCH_ACCEPT_ENCODING"),
}
local phone, requests, turn = tonumber(os.getenv("BENCH_FIRST_PHONE")), {}, 0

function init(args)
  for path in io.lines(os.getenv("BENCH_PATHS")) do
    requests[#requests + 1] = wrk.format("GET", path, headers)
  end
end

function request()
  if #requests > 0 then
    turn = turn % #requests + 1
    return requests[turn]
  end
  phone = phone + 1
  local contact = '{"phone":"+1628%07d","name":"John Doe","email":"john@example.com","company":"Doe Industries"}'
  return wrk.format("POST", "/v1/contacts", headers, contact:format(phone))
end

function done(summary, latency)
  local failed = summary.errors
  print(("%d %f %d %f"):format(summary.requests, summary.duration / 1e6,
    failed.connect + failed.read + failed.write + failed.status + failed.timeout, latency:percentile(99) / 1e3))
end
