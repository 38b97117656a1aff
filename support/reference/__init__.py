"""The reference gateway: a guest behind a wall, in a process of its own."""
