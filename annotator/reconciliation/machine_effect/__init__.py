"""What a machine's suggestions do to the people who see them: the anchoring meter."""
