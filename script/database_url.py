"""DATABASE_URL for programs that do not read it.

Without an argument: the variables of PostgreSQL's own programs, as lines for a shell. With the name
of a database: the same address with that name.
"""

import os
import shlex
import sys
from urllib.parse import parse_qsl, quote, unquote, urlsplit

address = urlsplit(os.environ["DATABASE_URL"])
if len(sys.argv) > 1:
    print(address._replace(path="/" + quote(sys.argv[1], safe="")).geturl())
    sys.exit()
# a socket's folder is written as a host, too, and then has capitals
host = address.netloc.rpartition("@")[2].rpartition(":")[0] or address.netloc.rpartition("@")[2]
host = address.hostname if address.hostname and "%" not in host else host.partition(":")[0]
given = {
    "PGHOST": unquote(host or ""),
    "PGPORT": str(address.port or ""),
    "PGUSER": unquote(address.username or ""),
    "PGPASSWORD": unquote(address.password or ""),
    "PGDATABASE": unquote(address.path.strip("/")),
    **{f"PG{key.replace('_', '').upper()}": value for key, value in parse_qsl(address.query)},
}
if not given["PGDATABASE"]:
    sys.exit(1)
for name, value in given.items():
    print(f"export {name}={shlex.quote(value)}" if value else f"unset {name}")
