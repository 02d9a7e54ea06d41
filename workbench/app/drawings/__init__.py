"""What is drawn in the browser and answers pointer and keys: the sorting board and both maps."""
