"""What the second try is worth: an engine that loses the face now and then, and the rules of core/likeness.py."""
