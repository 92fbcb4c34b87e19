"""Edits a cell's syntax tree, so that its variables can be kept and its last value seen."""

from __future__ import annotations

import ast

#: The name under which a cell finds its `CellRuntime`.
RUNTIME = "__flowbook__"


def prepare(tree: ast.Module) -> ast.Module:
    """Puts `has/get/keep` around the values of top-level variables, and `value` around the last.

    `x = f()` becomes `x = rt.get("x") if rt.has("x") else rt.keep("x", f())`: evaluated again in
    another worker, the cell takes over what was computed the first time. Positions stay.
    """
    seen: dict[str, int] = {}
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            statement.value = _kept(statement.targets[0], statement.value, seen)
        elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
            statement.value = _kept(statement.target, statement.value, seen)
    last = tree.body[-1] if tree.body else None
    if isinstance(last, ast.Expr) and not isinstance(last.value, ast.Await):
        last.value = _call("value", [last.value], last.value)
    return ast.fix_missing_locations(tree)


def _kept(target: ast.expr, value: ast.expr, seen: dict[str, int]) -> ast.expr:
    name = _name_of(target)
    if name is None or _is_cheap(value):
        return value
    seen[name] = seen.get(name, 0) + 1
    key = ast.Constant(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return ast.copy_location(
        ast.IfExp(
            test=_call("has", [key], value),
            body=_call("get", [key], value),
            orelse=_call("keep", [key, value], value),
        ),
        value,
    )


def _name_of(target: ast.expr) -> str | None:
    if isinstance(target, ast.Name):
        return target.id
    if isinstance(target, (ast.Tuple, ast.List)):
        names = [_name_of(each) for each in target.elts]
        return None if None in names else ",".join(str(each) for each in names)
    return None


def _is_cheap(value: ast.expr) -> bool:
    """Whether making it again costs nothing and gives the same."""
    literal = (
        ast.Constant,
        ast.List,
        ast.Tuple,
        ast.Dict,
        ast.Set,
        ast.UnaryOp,
        ast.unaryop,
        ast.Load,
    )
    if isinstance(value, (ast.Lambda, ast.Await, ast.Yield, ast.YieldFrom)):
        return True
    if any(isinstance(each, (ast.Await, ast.NamedExpr)) for each in ast.walk(value)):
        return True
    return all(isinstance(each, literal) for each in ast.walk(value))


def _call(method: str, arguments: list[ast.expr], place: ast.expr) -> ast.expr:
    runtime = ast.copy_location(ast.Name(RUNTIME, ast.Load()), place)
    function = ast.copy_location(ast.Attribute(runtime, method, ast.Load()), place)
    call = ast.copy_location(ast.Call(function, arguments, []), place)
    return ast.fix_missing_locations(call)
