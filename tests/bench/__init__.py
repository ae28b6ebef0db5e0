"""How fast and how right the product is, in ratios that anybody can rerun: `python3 tests bench`."""
