"""The whole product on a stage of its own: simulator, throw-away browser, host, and a page of numbers."""
