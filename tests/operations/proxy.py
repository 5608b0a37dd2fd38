"""The proxy of deploy/, filled in as for a real site, with ports and a folder of its own."""

import os
import re
import subprocess
from pathlib import Path

DEPLOY = Path(__file__).parents[2] / "deploy"
NAMES = "$SITE_HOST $PROXY_UPSTREAM $PROXY_SAVES $PROXY_STATIC $PROXY_CERTIFICATES"


def configure(
    folder: Path, host: str, *, http: int, https: int, pages: int, saves: int, **others: str
) -> list[object]:
    """The command that starts it. Its certificate signs itself; pages and saves are asked for at
    ports of 127.0.0.1. `others`: more directives, which must be there, with another value."""
    folder.chmod(0o755)  # nginx's workers are another account's
    (folder / "static").mkdir(exist_ok=True)
    make_certificate(folder, host)
    text = subprocess.run(
        ["envsubst", NAMES],
        input=(DEPLOY / "nginx.conf.template").read_text(),
        env={
            **os.environ,
            "SITE_HOST": host,
            "PROXY_UPSTREAM": f"127.0.0.1:{pages}",
            "PROXY_SAVES": f"127.0.0.1:{saves}",
            "PROXY_STATIC": str(folder / "static"),
            "PROXY_CERTIFICATES": str(folder),
        },
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    text = re.sub(r"listen \[::\].*\n", "", text)
    text = text.replace("listen 80;", f"listen 127.0.0.1:{http};")
    text = text.replace("listen 443 ", f"listen 127.0.0.1:{https} ")
    for there in ("/var/log/nginx", "/etc/nginx"):
        text = text.replace(there, str(folder))
    for name, value in others.items():
        text, found = re.subn(rf"(?m)^( *{name}) .*;$", rf"\1 {value};", text)
        assert found == 1, name
    (folder / "genie.conf").write_text(text)
    (folder / "genie-proxy.conf").write_text((DEPLOY / "nginx-proxy.conf").read_text())
    (folder / "nginx.conf").write_text(
        "worker_processes auto;\n"
        f"pid {folder}/nginx.pid;\nerror_log {folder}/nginx-error.log;\n"
        "events { worker_connections 4096; }\n"
        f"http {{ include /etc/nginx/mime.types; include {folder}/genie.conf; }}\n"
    )
    return ["/usr/sbin/nginx", "-p", folder, "-c", folder / "nginx.conf", "-g", "daemon off;"]


def make_certificate(folder: Path, host: str) -> None:
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={host}"),
            *("-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"),
        ],
        check=True,
        capture_output=True,
    )
