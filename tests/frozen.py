"""Imported last, before processes are forked: what is there by then is not searched for garbage in each."""

import gc

gc.collect()
gc.freeze()
