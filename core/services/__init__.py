"""One use case per file, named by its verb. Each takes the ports that it needs and nothing else."""
