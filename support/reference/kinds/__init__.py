"""What a bundle can ask for, one file for each kind of policy: what it says, and how it is read."""
