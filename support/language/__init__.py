"""From English to Python and back: the words a sentence may take, and behave's own."""
