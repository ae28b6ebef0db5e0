"""Real Chromium and real Firefox, with the real extension and host. How to write such a test: `conftest`."""
