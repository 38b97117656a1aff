"""The control plane's part: numbered bundles are put on offer, whole or spoilt, and fetched.

A delivery is over when the gateway has fetched the document and has said what became of it, or
when patience ends: whether it said the right thing is for matchers to judge.
"""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING

from support.drivers.damages import DAMAGES, FLAWS, SLIP, Content, Scribe
from support.drivers.slips import SLIPS, Slip
from support.errors import SetupBrokenError
from support.evidence.deliveries import MEANT, TAG, Delivered, meant
from support.targets.policy import KillSwitch, TokenBudget
from support.targets.stated import STATED, stated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from support.drivers.bring_up import BringUp
    from support.drivers.neighbours import Neighbours
    from support.evidence.ledger import Ledger
    from support.simulators.control_plane import Trouble
    from support.targets.policy import Policy, Scope
    from support.wire.exchange import Exchange

TRANSFERS: dict[str, Trouble] = {
    "ends before the announced length": "cut short",
    "never says that it is over": "without end",
}


class Delivery:
    def __init__(
        self, bring_up: BringUp, neighbours: Neighbours, ledger: Ledger, now: Callable[[], float]
    ) -> None:
        self._bring_up = bring_up
        self._plane = neighbours.control_plane
        self._ledger = ledger
        self._now = now
        self._drafts: dict[int, Policy] = {}
        self._flaws: dict[int, dict[str, str]] = {}  # version -> caller -> flaw
        self._slips: dict[int, str] = {}  # version -> slip
        self._in_force: int | None = None  # as far as Givens have brought it about

    def starts_with_nothing(self) -> None:
        """The gateway runs, and there is no bundle for it yet."""
        self._bring_up.nothing_in_force()
        self._bring_up.start()
        self._bring_up.settle()

    def put_in_force(self, version: int) -> None:
        """Have what was stated so far in force under this number."""
        self._bring_up.put_version_in_force(version)
        self._drafts[version] = deepcopy(self._bring_up.policy)
        self._in_force = version
        self._ledger.note(TAG, self._plane.etag or "")
        self._ledger.note(MEANT, meant(self._meant(version)))

    def would_allow(self, version: int, caller: str, tokens: int) -> None:
        self._draft(version).budgets[caller] = TokenBudget(per_minute=tokens)

    def would_allow_each(self, version: int, callers: list[str], tokens: int) -> None:
        for caller in callers:
            self.would_allow(version, caller, tokens)

    def would_allow_ever_more(self, first: int, last: int, caller: str, more: int) -> None:
        """Each of these bundles gives *caller* more per minute than the one before it."""
        tokens = self._draft(first - 1).budgets[caller].per_minute or 0
        for version in range(first, last + 1):
            self.would_allow(version, caller, tokens := tokens + more)

    def would_begin_with_others(self, version: int, size: int) -> None:
        """What this bundle says of others takes more than *size* bytes, and stands in front."""
        draft, scribe = self._draft(version), self._scribe()
        alone, with_one = (scribe.unsigned(_behind_others(draft, number)) for number in (0, 1))
        number = size // (len(with_one) - len(alone)) + 1
        self._drafts[version] = _behind_others(draft, number)

    def would_not_limit(self, version: int, caller: str) -> None:
        del self._draft(version).budgets[caller]

    def would_not_know(self, version: int, caller: str) -> None:
        """Neither the key of *caller* stands in this bundle, nor any budget."""
        del self._draft(version).keys[caller]
        self._draft(version).budgets.pop(caller, None)

    def would_freeze(self, version: int, where: Scope | None) -> None:
        self._draft(version).kill_switches["freeze"] = KillSwitch(where)

    def would_expire(self, version: int, seconds: float) -> None:
        self._draft(version).expires = self._now() + seconds

    def is_flawed(self, version: int, caller: str, flaw: str) -> None:
        """Spoil the budget of *caller* in this bundle, and nothing else."""
        self._flaws.setdefault(version, {})[caller] = flaw

    def has_slip(self, version: int, slip: str) -> None:
        """One more policy in this bundle, behind all others, with a slip in it."""
        self._slips[version] = slip

    def _policy(self, version: int) -> Policy:
        """What the bundle of this number has that can be enforced: all but the flawed budgets."""
        policy = deepcopy(self._draft(version))
        for caller in self._flaws.get(version, {}):
            del policy.budgets[caller]
        return policy

    def deliver(self, version: int, damage: str | None = None) -> None:
        """Put it on offer, have it fetched, and see the gateway through with it."""
        self.offer(version, damage)
        self.have_it_fetched()

    def offer(self, version: int, damage: str | None = None) -> None:
        """Put it on offer; the gateway may find it when it looks."""
        self._ledger.note(MEANT, meant(self._meant(version, damage)))
        flaws, slip = self._flaws.get(version, {}), self._slips.get(version)
        write = DAMAGES[damage].spoil if damage else _flawed(flaws, slip)
        document = write(self._scribe(), self._draft(version))
        self._ledger.note(STATED, stated(self._policy(version)))
        self._ledger.note("offered", f"policy {version} {damage or ''}".rstrip())
        self._plane.offer(document, version)

    def break_off(self, version: int, way: str) -> None:
        """Put it on offer and have it fetched; it does not come over whole."""
        self._ledger.note("offered", f"policy {version}, and its transfer {way}")
        self._plane.befall(TRANSFERS[way], only_with="config")
        self._plane.offer(self._scribe().written(self._draft(version)), version)
        self._bring_up.start().reload()
        self._bring_up.settle()

    def deliver_one_by_one(self, first: int, last: int, between: Callable[[], None]) -> None:
        """All of them, with *between* after each."""
        for version in range(first, last + 1):
            self.deliver(version)
            between()

    def deliver_again(self) -> None:
        """The same document as before, byte for byte, but under a new tag, as if it were new."""
        self._ledger.note("offered", "the same once more")
        self._plane.offer_anew()
        self.have_it_fetched()

    def have_it_fetched(self) -> None:
        """Have the gateway look for a newer bundle now, and see it through with what it finds."""
        began = len(self._ledger.everything())
        self._bring_up.start().reload()
        if self._ledger.watch(lambda: self._is_through(began), self._bring_up.patience):
            self._bring_up.settle()

    def has_delivered(self, version: int, damage: str | None = None) -> None:
        """The same as a Given: what was meant to come about must have come about."""
        self.deliver(version, damage)
        self._see_in_force(self._in_force if damage else version)

    def has_delivered_in_vain(self, version: int) -> None:
        """The same of a bundle that is as it should be, and was sent back all the same."""
        self.deliver(version)
        self._see_in_force(self._in_force)

    def _see_in_force(self, wanted: int | None) -> None:
        heard = self._plane.acknowledgements[-1:]
        if not heard or heard[0]["in_force"] != wanted:
            msg = f"policy {wanted} should be in force now; the gateway said {heard or 'nothing'}"
            raise SetupBrokenError(msg)
        self._in_force = wanted

    def has_delivered_again(self) -> None:
        """The same as a Given: the bundle in force must have been taken for what it is."""
        self.deliver_again()
        self._see_in_force(self._in_force)

    def _draft(self, version: int) -> Policy:
        """What the bundle of this number says; at first the same as what Givens have stated."""
        if version not in self._drafts:
            self._drafts[version] = deepcopy(self._bring_up.policy)
            self._drafts[version].version = version
        return self._drafts[version]

    def _meant(self, version: int, damage: str | None = None) -> Delivered:
        scribe = self._scribe()
        content = scribe.content(self._draft(version))
        sound = scribe.content(self._policy(version))["policies"]
        slip = SLIPS[self._slips[version]] if version in self._slips else None
        return Delivered(
            version,
            damage is not None and DAMAGES[damage].number_is_lost,
            tuple(each["name"] for each in [*sound, *(slip.policies()[:-1] if slip else [])]),
            _left_out(content, self._flaws.get(version, {}))
            | _slip(content, damage)
            | (_behind(content, slip) if slip else {}),
            self._in_force,
        )

    def _scribe(self) -> Scribe:
        return Scribe(self._bring_up.target, self._bring_up.signing_key())

    def _is_through(self, began: int) -> bool:
        calls = [
            each
            for each in self._ledger.exchanges("gateway to control plane")
            if each.began.number >= began
        ]
        fetched = [each for each in calls if _is(each, "/config") and each.response]
        told = [each for each in calls if _is(each, "/acknowledgements") and each.response]
        unchanged = [each for each in fetched if each.response and each.response.status == 304]
        return bool(told or unchanged)


