"""Python's side of the wire: what a sandboxed worker does with cells, tasks and questions."""
