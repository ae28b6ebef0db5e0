"""RingCentral's document against our simulator, and against everybody who speaks to it."""
