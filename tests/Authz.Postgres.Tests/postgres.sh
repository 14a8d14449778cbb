#!/usr/bin/env bash
# A PostgreSQL for tests, from Debian's package: a cluster in a temporary folder, on a socket there and on no port. It lives for as
# long as something holds this script's input open, and is gone with its folder afterwards, however that ended.
# Prints `ready FOLDER`; then takes lines `stop` (at once, as a crash does) and `start`, and answers `stopped` and `started`.
# Ends with 3 and a reason where no PostgreSQL is installed.
set -euo pipefail

bin=${POSTGRES_BIN:-}
if [ -z "$bin" ]; then
  for initdb in /usr/lib/postgresql/*/bin/initdb; do
    [ -x "$initdb" ] && bin=$(dirname "$initdb")
  done
fi
if [ -z "$bin" ] || [ ! -x "$bin/initdb" ]; then
  echo "no PostgreSQL: install Debian's postgresql, or set POSTGRES_BIN to the folder of initdb" >&2
  exit 3
fi

folder=$(mktemp -d /tmp/authz-postgres-XXXXXX)
as=()
if [ "$(id -u)" = 0 ]; then
  # initdb refuses root.
  user=$(id -un postgres 2>/dev/null || echo nobody)
  chown "$user" "$folder"
  chmod 755 "$folder"
  as=(setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups)
fi

cluster() { (cd "$folder" && "${as[@]}" env HOME="$folder" LC_ALL=C "$@") </dev/null; }
start() { cluster "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w -s start >/dev/null; }
stop() { cluster "$bin/pg_ctl" -D "$folder/data" -m immediate -w -s stop >/dev/null; }
finish() {
  stop 2>/dev/null || true
  rm -rf "$folder"
}
trap finish EXIT

cluster "$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --no-sync --no-instructions >/dev/null
cat >>"$folder/data/postgresql.conf" <<END
listen_addresses = ''
unix_socket_directories = '$folder'
unix_socket_permissions = 0777
fsync = off
full_page_writes = off
shared_buffers = 16MB
max_connections = 200
autovacuum = off
END
start
echo "ready $folder"

while read -r line; do
  case $line in
    stop) stop && echo stopped ;;
    start) start && echo started ;;
  esac
done
