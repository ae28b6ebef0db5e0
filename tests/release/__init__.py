"""Makes what is published: the packages, the bill of materials, and the pictures for the stores."""
