"""Answers prepared from the log; every one can be dropped and built again."""