def _behind_others(policy: Policy, number: int) -> Policy:
    """The same policy, for whoever comes after so many others of whom as much is to be said."""
    makers = "the United Umbrella Makers of the North"
    names = [f"Branch {each:05} of {makers}" for each in range(1, number + 1)]
    keys = {name: f"the key of {name}" for name in names}
    budgets = dict.fromkeys(names, TokenBudget(per_minute=6_000))
    return replace(policy, keys=keys | policy.keys, budgets=budgets | policy.budgets)


def _is(call: Exchange, what: str) -> bool:
    return call.request.target.partition("?")[0].endswith(what)


def _flawed(flaws: dict[str, str], slip: str | None) -> Callable[[Scribe, Policy], bytes]:
    """Writes a whole document, but for these flaws in organisations' budgets, and this slip."""

    def write(scribe: Scribe, policy: Policy) -> bytes:
        if not (flaws or slip):
            return scribe.written(policy)
        content = scribe.content(policy)
        for place, flaw, _ in _spoilt(content, flaws):
            content["policies"][place] = flaw
        if slip:
            content["policies"] += SLIPS[slip].policies()
        return scribe.signed(json.dumps(content).encode())

    return write


def _left_out(content: Content, flaws: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """How each flawed policy is called, and where its faults are."""
    found = {}
    for place, spoilt, shows_in in _spoilt(content, flaws):
        name = spoilt["name"] if isinstance(spoilt, dict) else f"#{place}"
        at = f"policies[{place}]"
        found[name] = tuple(f"{at}.{entry}" if entry else at for entry in shows_in)
    return found


def _slip(content: Content, damage: str | None) -> dict[str, tuple[str, ...]]:
    """How a freeze is called that cannot be read, and where its fault is."""
    shows_in = DAMAGES[damage].shows_in if damage else ""
    return {SLIP: (f"policies[{len(content['policies'])}].{shows_in}",)} if shows_in else {}


def _behind(content: Content, slip: Slip) -> dict[str, tuple[str, ...]]:
    """How a policy with a slip is called, and where its fault is."""
    added = slip.policies()
    last = len(content["policies"]) + len(added) - 1
    return {added[-1]["name"]: (f"policies[{last}].{slip.shows_in}",)}


def _spoilt(
    content: Content, flaws: dict[str, str]
) -> Iterator[tuple[int, object, tuple[str, ...]]]:
    """Where each flawed policy stands, what it is then, and in which entries it shows."""
    for place, policy in enumerate(content["policies"]):
        if policy.get("caller") in flaws:
            flaw = FLAWS[flaws[policy["caller"]]]
            yield place, flaw.spoil(policy), flaw.shows_in
