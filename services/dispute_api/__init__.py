"""The HTTP service: requests become commands, disputes and read models answers.

It holds no rules; those stand in `dispute_core`.
"""
