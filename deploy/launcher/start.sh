#!/bin/sh
# Starts the launcher. `dotnet run` would cost a second at every start and stand between the launcher and Ctrl+C;
# this builds it only when something it is made of is newer than the last build.
set -eu
WATCHDOG_ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)
export WATCHDOG_ROOT
out="${ArtifactsPath:-$WATCHDOG_ROOT/artifacts}/bin/Launcher/debug"
dll="$out/Mcpx.Launcher.dll"
stamp="$out/.built"

# Folders are looked at too, so that a deleted file counts as a change.
stale() {
    [ -f "$dll" ] && [ -f "$stamp" ] || return 0
    [ -n "$(find "$WATCHDOG_ROOT/deploy/launcher" "$WATCHDOG_ROOT"/Directory.*.props "$WATCHDOG_ROOT/global.json" \
        -newer "$stamp" -print 2>/dev/null | head -n 1)" ]
}

if stale; then
    command -v dotnet >/dev/null || { echo "watchdog: the .NET 10 SDK is missing: https://dot.net/download" >&2; exit 1; }
    mkdir -p "$out"
    # A running launcher keeps its own copy: the file is unlinked, never overwritten.
    rm -f "$dll"
    : >"$stamp.new"
    # Nodes that stay would hold the caller's output open, so none does.
    if ! log=$(dotnet build "$WATCHDOG_ROOT/deploy/launcher" -c Debug -v q -nologo -tl:off -clp:ErrorsOnly -nodeReuse:false 2>&1); then
        printf '%s\n' "$log" >&2
        echo "watchdog: the launcher does not build." >&2
        exit 1
    fi
    mv "$stamp.new" "$stamp"
fi
# Without cultures on the machine everything runs but the portal's database (docs/portal-database.md).
if [ -z "${DOTNET_SYSTEM_GLOBALIZATION_INVARIANT:-}" ] && [ "$(uname -s)" = Linux ] &&
    [ -z "$(ls /usr/lib*/libicuuc.so* /usr/lib/*/libicuuc.so* 2>/dev/null)" ] && ! ldconfig -p 2>/dev/null | grep -q libicuuc; then
    export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
fi
exec dotnet "$dll" "$@"
