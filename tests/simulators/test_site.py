"""The site, read by a foreign client."""

from __future__ import annotations

import gzip
import http.client

from support.simulators.site import TAG, Site
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


def test_pages_come_as_they_are_wanted() -> None:
    """Packed, in part, or not at all where they are known already."""
    site = Site(Remembering())
    client = http.client.HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE)
    client.request("GET", "/a", headers={"Accept-Encoding": "identity"})
    whole = client.getresponse().read()
    client.request("GET", "/a", headers={"Accept-Encoding": "gzip"})
    answer = client.getresponse()
    assert (answer.getheader("Content-Encoding"), gzip.decompress(answer.read())) == ("gzip", whole)
    client.request("GET", "/a", headers={"Range": "bytes=2-8"})
    answer = client.getresponse()
    assert (answer.status, answer.read()) == (206, whole[2:9])
    assert answer.getheader("Content-Range") == f"bytes 2-8/{len(whole)}"
    client.request("GET", "/a", headers={"If-None-Match": TAG})
    answer = client.getresponse()
    assert (answer.status, answer.getheader("ETag"), answer.read()) == (304, TAG, b"")
    client.close()
    site.close()


def test_it_moves_and_breaks() -> None:
    """Where it has moved to there is a page."""
    site = Site(Remembering())
    client = http.client.HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE)
    site.suffers("has moved its pages")
    client.request("GET", "/a")
    answer = client.getresponse()
    assert (answer.status, answer.read() != b"") == (302, True)
    client.request("GET", answer.getheader("Location") or "")
    answer = client.getresponse()
    assert (answer.status, answer.read()) == (200, b"<p>Here it is.</p>\n")
    site.suffers("is broken")
    client.request("GET", "/a")
    assert client.getresponse().status == 500
    client.close()
    site.close()
