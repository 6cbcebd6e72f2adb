"""Messages to other systems: who asked for which, and where they may be sent.

Pure: subscriptions are events of streams of their own; what an address may be is
decided here, at subscription and again for every connection.
"""
