"""What is asked: parameters, headers, bodies and files, read strictly and once."""
