"""Open Referral UK 3.0 (HSDS 3.0, UK profile): our directory for others, and others' for ours."""
