"""RingCentral: signing in, staying inside its rate limits, and the few operations that a call needs.

`facade.Connection` is the way in. Kept empty of imports, because `account_file` is read before anything
that speaks HTTP is loaded.
"""
