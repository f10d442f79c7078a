"""Names of metrics as plain text: cut out, completed, taken apart."""
