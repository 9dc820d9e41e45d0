"""Dividing articles into parts, as for training and testing: by shares, strata and near copies."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b

import msgspec


class _Bundle(msgspec.Struct, frozen=True):
    """Articles that stay together, and the stratum of most of them."""

    articles: tuple[str, ...]
    stratum: str
    rank: bytes

    @property
    def size(self) -> int:
        return len(self.articles)


def split(
    strata: Mapping[str, str],
    shares: Sequence[float],
    seed: int,
    together: Iterable[Sequence[str]] = (),
) -> dict[str, int]:
    """Return the part, from 0, that each article goes to; `strata` has the stratum of each.

    Articles of one group of `together` go to one part. Of each stratum as of all, parts get as
    near to their shares as that allows: what a stratum has too much or too little for its parts is
    made up for by the next. The same articles and the same seed give the same parts, in whatever
    order they come.
    """
    whole = sum(shares)
    wanted = [share / whole for share in shares]
    placed = [0] * len(wanted)
    parts: dict[str, int] = {}
    reached = 0
    for bundles in _by_stratum(_bundles(strata, seed, together), seed):
        reached += sum(one.size for one in bundles)
        for one in sorted(bundles, key=lambda each: (-each.size, each.rank)):
            lacking = [share * reached - have for share, have in zip(wanted, placed, strict=True)]
            part = max(range(len(wanted)), key=lambda n: (round(lacking[n], 9), wanted[n], -n))
            placed[part] += one.size
            parts.update(dict.fromkeys(one.articles, part))
    return {article: parts[article] for article in strata}


def _bundles(
    strata: Mapping[str, str], seed: int, together: Iterable[Sequence[str]]
) -> list[_Bundle]:
    found: list[_Bundle] = []
    alone = set(strata)
    for group in together:
        members = tuple(sorted(one for one in group if one in alone))
        if members:
            alone.difference_update(members)
            counts = Counter(strata[one] for one in members)
            most = max(sorted(counts), key=counts.__getitem__)
            found.append(_Bundle(members, most, _rank(seed, members[0])))
    found.extend(_Bundle((one,), strata[one], _rank(seed, one)) for one in alone)
    return found


def _by_stratum(bundles: Iterable[_Bundle], seed: int) -> list[list[_Bundle]]:
    """Return the bundles of each stratum; that with the largest comes first, and others mend it."""
    found: defaultdict[str, list[_Bundle]] = defaultdict(list)
    for one in bundles:
        found[one.stratum].append(one)
    largest = {name: max(one.size for one in own) for name, own in found.items()}
    ordered = sorted(found, key=lambda name: (-largest[name], _rank(seed, name), name))
    return [found[name] for name in ordered]


def _rank(seed: int, name: str) -> bytes:
    """Return what puts things in an order that looks drawn, and is the same on every machine."""
    return blake2b(f"{seed} {name}".encode("utf-8", "replace"), digest_size=8).digest()
