"""What Keepface answers over HTTP: Telegram's webhook, and pages for load balancers and Prometheus."""
