"""Judgement over whole histories: what must hold from the first exchange to the last."""
