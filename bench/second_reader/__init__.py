"""The second reader's school: days with their features and what they are, and the learning."""
