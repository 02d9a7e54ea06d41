"""The thematic workbench: inductive thematic analysis of practitioner interviews."""
