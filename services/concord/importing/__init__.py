"""Enters the spreadsheet in which a board kept its disputes before."""
