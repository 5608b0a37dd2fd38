# shellcheck shell=bash disable=SC2154 # $python, $made: script/lib.sh
# What script/backup and script/restore share. Sourced by them after lib.sh, never run.

install_age() {
  command -v age >/dev/null || {
    command -v apt-get >/dev/null || die "Backups are encrypted by age (https://age-encryption.org): install it, and run this again."
    apt_install age
  }
}

# Prints the public key. Only the demo's private database gets one by itself.
backup_recipient() {
  if [ -n "${GENIE_BACKUP_RECIPIENT:-}" ]; then
    say "$GENIE_BACKUP_RECIPIENT"
    return
  fi
  [ -z "${DATABASE_URL:-}" ] || die "Set GENIE_BACKUP_RECIPIENT to the public key, age1..., that backups are encrypted for." \
    "    age-keygen -o KEY makes a pair and prints it: keep KEY on another machine, and on paper."
  [ -s "$made/backup-key" ] || (umask 077 && age-keygen -o "$made/backup-key" 2>/dev/null)
  age-keygen -y "$made/backup-key"
}

encrypt() { age --recipient "$recipient"; }
decrypt() { age --decrypt --identity "$key" "$1"; }

# PostgreSQL's programs find the database by their variables: a password on a command line is read by
# whoever lists processes.
set_up_psql() {
  local settings
  settings=$("$python" script/database_url.py) || die "DATABASE_URL does not look like postgis://user:password@host/name."
  eval "$settings"
  [ -z "${postgres_bin:-}" ] || PATH=$postgres_bin:$PATH
  command -v pg_dump >/dev/null || die "There is no pg_dump here: install postgresql-client."
}

psql_plain() { PGOPTIONS="${PGOPTIONS:-} -c client_min_messages=warning" psql --no-psqlrc --quiet --no-align --tuples-only --set=ON_ERROR_STOP=1 "$@"; }

# contents [SNAPSHOT]: what the database holds, at that moment.
contents() {
  local begin="BEGIN ISOLATION LEVEL REPEATABLE READ"
  [ $# = 0 ] || begin="$begin; SET TRANSACTION SNAPSHOT '$1'"
  psql_plain -c "$begin" -f script/contents.sql | LC_ALL=C sort
}

# also_at_exit COMMAND: before what was to be done then already.
also_at_exit() {
  local before
  before=$(trap -p EXIT)
  before=${before#"trap -- '"}
  # shellcheck disable=SC2064 # as it is now
  trap "$1; ${before%"' EXIT"}" EXIT
}

# Reads contents. A dump names who owns a table and who may read it, and brings no passwords.
make_missing_roles() {
  local name
  while IFS='|' read -r _ name; do
    [ -z "$(PGDATABASE=postgres psql_plain --set=name="$name" <<<"SELECT 1 FROM pg_roles WHERE rolname = :'name'")" ] || continue
    PGDATABASE=postgres psql_plain --set=name="$name" <<<'CREATE ROLE :"name"'
    say "The role $name was not here: it is made, without a password and a log-in."
  done < <(grep '^role|')
}

# Nobody can connect between the two names.
change_places() {
  psql_plain --set=target="$target" --set=fresh="$fresh" --set=kept="$kept" <<'SQL'
SELECT format('ALTER DATABASE %I ALLOW_CONNECTIONS false', datname) FROM pg_database WHERE datname = :'target' \gexec
SELECT format('SELECT FROM (SELECT pg_terminate_backend(%s, 10000)) ended', pid) FROM pg_stat_activity
  WHERE datname IN (:'target', :'fresh') \gexec
BEGIN;
SELECT format('ALTER DATABASE %I RENAME TO %I', datname, :'kept') FROM pg_database WHERE datname = :'target' \gexec
ALTER DATABASE :"fresh" RENAME TO :"target";
COMMIT;
SQL
}
