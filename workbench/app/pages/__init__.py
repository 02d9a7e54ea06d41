"""One page a module; pages are strangers to each other."""
