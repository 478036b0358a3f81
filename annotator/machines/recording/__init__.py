"""The only writers of the layer of machines."""
