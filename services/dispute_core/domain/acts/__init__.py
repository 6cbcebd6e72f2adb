"""What people, and the worker, may do with a dispute: one module for each act.

Each function guards, then triggers events; it is given the policy, the calendar and
the time, and looks nothing up. Bands advise and never refuse a step (003-17).
"""
