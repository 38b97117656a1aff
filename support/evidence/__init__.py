"""What is kept of a scenario: the ledger, without its secrets, on disk."""
