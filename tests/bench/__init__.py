"""The benchmark: `make bench`. It prints figures and never judges; times are for ratios within one run."""
