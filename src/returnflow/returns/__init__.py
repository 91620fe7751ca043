"""The domain: orders, policy, eligibility, verification, returns. Pure: no framework, no I/O, no wording."""
