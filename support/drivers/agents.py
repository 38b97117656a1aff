"""Agents: programs that send one and the same request again and again, with their owner's key.

Rule: all agents have the same question in mind, so that two of them can say the very same thing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NoReturn

from support.drivers.spellings import SPELLINGS
from support.drivers.variations import VARIATIONS, as_retry
from support.errors import HarnessBrokenError, SetupBrokenError
from support.wire.patience import watch_for

if TYPE_CHECKING:
    from support.drivers.bring_up import BringUp
    from support.drivers.callers import Caller, Callers
    from support.drivers.passing_time import PassingTime
    from support.drivers.slow_answers import SlowAnswers
    from support.evidence.ledger import Ledger
    from support.simulators.model import Model
    from support.targets.dialect import Refusal
    from support.wire.client import Call
    from support.wire.exchange import Exchange, Request

_SYSTEM = {"role": "system", "content": "Answer in one word."}
_A_LITTLE = 10  # tokens
_ANOTHER = "with one more word"
_FROZEN = "it is frozen until further notice"
_REPEATS = "it repeats itself"
_USER = {"role": "user", "content": "Is the job done, Zoë?"}
_LONG_TALK = {"role": "user", "content": "So far so good. " * 6250}


@dataclass(frozen=True, slots=True)
class Reach:
    """What agents reach, and what they need to see slow answers through."""

    bring_up: BringUp
    time: PassingTime
    slow_answers: SlowAnswers
    model: Model
    ledger: Ledger


class Agents:
    def __init__(self, callers: Callers, reach: Reach) -> None:
        self._callers = callers
        self._reach = reach
        self._known: dict[str, Agent] = {}

    def of(self, caller: str) -> Agent:
        if caller not in self._known:
            self._known[caller] = Agent(self._callers.named(caller), self._reach)
        return self._known[caller]

    def are_slowed_by(self, seconds: float, at_most: float) -> None:
        """By how much, once it is stated from which time on."""
        rule = self._reach.bring_up.policy.loops
        if rule is None or rule.action != "throttle":
            msg = "say first from which time on the same request is slowed"
            raise SetupBrokenError(msg)
        rule.delay, rule.longest_delay = seconds, at_most


class Agent:
    def __init__(self, owner: Caller, reach: Reach) -> None:
        self.name = f"{owner.name}'s agent"
        self._owner = owner
        self._reach = reach
        self._request = self._asking(messages=[_SYSTEM, _USER], max_tokens=20)

    def asks_for(self, tokens: int) -> None:
        """From now on its question costs so many tokens: the answer is as long as is allowed."""
        one_token = [{"role": "user", "content": "Next"}]
        self._request = self._asking(messages=one_token, max_tokens=tokens - 1)

    def has_a_long_talk(self) -> None:
        """From now on a hundred thousand characters stand in front of its question."""
        self._request = self._asking(messages=[_SYSTEM, _LONG_TALK, _USER], max_tokens=20)

    def asks_for_streams(self) -> None:
        """From now on it wants to hear its answers word by word."""
        self._request = self._asking(messages=[_SYSTEM, _USER], max_tokens=20, stream=True)

    def sends_again(self, times: int = 1) -> None:
        for _ in range(times):
            self._send(self._request)

    def sends_varied(self, variation: str) -> None:
        self._send((VARIATIONS | SPELLINGS)[variation](self._request))

    def sends_varied_anew(self, variation: str) -> None:
        """By a connection that has brought nothing else."""
        varied = self._shown((VARIATIONS | SPELLINGS)[variation](self._request))
        self._reach.bring_up.client().begin_apart(self.name, varied).see_through()

    def sends_to(self, target: str) -> None:
        self._send(replace(self._request, target=target))

    def sends_with(self, line: str) -> None:
        header, _, value = line.partition(": ")
        self._send(replace(self._request, headers=(*self._request.headers, (header, value))))

    def sends_every(self, seconds: float, for_seconds: float) -> None:
        """Once now, and then after each *seconds* until *for_seconds* are over."""
        self.sends_again()
        for _ in range(int(for_seconds / seconds)):
            self._reach.time.passes_at_once(seconds)
            self.sends_again()

    def sends_at_once(self, times: int) -> None:
        """So often that the last one has arrived before the first one is answered."""
        reach = self._reach
        reach.model.hold()
        calls = [self._begin(self._request).in_background() for _ in range(times)]
        reach.ledger.watch(lambda: self._decided() >= times, reach.bring_up.patience)
        reach.model.release()
        for call in calls:
            call.join(reach.bring_up.patience)

    def retries(self, number: int) -> None:
        """Send it again as the official clients do, who say how often they have tried before."""
        self._send(as_retry(self._request, number))

    def has_sent(self, times: int) -> None:
        """As a Given: each was answered."""
        for _ in range(times):
            self._expect(self._send(self._request), 200)

    def has_sent_for_nothing(self, times: int) -> None:
        """As a Given: each was passed on, and the model answered it with an error of its own."""
        for _ in range(times):
            self._expect(self._send(self._request), 500)

    def has_sent_varied(self, times: int, variation: str) -> None:
        """As a Given: each was answered, and so sent in another way."""
        for _ in range(times):
            self._expect(self._send(VARIATIONS[variation](self._request)), 200)

    def has_sent_to(self, target: str) -> None:
        """As a Given: it was answered."""
        self._expect(self._send(replace(self._request, target=target)), 200)

    def has_sent_since(self, times: int, seconds: float) -> None:
        """As a Given: the first of them so long ago, the others just now."""
        self.has_sent(1)
        self._reach.time.passes(seconds)
        self.has_sent(times - 1)

    def has_gone_back_and_forth(self, times: int) -> None:
        """As a Given: something else came before each repetition, always the same too."""
        for _ in range(times):
            self.has_sent(1)
            self._expect(self._send(VARIATIONS[_ANOTHER](self._request)), 200)

    def has_retried(self, times: int) -> None:
        """As a Given: each try said which one it was, and was answered."""
        for number in range(1, times + 1):
            self._expect(self._send(as_retry(self._request, number)), 200)

    def has_retried_another(self, times: int) -> None:
        """As a Given: something else was asked and retried so often, and always answered."""
        another = VARIATIONS[_ANOTHER](self._request)
        for number in range(times + 1):
            self._expect(self._send(as_retry(another, number)), 200)

    def has_asked_others(self, number: int) -> None:
        """As a Given: so many different questions, and each was answered."""
        for _ in range(number):
            other = self._owner.request(self._owner.question(_A_LITTLE))
            self._expect(self._send(other), 200)

    def has_called_it_a_retry(self, number: int, times: int) -> None:
        """As a Given: always the same number, and each was answered."""
        for _ in range(times):
            self._expect(self._send(as_retry(self._request, number)), 200)

    def has_been_refused(self, times: int, every: float = 0.0) -> None:
        """As a Given: it went on after each span of time, in vain."""
        for _ in range(times):
            if every:
                self._reach.time.passes(every)
            self._expect(self._send(self._request), self._refusal.status)

    def has_been_frozen_out(self, times: int) -> None:
        """As a Given: it came so often while a freeze lasted."""
        refusal = self._reach.bring_up.target.description.dialect.refusals[_FROZEN]
        for _ in range(times):
            self._expect(self._send(self._request), refusal.status)

    def is_kept_back(self) -> None:
        """As a Given: it has sent its request, and the gateway keeps it waiting on purpose."""
        client = self._reach.bring_up.client()
        client.begin_apart(self.name, self._shown(self._request)).in_background()
        clock = self._reach.bring_up.gateway.clock
        if not watch_for(lambda: clock.pulse().held_back, self._reach.bring_up.patience):
            msg = f"{self.name} is not kept back"
            raise SetupBrokenError(msg)

    def has_been_told_to_come_back_in(self, seconds: float) -> None:
        """As a Given: it tried once more, and was told exactly that."""
        exchange = self._expect(self._send(self._request), self._refusal.status)
        told = exchange.response.header("Retry-After") if exchange.response else None
        if told != f"{seconds:g}":
            msg = f"{self.name} was told to come back in {told} seconds, not {seconds:g}"
            raise SetupBrokenError(msg)

    @property
    def _refusal(self) -> Refusal:
        return self._reach.bring_up.target.description.dialect.refusals[_REPEATS]

    def _asking(self, **question: Any) -> Request:  # noqa: ANN401 - JSON values
        question = {"model": "gpt-4o-mini", **question}
        return as_retry(self._owner.request(question), 0)  # clients say so of a first try, too

    def _begin(self, request: Request) -> Call:
        return self._reach.bring_up.client().begin(self.name, self._shown(request))

    def _shown(self, request: Request) -> Request:
        """The request with whatever its owner shows by now."""
        others = (each for each in request.headers if each[0] != "Authorization")
        return replace(request, headers=(("Authorization", self._owner.shows), *others))

    def _send(self, request: Request) -> Exchange:
        call = self._begin(request)
        rule = self._reach.bring_up.policy.loops
        if rule is not None and rule.action == "throttle":
            self._reach.slow_answers.see_through(call)
            return call.outcome or self._lost()
        return call.see_through()

    def _lost(self) -> NoReturn:
        msg = f"a request of {self.name} did not end, though nobody waits for its answer any more"
        raise HarnessBrokenError(msg)

    def _decided(self) -> int:
        """How many of its requests have an answer, or have reached the model."""
        asked = self._reach.ledger.since_mark("caller to gateway")
        let_through = self._reach.ledger.since_mark("gateway to model")
        refused = [each for each in asked if each.ended is not None]
        return len(refused) + len(let_through)

    def _expect(self, exchange: Exchange, status: int) -> Exchange:
        seen = exchange.response.status if exchange.response else exchange.ending
        if seen != status:
            msg = f"{self.name} was to be answered with {status}, and it was {seen}"
            raise SetupBrokenError(msg)
        return exchange
