"""Everything behind the sentences: see docs/whats-here.md for a walk through the floors."""
