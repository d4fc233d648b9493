"""What an assistant may ask through MCP: read-only, every number with its unit, interval, run and evidence."""
