"""Text: what every grammar stands on: the even text, its sentences, numbers and dates."""
