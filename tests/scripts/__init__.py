"""What one types: the parts of a check, and orders that do not matter."""
