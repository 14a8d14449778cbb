#!/usr/bin/env bash
# A PostgreSQL for tests, from Debian's package: a cluster in a temporary folder, on a socket there and on a port of loopback with TLS, by
# the files `server.pem` and `server.key` of the folder that is its argument; without one on the socket alone. It lives for as long as something holds this script's
# input open, and is gone with its folder afterwards, however that ended.
# Prints `ready FOLDER PORT`; then takes lines `stop` (at once, as a crash does) and `start`, and answers `stopped` and `started`.
# Ends with 3 and a reason where no PostgreSQL is installed.
set -euo pipefail

certificates=${1:-}

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
if [ -n "$certificates" ]; then
  install -m 600 "$certificates/server.pem" "$certificates/server.key" "$folder/data"
  if [ ${#as[@]} -gt 0 ]; then
    chown "$user" "$folder/data/server.pem" "$folder/data/server.key"
  fi
  cat >>"$folder/data/postgresql.conf" <<END
listen_addresses = '127.0.0.1'
ssl = on
ssl_cert_file = 'server.pem'
ssl_key_file = 'server.key'
END
else
  echo "listen_addresses = ''" >>"$folder/data/postgresql.conf"
fi
cat >>"$folder/data/postgresql.conf" <<END
unix_socket_directories = '$folder'
unix_socket_permissions = 0777
fsync = off
full_page_writes = off
shared_buffers = 16MB
max_connections = 200
autovacuum = off
END

# Whoever asks the system for a free port has it until the moment it matters.
for attempt in 1 2 3 4 5 last; do
  port=$((20000 + RANDOM % 12000))
  echo "port = $port" >>"$folder/data/postgresql.conf"
  if start 2>/dev/null; then
    break
  elif [ $attempt = last ]; then
    cat "$folder/log" >&2
    exit 1
  fi
done
echo "ready $folder $port"

while read -r line; do
  case $line in
    stop) stop && echo stopped ;;
    start) start && echo started ;;
  esac
done
