-- Asks for the paths in a file, one after the other, and ends with the results on one line for a program to read.
local paths = {}
local at = 0

function init(arguments)
  for line in io.lines(arguments[1]) do
    paths[#paths + 1] = line
  end
end

function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end

function done(summary, latency, requests)
  local errors = summary.errors
  local broken = errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format("RESULT %d %d %d %d %d %d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), broken, errors.status))
end
