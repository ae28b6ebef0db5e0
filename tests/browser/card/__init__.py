"""The card in both browsers, on pages of its own and with a scripted worker."""
