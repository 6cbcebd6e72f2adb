"""The HTTP service: requests become commands, answers come from disputes and read models.

It holds no rules; those stand in `dispute_core`.
"""
