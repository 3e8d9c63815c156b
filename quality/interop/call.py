"""What the sequence consists of."""

from dataclasses import dataclass, field

API = "/api/2.0/mlflow/"


@dataclass
class Call:
    """One call. Texts may hold ${symbols} for what a server names itself."""

    name: str
    method: str
    path: str
    body: object = None
    query: list = field(default_factory=list)
    content: bytes | None = None
    captures: dict = field(default_factory=dict)  # symbol: where the answer has its name
    unordered: frozenset = frozenset()
    kind: str = "plain"
    page: bool = False  # whether the next page is asked for as well
