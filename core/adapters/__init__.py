"""One vendor per file. Only core.bootstrap imports from here."""
