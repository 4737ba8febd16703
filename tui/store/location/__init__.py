"""A folder and a reviewer → where their decisions are kept."""
