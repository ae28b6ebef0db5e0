"""Browsers on this computer: where each looks for the host, what was installed, and whether it works."""
