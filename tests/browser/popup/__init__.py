"""The toolbar popup: every state of it with a scripted worker, and its calls with the real one."""
