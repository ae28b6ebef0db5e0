"""The native messaging host: frames, JSON-RPC and the life of the process.

Kept empty of imports: see `ready`.
"""
