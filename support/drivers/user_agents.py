"""How visitors of a site introduce themselves: crawlers by their real names, and people.

A data table, kept here so that features can speak of GPTBot and of Chrome. The source of a row is
the page on which its operator describes the crawler, or a log in which it was seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Purpose = Literal["training", "search", "on demand"]

_BROWSER = "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko"
_CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"
_ANDROID = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36"
_SAFARI = "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"
_APPLE = "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.1.1 Safari/605.1.15"
_OPENAI = "https://platform.openai.com/docs/bots"
_ANTHROPIC = "https://support.anthropic.com/en/articles/8896518"
_PERPLEXITY = "https://docs.perplexity.ai/guides/bots"
_META = "https://developers.facebook.com/docs/sharing/webmasters/web-crawlers"


@dataclass(frozen=True, slots=True)
class UserAgent:
    """What one program writes into its User-Agent."""

    name: str  # its product token, as features spell it
    text: str
    purpose: Purpose
    source: str


_TABLE = (
    UserAgent(
        "GPTBot", f"{_BROWSER}; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
        "training", _OPENAI,
    ),
    UserAgent(
        "OAI-SearchBot",
        f"{_BROWSER}); compatible; OAI-SearchBot/1.0; +https://openai.com/searchbot",
        "search", _OPENAI,
    ),
    UserAgent(
        "ChatGPT-User", f"{_BROWSER}); compatible; ChatGPT-User/1.0; +https://openai.com/bot",
        "on demand", _OPENAI,
    ),
    UserAgent(
        "ClaudeBot", f"{_BROWSER}; compatible; ClaudeBot/1.0; +claudebot@anthropic.com)",
        "training", _ANTHROPIC,
    ),
    UserAgent(
        "Claude-User", "Claude-User (claude-code/2.1.86; +https://support.anthropic.com/)",
        "on demand", _ANTHROPIC,
    ),
    UserAgent(
        "PerplexityBot",
        f"{_BROWSER}; compatible; PerplexityBot/1.0; +https://perplexity.ai/perplexitybot)",
        "search", _PERPLEXITY,
    ),
    UserAgent(
        "Perplexity-User",
        f"{_BROWSER}; compatible; Perplexity-User/1.0; +https://perplexity.ai/perplexity-user)",
        "on demand", _PERPLEXITY,
    ),
    UserAgent(
        "CCBot", "CCBot/2.0 (https://commoncrawl.org/faq/)",
        "training", "https://commoncrawl.org/ccbot",
    ),
    UserAgent(
        "meta-externalagent",
        "meta-externalagent/1.1"
        " (+https://developers.facebook.com/docs/sharing/webmasters/crawler)",
        "training", _META,
    ),
    UserAgent(
        "Bytespider",
        "Mozilla/5.0 (Linux; Android 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Mobile"
        " Safari/537.36 (compatible; Bytespider; spider-feedback@bytedance.com)",
        "training", "server logs; its operator has no page about it",
    ),
    UserAgent(
        "Amazonbot",
        f"{_BROWSER}; compatible; Amazonbot/0.1; +https://developer.amazon.com/support/amazonbot)"
        " Chrome/119.0.6045.214 Safari/537.36",
        "training", "https://developer.amazon.com/amazonbot",
    ),
    UserAgent(
        "Applebot",
        f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_5) {_APPLE}"
        " (Applebot/0.1; +http://www.apple.com/go/applebot)",
        "search", "https://support.apple.com/en-us/119829",
    ),
    UserAgent(
        "PetalBot",
        "Mozilla/5.0 (compatible;PetalBot;+https://webmaster.petalsearch.com/site/petalbot)",
        "training", "https://webmaster.petalsearch.com/site/petalbot",
    ),
    UserAgent(
        "DuckAssistBot", "DuckAssistBot/1.2; (+http://duckduckgo.com/duckassistbot.html)",
        "on demand", "https://duckduckgo.com/duckduckgo-help-pages/results/duckassistbot",
    ),
)  # fmt: skip

CRAWLERS = {each.name: each for each in _TABLE}

# How a crawler can be named otherwise than in the table, and is still the same crawler.
GUISES: dict[str, tuple[str, ...]] = {
    "in small letters": (f"{_BROWSER}; compatible; gptbot/1.2; +https://openai.com/gptbot)",),
    "in capitals": (f"{_BROWSER}; compatible; GPTBOT/1.2; +https://openai.com/gptbot)",),
    "in its next version": (f"{_BROWSER}; compatible; GPTBot/1.3; +https://openai.com/gptbot)",),
    "outside the brackets": (f"{_BROWSER}); compatible; GPTBot/1.2; +https://openai.com/gptbot",),
    "by nothing but its name": ("GPTBot",),
    "as the last word of a browser's": (f"Mozilla/5.0 (X11; Linux x86_64) {_CHROME} GPTBot/1.2",),
    "at the end of 8 KiB": (f"{'Mozilla/5.0 ' * 682}(compatible; GPTBot/1.2)",),
    "in the second of two": (f"Mozilla/5.0 (X11; Linux x86_64) {_CHROME}", "GPTBot/1.2"),
    "in the first of two": ("GPTBot/1.2", f"Mozilla/5.0 (X11; Linux x86_64) {_CHROME}"),
}

# Visitors that are no crawlers, however much some of them look like one.
PEOPLE: dict[str, tuple[str, ...]] = {
    "a reader with Chrome": (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_CHROME}",),
    "a reader with an iPhone": (
        f"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) {_SAFARI}",
    ),
    "a reader with a Cubot phone": (
        f"Mozilla/5.0 (Linux; Android 9; Cubot X19 Build/PPR1.180610.011) {_ANDROID}",
    ),
    "a reader who names no agent": (),
    "a reader with an empty agent": ("",),
    "a reader with an agent of 8 KiB": (f"Mozilla/5.0 {'x' * 8192}",),
    "NotGPTBotter": ("NotGPTBotter/1.0 (+https://example.com/notgptbotter)",),
    "GPTBot-Checker": ("GPTBot-Checker/2.0",),
    "Google-Extended": ("Mozilla/5.0 (compatible; Google-Extended/1.0)",),
    "Applebot-Extended": ("Mozilla/5.0 (compatible; Applebot-Extended/0.1)",),
    "a link checker on the way to GPTBot's own page": ("LinkCheck/2.1 https://openai.com/gptbot",),
}
