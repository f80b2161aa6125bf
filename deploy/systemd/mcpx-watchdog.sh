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

# One NAME=value a line, perhaps in quotes, as systemd reads it; nothing in it is run. What a backslash means is systemd's alone to say:
# rather no command than one with another secret than the service.
take() {
    number=0
    while read -r line || [ -n "$line" ]; do
        number=$((number + 1))
        case $line in
        '' | '#'* | ';'*) continue ;;
        *\\*)
            echo "$name: $1, line $number: has a backslash, which this command would read otherwise than the service; name a file by NAME_FILE instead" >&2
            exit 2
            ;;
        *=*) ;;
        *)
            echo "$name: $1, line $number: is no NAME=value" >&2
            exit 2
            ;;
        esac
        value=${line#*=}
        case $value in
        \"*\") value=${value#\"} value=${value%\"} ;;
        \'*\') value=${value#\'} value=${value%\'} ;;
        esac
        export "${line%%=*}=$value"
    done
}

# systemd knows the drop-ins; where it does not run, the unit's own files are read.
if settings=$(systemctl show --value -p Environment "$name.service" 2>/dev/null) &&
    files=$(systemctl show --value -p EnvironmentFiles "$name.service" 2>/dev/null) && [ -n "$settings" ]; then
    case $settings in
    *\\*)
        echo "$name: Environment of $name.service has a backslash, which this command would read otherwise than the service" >&2
        exit 2
        ;;
    esac
    # All in one line, quoted where there are blanks.
    settings=$(printf '%s\n' "$settings" | xargs -n 1 printf '%s\n')
else
    settings=$(sed -n 's/^Environment=//p' "/etc/systemd/system/$name.service" "/etc/systemd/system/$name.service.d/"*.conf 2>/dev/null) || true
    files="$secrets (ignore_errors=yes)"
fi

take "Environment of $name.service" <<EOF
$settings
EOF
while read -r file; do
    path=${file% (ignore_errors=*)}
    if [ -e "$path" ]; then
        take "$path" <"$path"
    elif [ -n "$path" ] && [ "${file#*ignore_errors=}" != 'yes)' ]; then
        echo "$name: $path is not there" >&2
        exit 2
    fi
done <<EOF
$files
EOF

exec setpriv --reuid=mcpx-watchdog --regid=mcpx-watchdog --init-groups -- "$program" "$@"
