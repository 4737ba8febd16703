"""Articles → groups: tokens, furniture, candidates, verify, cluster; engines only arrange the steps."""
