"""The site, read by a foreign client."""

from __future__ import annotations

import http.client

from support.simulators.site import Site
from tests.serving.witnesses import PATIENCE, Remembering


def test_every_page_names_its_path() -> None:
    """A page for every address, its path escaped; writing is not allowed."""
    site = Site(Remembering())
    client = http.client.HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE)
    client.request("GET", "/news/<1>")
    answer = client.getresponse()
    assert answer.getheader("Content-Type") == "text/html; charset=utf-8"
    assert b"<h1>The page at /news/&lt;1&gt;</h1>" in answer.read()
    client.request("POST", "/news", b"x")
    assert (refused := client.getresponse()).status == 405
    assert refused.getheader("Allow") == "GET, HEAD"
    client.close()
    site.close()


def test_crawlers_find_rules() -> None:
    """Who is passed on to the site for robots.txt is given a file that crawlers can read."""
    site = Site(Remembering())
    client = http.client.HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE)
    client.request("GET", "/robots.txt")
    answer = client.getresponse()
    assert answer.getheader("Content-Type") == "text/plain; charset=utf-8"
    assert answer.read() == b"User-agent: *\nAllow: /\n"
    client.close()
    site.close()
