"""Who must be told of what happened in a dispute, and what became of telling them.

Pure: the events of a dispute say who is to be told; the events of a stream beside it,
so that telling never changes the dispute, say who was.
"""
