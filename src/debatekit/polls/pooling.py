"""Count small groups together until each is large enough to be told."""

from __future__ import annotations

from collections.abc import Callable, Mapping

Group = tuple[str, ...]


def pool(sizes: Mapping[str, int], least: int, distance: Callable[[Group, Group], float]) -> list[Group]:
    """Groups of the names in `sizes`, each of `least` people or more, or one group of all.

    The smallest group that is too small joins the nearest other by `distance`, the smaller of two that are equally near, and so
    on. Equal ones go by their order in `sizes`, so the same sizes always give the same groups, in which names keep their order.
    """
    order = list(sizes)
    groups: list[Group] = [(name,) for name in order]

    def size(group: Group) -> int:
        return sum(sizes[name] for name in group)

    while len(groups) > 1 and size(small := min(groups, key=size)) < least:
        near = min((group for group in groups if group != small), key=lambda group: (distance(small, group), size(group)))
        joined = tuple(sorted((*small, *near), key=order.index))
        groups = sorted([group for group in groups if group not in (small, near)] + [joined], key=lambda group: order.index(group[0]))
    return groups
