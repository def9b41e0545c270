"""People who put their name under a charter, without an account: they live it, work in a service, or support it. Their
name, or another that they choose, is listed only if they like; an address is kept only until they confirm it."""
