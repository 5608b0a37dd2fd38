"""The one way into the directory for entries from elsewhere: files, feeds, the demo's data.

A source turns what it has into `entries.Entry`, and gives them to `saving.Intake` in batches."""
