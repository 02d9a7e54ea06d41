"""The tamper-evident log: entries, chain and tree, readable in one sitting."""
