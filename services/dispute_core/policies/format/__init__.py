"""The format of a policy file: its words, its parts, and what they mean."""
