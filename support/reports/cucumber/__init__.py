"""A run record as Cucumber Messages: what was read, which sentences were known, how it went."""
