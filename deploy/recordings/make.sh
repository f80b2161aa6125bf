#!/usr/bin/env bash
# Makes the recordings of this folder anew from the sandbox, one start of the product each; about a minute a recording.
#   deploy/recordings/make.sh [NAME…]
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
work="$(mktemp -d)"
port="${PORT_BASE:-6300}"
control="http://127.0.0.1:$((port + 10))"
wanted=("$@")
trap '"$root/watchdog" down --data "$work/data" >/dev/null 2>&1 || true; rm -rf "$work"' EXIT

sandbox() { "$root/watchdog" sandbox "$@" --control "$control" >/dev/null; }
deploy() { "$root/watchdog" sandbox deploy "$1" "$2" --control "$control" --dashboard "http://127.0.0.1:$port" >/dev/null; }

# record NAME ENVIRONMENT EXPECT TRIGGER SECONDS ABOUT: starts, warms up, runs the function NAME, watches on, and packs.
record() {
    local name="$1" environment="$2" expect="$3" trigger="$4" seconds="$5" about="$6" onset label file
    if [[ ${#wanted[@]} -gt 0 && " ${wanted[*]} " != *" $name "* ]]; then
        return
    fi

    rm -rf "$work/data" "$work/recordings"
    MCPX_SANDBOX_TRAFFIC="${traffic:-on}" Watchdog__Recording__Folder="$work/recordings" \
        "$root/watchdog" up --no-browser --wait --port-base "$port" --data "$work/data" --environments "${beside:-}$environment" \
        >/dev/null
    sleep 15
    onset="$(date -u +%Y-%m-%dT%H:%M:%S.%3NZ)"
    "$name"
    sleep "$seconds"
    "$root/watchdog" down --data "$work/data" >/dev/null
    label="\"label\":{\"expect\":\"$expect\""
    if [[ -n "$trigger" ]]; then
        label+=",\"trigger\":\"$trigger\",\"onset\":\"$onset\""
    fi

    label+=",\"about\":\"$about\"}"
    file="$(ls "$work/recordings/$environment"-*.jsonl)"
    sed "1s|}\$|,$label}|" "$file" | gzip -9n >"$here/$name.jsonl.gz"
    echo "$name: $(zcat "$here/$name.jsonl.gz" | wc -l) lines, $(stat -c %s "$here/$name.jsonl.gz") bytes"
}

availability() { deploy Prod v1.9.0-ready-fails; }
error-rate() { deploy Prod v1.9.0-errors-5pct; }
latency() { deploy Prod v1.9.0-slow-json; }
sse-ttfb() { deploy Prod v1.9.0-slow-first-event; }
sse-heartbeat() { deploy Prod v1.9.0-sse-stall; }
cors() { deploy Prod v1.9.0-cors; }
cors-allow-list() { sandbox config set Prod Cors:AllowedOrigins https://nobody.example; }
parity() { sandbox config set RTM Auth:SessionMinutes 5; }
# The gate shuts as soon as the API's part was reported; the web's part is refused.
parity-bypass() { deploy RTM v1.9.1 2>/dev/null || true; }
security() { deploy Prod v1.9.0-open-config; }
business() { deploy Prod v1.9.0-broken-dashboard; }
flapping() {
    deploy Prod v1.9.1
    sleep 5
    for _ in 1 2 3 4; do
        sandbox break Prod api-1 stop
        sleep 4
        sandbox heal Prod
        sleep 4
    done
}
no-change() { sandbox break Prod api-1 freeze; }
quiet-rolling-deploy() { deploy Prod v1.9.1; }
quiet-lost-probe() {
    for _ in 1 2 3; do
        sandbox break Prod api-1 freeze
        sleep 0.6
        sandbox heal Prod
        sleep 6
    done
}
quiet-night() { :; }
quiet-blind() {
    local portal
    # The whole portal and the control, which is the vantage, hang: whatever was wrong, it was wrong with our eyes.
    portal="$(pgrep -f "$work/data/sandbox" | tr '\n' ' ') $(pgrep -f "Mcpx.Sandbox.dll control --port-base $port" | tr '\n' ' ')"
    portal="$(comm -12 <(echo "$portal" | tr ' ' '\n' | sort -u) <(pgrep -f Mcpx.Sandbox.dll | sort -u) | tr '\n' ' ')"
    # shellcheck disable=SC2086
    kill -STOP $portal
    sleep 25
    # shellcheck disable=SC2086
    kill -CONT $portal
}

record availability Prod rollback availability 25 "/ready fails since a deploy"
record flapping Prod rollback flapping 10 "an instance goes down and up again after a deploy"
record error-rate Prod rollback error-rate 25 "each twentieth JSON call answers 500 since a deploy"
record latency Prod rollback latency 30 "JSON calls take 900 ms since a deploy"
record sse-ttfb Prod rollback sse-ttfb 30 "the first event comes after 400 ms since a deploy"
record sse-heartbeat Prod rollback sse-heartbeat 20 "event streams fall silent after the greeting since a deploy"
record cors Prod rollback cors 25 "two of three intended origins are refused since a deploy"
record cors-allow-list Prod rollback cors 20 "somebody set the allow-list to nobody"
record parity RTM rollback parity 15 "somebody changed a critical key in RTM"
beside=Alpha, record parity-bypass RTM rollback parity 15 "a release went to RTM that Alpha never had"
record security Prod rollback security 15 "the effective configuration answers without a token since a deploy"
record business Prod rollback business 20 "the web's dashboard shows an error since a deploy"
record no-change Prod investigate availability 25 "an instance hangs though nothing was changed"
record quiet-rolling-deploy Prod nothing "" 25 "a good release is rolled out, instance by instance"
record quiet-lost-probe Prod nothing "" 10 "single probes get lost now and then"
traffic=off record quiet-night Prod nothing "" 40 "nobody calls; the watchdog judges on its own calls"
record quiet-blind Prod nothing "" 20 "the watchdog's own eyes fail for 25 seconds"
