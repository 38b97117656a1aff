"""Starts a Fairvisor Edge that somebody has cloned, with the nginx of this machine.

Its own docker/nginx.conf.template is filled in as its entrypoint.sh does; only what that file
takes for granted of a container is replaced: places, the port, and who may read what. Several
backends are one more map, as its operator would write it. Nothing is written into the clone.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

_MODULES = Path("/usr/lib/nginx/modules")  # where Debian keeps what is loaded at the start
_LUA = ("ndk_http_module.so", "ngx_http_lua_module.so")
_VARIABLES = {
    "FAIRVISOR_SHARED_DICT_SIZE": "8m",
    "FAIRVISOR_LOG_LEVEL": "warn",
    "FAIRVISOR_MODE": "reverse_proxy",
    "FAIRVISOR_BACKEND_URL": "$backend_by_path",
    "FAIRVISOR_WORKER_PROCESSES": "1",
}


def configuration(template: str, home: Path, store: Path, words: dict[str, str]) -> str:
    """Its template, filled in for this machine."""
    text = template
    for name, value in {**_VARIABLES, "FAIRVISOR_MODE": words["mode"]}.items():
        text = text.replace(f"${{{name}}}", value)
    for taken_for_granted, here in (
        ("listen 8080;", f"listen 127.0.0.1:{words['port']};"),
        ("/opt/fairvisor/src", str(home / "src")),
        ("/etc/fairvisor/asn_type.map", str(home / "asn_type.map")),
        ("/etc/nginx/iplists/tor_exits.geo", str(store / "tor_exits.geo")),
        ("pid /tmp/nginx.pid;", f"pid {store}/nginx.pid;"),
        ("/dev/stderr", "stderr"),
    ):
        if taken_for_granted not in text:
            msg = f"its nginx.conf.template has no {taken_for_granted!r} any more"
            raise SystemExit(msg)
        text = text.replace(taken_for_granted, here)
    before = [f"load_module {_MODULES / each};" for each in _LUA if (_MODULES / each).exists()]
    before += ["daemon off;", f"user {words['user']};"]
    before += [f"env {name};" for name in ("TZ", "LD_PRELOAD", *_FAKETIME)]
    return "\n".join([*before, re.sub(r"http \{", _in_http(store, words), text, count=1)])


_FAKETIME = ("FAKETIME_TIMESTAMP_FILE", "FAKETIME_NO_CACHE")


def _in_http(store: Path, words: dict[str, str]) -> str:
    places = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    return "\n".join(
        [
            "http {",
            "  access_log off;",
            "  keepalive_timeout 0;",
            "  map_hash_bucket_size 128;",
            "  map_hash_max_size 262144;",
            *(f"  {each}_temp_path {store}/{each};" for each in places),
            "  map $uri $backend_by_path {",
            f"    ~^/v1/ {words['model']};",
            f"    ~^/hooks/ {words['receiver']};",
            f"    default {words['site']};",
            "  }",
        ]
    )


def main(home: Path, store: Path, words: dict[str, str]) -> None:
    """Becomes that nginx."""
    template = (home / "docker" / "nginx.conf.template").read_text("utf-8")
    (store / "tor_exits.geo").touch()
    text = configuration(template, home, store, words)
    (store / "nginx.conf").write_text(text, encoding="utf-8")
    os.environ["FAIRVISOR_MODE"] = words["mode"]
    os.environ["FAIRVISOR_BACKEND_URL"] = words["model"]
    os.environ["FAIRVISOR_CONFIG_FILE"] = words["bundle"]
    program = words["program"]
    os.execv(program, [program, "-e", "stderr", "-p", str(store), "-c", str(store / "nginx.conf")])  # noqa: S606 - it is to become nginx


if __name__ == "__main__":
    main(
        Path(sys.argv[1]).resolve(),
        Path(sys.argv[2]),
        dict(each.split("=", 1) for each in sys.argv[3:]),
    )
