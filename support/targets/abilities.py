"""What a gateway under test may be able to do. A scenario names what it needs: @needs.<ability>.

Rule: an ability is something that only some gateways, or only some ways of running one, have. It
is claimed by a target file, or not claimed with a reason; a claimed one whose scenarios did not
run is an error of the run.
"""

from __future__ import annotations

ABILITIES = {
    "policies": "takes the policies that a scenario states",
    "fresh_state": "starts afresh for each scenario, with nothing counted",
    "control_plane": "fetches its policies from a control plane and reports to it",
    "bundle_trust": "knows whose bundles to trust, and for how long they are good",
    "clock": "lets its clock be moved forward",
    "still_clock": "has a clock that stands still until it is moved",
    "clock_corrections": "lets its clock be set without time having passed",
    "clock_watch": "compares its clock with the control plane's and reports a difference",
    "restart": "can be stopped, killed and started again, on the same address",
    "worker_processes": "works in as many processes as it is told, and tells what each was asked",
    "token_rotation": "takes a new token for its control plane while it runs",
    "held_back": "tells beside the wire whom it keeps waiting on purpose",
    "links": "reaches its neighbours through links that the suite can cut",
    "token_budgets": "limits tokens per minute and per day",
    "request_limits": "limits how fast requests come",
    "cost_budgets": "limits what may be spent in a period, by the price of each request",
    "stream_limits": "ends streams that would become longer than they may",
    "spend_breakers": "stops whoever spends money too fast, for a stated time",
    "loop_detection": "notices callers that repeat themselves",
    "hop_limit": "notices requests that come back to it",
    "kill_switches": "lets its operator freeze callers, places and everything, for a time",
    "shadow_mode": "watches policies without enforcing them, and tells what they would have done",
    "crawlers": "answers AI crawlers in stages",
    "many_addresses": "can be called from several addresses of this machine",
    "passes": "accepts signed passes with an expiry",
    "metrics": "publishes what it counted",
    "house_dialect": "answers in the words of docs/reference-gateway.md, header by header",
}

# What the judge needs besides: programs of others, by the package that they come in. No target
# file speaks of them; a scenario whose witness is not installed is not claimed in this run.
WITNESSES = {"witness_openai": "openai"}
