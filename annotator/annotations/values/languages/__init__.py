"""What languages call numbers, scales, units, currencies and limits: data, no rules."""
