"""May a machine stand in for a person: the alternative-annotator test, and F1 against gold."""
