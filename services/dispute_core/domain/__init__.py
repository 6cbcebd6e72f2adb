"""What is true of a dispute: pure rules that know no clock, network or database."""
