"""Starts a Fairvisor Edge that somebody has cloned, with the nginx of this machine.

Its own docker/nginx.conf.template is filled in as its entrypoint.sh does; only what that file
takes for granted of a container is replaced: places, the port, and who may read what. Several
backends are one more map, as its operator would write it. Nothing is written into the clone.

Where it only decides, a second nginx stands in front and asks it: the one that stands in its own
docs/gateway-integration.md, filled in likewise.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from support.targets.free_ports import a_free_port

if TYPE_CHECKING:
    from collections.abc import Iterable

_MODULES = Path("/usr/lib/nginx/modules")  # where Debian keeps what is loaded at the start
_LUA = ("ndk_http_module.so", "ngx_http_lua_module.so")
_VARIABLES = {
    "FAIRVISOR_SHARED_DICT_SIZE": "8m",
    "FAIRVISOR_LOG_LEVEL": "warn",
    "FAIRVISOR_BACKEND_URL": "$backend_by_path",
    "FAIRVISOR_WORKER_PROCESSES": "1",
}
_SNIPPET = re.compile(r"## nginx `auth_request`\s+```nginx\n(.*?)```", re.DOTALL)
_LOOKS = "  location ~ ^/(livez|readyz)$ { proxy_pass http://fairvisor_edge; }"


def configuration(template: str, home: Path, store: Path, words: dict[str, str]) -> str:
    """Its template, filled in for this machine."""
    text = template
    for name, value in {**_VARIABLES, "FAIRVISOR_MODE": words["mode"]}.items():
        text = text.replace(f"${{{name}}}", value)
    places = (
        ("listen 8080;", f"listen 127.0.0.1:{words['port']};"),
        ("/opt/fairvisor/src", str(home / "src")),
        ("/etc/fairvisor/asn_type.map", str(home / "asn_type.map")),
        ("/etc/nginx/iplists/tor_exits.geo", str(store / "tor_exits.geo")),
        ("pid /tmp/nginx.pid;", f"pid {store}/nginx.pid;"),
        ("/dev/stderr", "stderr"),
    )
    text = _put_here(text, places, "nginx.conf.template")
    before = [f"load_module {_MODULES / each};" for each in _LUA if (_MODULES / each).exists()]
    http = "\n".join(["http {", *_in_http(store, words)])
    return "\n".join([*before, *_on_this_machine(words), re.sub(r"http \{", http, text, count=1)])


def in_front(guide: str, asked: int, store: Path, words: dict[str, str]) -> str:
    """The nginx of its guide, which asks at that port before it passes anything on.

    How the gateway fares is asked of Fairvisor itself, where its guide says that it is told.
    """
    found = _SNIPPET.search(guide)
    if found is None:
        msg = "its gateway-integration.md has no nginx with auth_request any more"
        raise SystemExit(msg)
    places = (
        ("fairvisor-edge.default.svc.cluster.local:8080", f"127.0.0.1:{asked}"),
        ("  listen 80;", f"  listen 127.0.0.1:{words['port']};\n{_LOOKS}"),
        ("http://your_backend;", "$backend_by_path;"),
    )
    return "\n".join(
        [
            *_on_this_machine(words),
            "worker_processes 1;",
            f"pid {store}/front.pid;",
            "error_log stderr warn;",
            "worker_shutdown_timeout 35s;",
            "events { worker_connections 1024; }",
            "http {",
            *_in_http(store / "front", words),
            _put_here(found[1], places, "gateway-integration.md"),
            "}",
        ]
    )


def _put_here(text: str, places: Iterable[tuple[str, str]], file: str) -> str:
    for taken_for_granted, here in places:
        if taken_for_granted not in text:
            msg = f"its {file} has no {taken_for_granted.strip()!r} any more"
            raise SystemExit(msg)
        text = text.replace(taken_for_granted, here)
    return text


def _on_this_machine(words: dict[str, str]) -> list[str]:
    clock = ("TZ", "LD_PRELOAD", "FAKETIME_TIMESTAMP_FILE", "FAKETIME_NO_CACHE")
    return ["daemon off;", f"user {words['user']};", *(f"env {name};" for name in clock)]


def _in_http(store: Path, words: dict[str, str]) -> list[str]:
    places = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    return [
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


def main(home: Path, store: Path, words: dict[str, str]) -> None:
    """Becomes the nginx that callers meet; one that is asked by it is its child."""
    template = (home / "docker" / "nginx.conf.template").read_text("utf-8")
    (store / "tor_exits.geo").touch()
    os.environ["FAIRVISOR_MODE"] = words["mode"]
    os.environ["FAIRVISOR_BACKEND_URL"] = words["model"]
    os.environ["FAIRVISOR_CONFIG_FILE"] = words["bundle"]
    command = [words["program"], "-e", "stderr", "-p", str(store), "-c"]
    met = str(store / "nginx.conf")
    if words["mode"] == "decision_service":
        guide = (home / "docs" / "gateway-integration.md").read_text("utf-8")
        asked = a_free_port()
        (store / "front").mkdir(exist_ok=True)
        (store / "front.conf").write_text(in_front(guide, asked, store, words), encoding="utf-8")
        words = {**words, "port": str(asked)}
    text = configuration(template, home, store, words)
    (store / "nginx.conf").write_text(text, encoding="utf-8")
    if words["mode"] == "decision_service":
        subprocess.Popen([*command, met])  # noqa: S603 - it ends with the group of both
        met = str(store / "front.conf")
    os.execv(command[0], [*command, met])  # noqa: S606 - it is to become nginx


if __name__ == "__main__":
    main(
        Path(sys.argv[1]).resolve(),
        Path(sys.argv[2]),
        dict(each.split("=", 1) for each in sys.argv[3:]),
    )
