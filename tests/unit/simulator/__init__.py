"""Tests of the simulator: its pure cores with a clock of their own, its wire over real connections."""
