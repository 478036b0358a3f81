"""make sbom: what is shipped with a desk, under which licences, for people and for programs."""
