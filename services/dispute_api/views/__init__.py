"""How the domain looks from outside: plain values in the words of the contract."""
