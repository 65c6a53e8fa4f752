"""What is done to the calls between app and workspace: rate limits, ordered faults, a journal."""
