#!/bin/sh
# The command line of an installation, as its services run: their user, settings, configuration and secrets, so that every command
# speaks of the one store. Installed as /usr/local/bin/mcpx-watchdog, and by a link as mcpx-dashboard (docs/operations.md, Install).
set -eu

name=$(basename "$0")
case $name in
mcpx-dashboard) program=/opt/mcpx-watchdog/dashboard/Mcpx.Dashboard secrets=/etc/mcpx-watchdog/dashboard.env ;;
mcpx-watchdog) program=/opt/mcpx-watchdog/watchdog/Mcpx.Watchdog secrets=/etc/mcpx-watchdog/secrets.env ;;
*)
    echo "$name: must be called mcpx-watchdog or mcpx-dashboard" >&2
    exit 2
    ;;
esac
if [ "$(id -u)" != 0 ]; then
    echo "$name: run it with sudo: it becomes the user mcpx-watchdog and reads what only root may" >&2
    exit 2
fi

# One NAME=value a line, perhaps in quotes, as systemd reads it; nothing in it is run.
take() {
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in
        '' | '#'* | ';'*) continue ;;
        esac
        value=${line#*=}
        case $value in
        \"*\") value=${value#\"} value=${value%\"} ;;
        \'*\') value=${value#\'} value=${value%\'} ;;
        esac
        export "${line%%=*}=$value"
    done
}

settings=$(sed -n 's/^Environment=//p' "/etc/systemd/system/$name.service")
take <<EOF
$settings
EOF
if [ -e "$secrets" ]; then
    take <"$secrets"
fi

exec setpriv --reuid=mcpx-watchdog --regid=mcpx-watchdog --init-groups -- "$program" "$@"
