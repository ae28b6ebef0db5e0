"""The links of the self-test's chains, one file for each stretch of the way from the browser to the call."""
