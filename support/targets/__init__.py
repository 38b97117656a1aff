"""Gateways under test: what can be asked of one, in which words it answers, how it is run."""
