"""PostgreSQL behind the ports: one file a table family, plain SQL."""
