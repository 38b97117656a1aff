"""Judgement: pure functions of evidence, one subject a file. A judge never acts."""
