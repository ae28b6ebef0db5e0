"""The confirmation window's page in both browsers, with a scripted worker."""
