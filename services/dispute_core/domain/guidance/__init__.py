"""What a person is told of a dispute: what comes next, what may be done now."""
