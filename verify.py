#!/usr/bin/env python3
"""Recomputes a statement of Belegbar from its proof file alone, in Python >= 3.9 with nothing but the standard library.

    python3 verify.py FILE [FILE ...] [--files-from LIST] [--seal ROOT] [--json]

Exit code 0: everything follows from the facts. 1: something differs; the first difference is named. 2: cannot be read.
--seal compares the file's seal with a root received earlier. --json prints one line of JSON for each file.

This is the second implementation of the rules in docs/guides/proof-file.md (what the file is and what a seal proves),
docs/guides/recompute-a-settlement.md (how money follows from facts) and docs/guides/write-a-definition.md (what a rule means).
Section numbers below refer to the first two, "PF 2" and "RS 3".
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import namedtuple
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

FORMAT = "belegbar-proof-file/1"
DAY_MS = 86_400_000
HOUR_MS = 3_600_000
FOREVER = float("inf")


class Mismatch(Exception):
    """Where file and recomputation part: `expected` follows from the facts, `found` is what the file says."""

    def __init__(self, part, where, expected, found, line=None):
        super().__init__(where)
        self.part, self.where, self.expected, self.found, self.line = part, where, expected, found, line

    def as_json(self):
        line = {} if self.line is None else {"line": self.line}
        return {"part": self.part, **line, "where": self.where, "expected": self.expected, "found": self.found}


# ---------------------------------------------------------------------------------------------- canonical JSON (PF 1)

quote = json.encoder.encode_basestring


def canonical(value):
    """RFC 8785: sorted keys, no white space, numbers as ECMAScript prints them."""
    kind = type(value)
    if kind is str:
        return quote(value)
    if kind is dict:
        return "{" + ",".join([quote(key) + ":" + canonical(value[key]) for key in sorted_keys(value)]) + "}"
    if kind is list:
        return "[" + ",".join([canonical(item) for item in value]) + "]"
    if kind is int:
        return str(value)
    if kind is float:
        return number_text(value)
    return "true" if value is True else "false" if value is False else "null"


def sorted_keys(members):
    """Keys by their UTF-16 code units, which is the order of code points unless a key goes beyond U+FFFF."""
    keys = sorted(members)
    return keys if "".join(keys).isascii() else sorted(keys, key=lambda key: key.encode("utf-16-be", "surrogatepass"))


def number_text(value):
    """A double as ECMAScript prints it."""
    if value == 0:
        return "0"
    sign, digit_tuple, exponent = Decimal(repr(value)).normalize().as_tuple()
    digits = "".join(map(str, digit_tuple))
    k, n = len(digits), len(digits) + exponent
    if k <= n <= 21:
        text = digits + "0" * (n - k)
    elif 0 < n <= 21:
        text = digits[:n] + "." + digits[n:]
    elif -6 < n <= 0:
        text = "0." + "0" * -n + digits
    else:
        text = digits[0] + ("." + digits[1:] if k > 1 else "") + "e" + ("+" if n > 0 else "-") + str(abs(n - 1))
    return ("-" if sign else "") + text


def sha256_hex(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def content_hash_of(document):
    """The identity of a document: SHA-256 of its canonical JSON."""
    return sha256_hex(canonical(document))


def parse_json(text):
    """Plain data; whole numbers of 16 digits and more are doubles, as everywhere else. Refuses what RFC 8785 cannot say."""

    def whole(digits):
        return int(digits) if len(digits) <= 15 else fraction(digits)

    def fraction(digits):
        value = float(digits)
        if value in (float("inf"), float("-inf")):
            raise ValueError("a number is too large")
        return int(value) if value == int(value) and abs(value) <= 2**53 - 1 and "." not in digits and "e" not in digits.lower() else value

    def nothing(name):
        raise ValueError(name + " is no JSON")

    if "\\u0000" in text or "\\ud" in text.lower():
        # Only escapes can hide them here: text that was decoded as UTF-8 has no lone surrogates.
        refuse_unfit_texts(json.loads(text))
    return json.loads(text, parse_int=whole, parse_float=fraction, parse_constant=nothing)


def refuse_unfit_texts(value):
    """U+0000 and lone surrogates do not occur in texts or keys."""
    if isinstance(value, str):
        if "\x00" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
            raise ValueError("text is well-formed and has no NUL")
    elif isinstance(value, list):
        for item in value:
            refuse_unfit_texts(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            refuse_unfit_texts(key)
            refuse_unfit_texts(item)


# ------------------------------------------------------------------------------------------------------ instants

_midnights: dict = {}


def instant(iso):
    """Milliseconds since 1970 of an instant in its only form, 2026-01-31T23:00:00.000Z."""
    day = iso[:10]
    midnight = _midnights.get(day)
    if midnight is None:
        midnight = _midnights[day] = (date.fromisoformat(day).toordinal() - 719_163) * DAY_MS
    return midnight + int(iso[11:13]) * HOUR_MS + int(iso[14:16]) * 60_000 + int(iso[17:19]) * 1000 + int(iso[20:23])


def is_day(text):
    if not (isinstance(text, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII)):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z", re.ASCII)


def is_instant(value):
    return isinstance(value, str) and INSTANT.fullmatch(value) is not None and (value[:10] in _midnights or is_day(value[:10]))


# ----------------------------------------------------------------------------------------- the shape of a file (PF 5)
# A check takes a value and its path and returns the path of the first problem with what is expected there, or None.


def is_a(expected, fits):
    return lambda value, path: None if fits(value) else (path, expected)


def pattern(expected, regex):
    compiled = re.compile(regex, re.ASCII)
    return is_a(expected, lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None)


def whole(least=0, most=2**53 - 1):
    return is_a(f"a whole number from {least} to {most}", lambda value: type(value) is int and least <= value <= most)


def one_of(*values):
    return is_a("one of " + ", ".join(map(str, values)), lambda value: any(type(value) is type(one) and value == one for one in values))


def words(most, least=1):
    return is_a(f"text of {least} to {most} characters", lambda value: isinstance(value, str) and len(value.strip()) >= least and len(value.strip()) <= most)


def listing(check, least=0, most=None):
    def problem(value, path):
        if not isinstance(value, list) or len(value) < least or (most is not None and len(value) > most):
            return path, "a list"
        for index, item in enumerate(value):
            found = check(item, f"{path}.{index}")
            if found is not None:
                return found
        return None

    return problem


def record(_open=False, **members):
    """An object with exactly these members; one whose check is `optional` may be absent."""
    needed = {name for name, check in members.items() if not hasattr(check, "inner")}
    checks = [(name, getattr(check, "inner", check)) for name, check in members.items()]

    def problem(value, path):
        if not isinstance(value, dict):
            return path or "file", "an object"
        prefix = path + "." if path else ""
        for name, check in checks:
            if name in value:
                found = check(value[name], prefix + name)
                if found is not None:
                    return found
            elif name in needed:
                return prefix + name, "must be there"
        if not _open:
            for name in value:
                if name not in members:
                    return path or "file", f"no member {name}"
        return None

    return problem


def optional(check):
    def wrapped(value, path):
        return check(value, path)

    wrapped.inner = check
    return wrapped


def either(*checks):
    return lambda value, path: None if any(check(value, path) is None for check in checks) else checks[-1](value, path)


text = is_a("a text", lambda value: isinstance(value, str))
flag = is_a("true or false", lambda value: isinstance(value, bool))
hash_text = pattern("64 hexadecimal digits", r"[0-9a-f]{64}")
instant_text = is_a("an instant", is_instant)
day_text = is_a("a day", is_day)
minor_text = pattern("minor units", r"0|-?[1-9]\d{0,17}")
name_text = pattern("a short name", r"[a-z][a-z0-9_-]{0,59}")
decimal_text = is_a("an amount", lambda value: isinstance(value, (str, int, float)) and not isinstance(value, bool) and
                    re.fullmatch(r"\d{1,12}(\.\d{1,3})?", value if isinstance(value, str) else canonical(value), re.ASCII) is not None)
days = whole(0, 3660)
window_name = one_of("month", "quarter", "term")
bilingual = record(de=words(4000), en=words(4000))

TOTALS = record(openingMinor=minor_text, totalMinor=minor_text, payableMinor=minor_text, closingMinor=minor_text)
LINE = record(period=whole(), component=text, subject=text, occurrence=text, change=one_of("new", "adjustment", "reversal"),
              amountMinor=minor_text, underReviewMinor=minor_text, heldMinor=minor_text, payableMinor=minor_text,
              arithmetic=listing(record(_open=True, step=text)))
STATEMENT = record(id=text, number=whole(), through=whole(), cut=instant_text, totals=TOTALS, hash=hash_text, lines=listing(LINE))
FACT = record(workspace=text, seq=whole(), id=text, kind=text, version=whole(), subject=text, occurredAt=instant_text,
              precision=optional(one_of("day")), recordedAt=instant_text, source=text, externalId=optional(text), revision=whole(),
              actor=text, data=record(_open=True), supersedes=optional(text), backfilled=optional(one_of(True)))

PARTY = record(key=name_text, name=words(4000), business=flag, vatId=optional(words(40, 0)))
TIER = record(upTo=optional(whole(1, 1_000_000_000)), amount=decimal_text)
PRICES = {
    "per_unit": record(model=text, amount=decimal_text),
    "graduated": record(model=text, window=window_name, tiers=listing(TIER, 1, 50)),
    "percentage": record(model=text, of=one_of("net_revenue"), rateBasisPoints=whole(1, 10_000)),
}


def price_shape(value, path):
    model = value.get("model") if isinstance(value, dict) else None
    return PRICES[model](value, path) if model in PRICES else (path + ".model", "a price model: " + ", ".join(PRICES))


COMPONENT = record(
    key=name_text, title=bilingual, result=pattern("a definition and its version", r"[a-z][a-z0-9-]{0,59}@\d{1,7}"), price=price_shape,
    measurement=record(after=one_of("lead_captured", "deal_won"), days=days),
    dedup=optional(record(by=one_of("lead", "contact", "company", "deal", "order"), days=either(one_of("forever"), days))),
    caps=optional(record(count=optional(record(limit=whole(0, 1_000_000_000), window=window_name)),
                         amount=optional(record(limit=decimal_text, window=window_name)))))
MATCHES = optional(listing(words(200), 1, 200))
OBLIGATIONS = listing(record(key=name_text, text=bilingual), 1, 50)
AGREEMENT = record(
    id=name_text, version=optional(whole(1, 1_000_000)), kind=one_of("result_contract"), title=bilingual,
    parties=record(payer=PARTY, payee=PARTY), currency=pattern("a currency", r"[A-Z]{3}"),
    timeZone=is_a("a time zone", lambda value: isinstance(value, str) and ("/" in value or value == "UTC")),
    term=record(**{"from": day_text, "to": day_text}),
    definitions=listing(record(key=text, version=whole(1), hash=optional(hash_text)), 1, 50),
    dataSources=listing(record(source=words(200), provides=bilingual), 1, 50),
    baseline=either(record(notNeededBecause=bilingual),
                    record(metric=words(4000), period=words(4000), value=words(4000), n=whole(), source=words(4000))),
    attribution=record(rule=one_of("first", "last", "last_non_direct"), lookBackDays=days,
                       partnerTouches=record(source=MATCHES, medium=MATCHES, campaign=MATCHES)),
    components=listing(COMPONENT, 1, 50),
    review=record(days=days, countsWhen=one_of("accepted", "proven"),
                  reasons=listing(record(key=name_text, label=bilingual, criterion=optional(words(60, 0))), 1, 50)),
    settlement=record(period=one_of("month"), lookBackDays=days, runOutMonths=whole(0, 60), minimumPayout=decimal_text,
                      rounding=optional(one_of("half_up", "half_even"))),
    obligations=record(payer=OBLIGATIONS, payee=OBLIGATIONS), exit=record(noticeDays=days, text=bilingual),
    dispute=record(text=bilingual, payer=words(4000), payee=words(4000), arbiter=optional(words(4000))),
    processing=record(article=one_of("26", "28"), document=words(4000), on=day_text))


def ascending_places(value, path):
    fits = isinstance(value, list) and all(type(place) is int and place >= 0 for place in value)
    fits = fits and all(before < after for before, after in zip(value, value[1:]))
    return None if fits else (path, "places in ascending order")


PROOF_FILE = record(
    format=one_of(FORMAT), workspace=text, agreement=AGREEMENT,
    definitions=listing(record(_open=True, key=text, version=whole(), subject=text, rule=text)),
    periods=listing(record(**{"key": text, "from": instant_text, "until": instant_text, "quarterKey": text}), 1), termPeriodCount=whole(),
    statement=STATEMENT, earlier=listing(STATEMENT), claims=listing(record(component=text, subject=text, facts=ascending_places)),
    facts=listing(FACT, 1),
    proof=record(seal=record(size=whole(), root=hash_text, previous=either(one_of(None), hash_text), at=instant_text),
                 lastLeaf=hash_text, nodes=listing(hash_text)),
    digest=hash_text)


# ------------------------------------------------------------------------------------ facts against the seal (PF 2-4)


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def nodes_of_run(size, first, end):
    """The largest nodes of the tree of `size` leaves inside one run of leaves, as (level, first leaf)."""
    at = first
    while at < end:
        level = 0
        while at % (2 << level) == 0 and (at + (1 << level) < size if end == size else at + (2 << level) <= end):
            level += 1
        yield level, at
        at += 1 << level


def root_from_multiproof(size, leaves, hashes):
    """The root that follows from leaves, as (place, hash) in ascending order, and the hashes of the proof; None if they do not fit."""
    nodes, after = [], 0
    for place, _ in leaves:
        nodes.extend(nodes_of_run(size, after, place))
        after = place + 1
    nodes.extend(nodes_of_run(size, after, size))
    if len(nodes) != len(hashes):
        return None
    elements = [(place, 0, digest) for place, digest in leaves]
    elements += [(first, level, digest) for (level, first), digest in zip(nodes, hashes)]
    stack, rest = [], None
    for first, level, digest in sorted(elements):
        if first + (1 << level) > size:
            rest = digest
            break
        while stack and stack[-1][0] == level:
            digest = node_hash(stack.pop()[1], digest)
            level += 1
        stack.append((level, digest))
    if rest is None:
        rest = stack.pop()[1] if stack else hashlib.sha256(b"").digest()
    while stack:
        rest = node_hash(stack.pop()[1], rest)
    return rest


def check_facts_against_seal(file, fact_texts):
    """PF 6: all facts are leaves of the sealed log, each at its place; the last leaf binds the size of the log."""
    facts, proof, before = file["facts"], file["proof"], -1
    size = proof["seal"]["size"]
    for fact in facts:
        if fact["workspace"] != file["workspace"] or not before < fact["seq"] < size:
            raise Mismatch("facts", f"facts {fact['seq']}", file["workspace"], fact["workspace"])
        before = fact["seq"]
    leaves = [(fact["seq"], hashlib.sha256(b"\x00" + text.encode("utf-8")).digest()) for fact, text in zip(facts, fact_texts)]
    if before != size - 1:
        leaves.append((size - 1, bytes.fromhex(proof["lastLeaf"])))
    elif leaves[-1][1].hex() != proof["lastLeaf"]:
        raise Mismatch("facts", "proof.lastLeaf", leaves[-1][1].hex(), proof["lastLeaf"])
    root = root_from_multiproof(size, leaves, [bytes.fromhex(node) for node in proof["nodes"]])
    found = "" if root is None else root.hex()
    if found != proof["seal"]["root"]:
        raise Mismatch("facts", "proof.seal.root", proof["seal"]["root"], found)


# ------------------------------------------------------------------------------------------------- facts in force (RS 1)

KINDS = """person.recorded person.merged person.unmerged person.kept_apart company.recorded consent.given consent.withdrawn touch.recorded lead.captured
lead.answered lead.graded lead.assigned lead.acknowledged lead.contacted lead.handed_over lead.accepted lead.rejected lead.recycled
lead.rated appointment.booked appointment.rescheduled appointment.cancelled appointment.evidenced offer.sent deal.opened
deal.stage_changed deal.won deal.lost deal.reopened order.placed invoice.issued invoice.corrected payment.received payment.reversed
order.refunded subscription.started subscription.changed subscription.ended usage.recorded feedback.given cost.recorded tracking.lost
tracking.restored definition.adopted determination.overridden agreement.proposed agreement.signed agreement.paused agreement.resumed agreement.ended
notice.delivered claim.accepted claim.rejected claim.contested claim.decided holdback.condition_met holdback.condition_failed
statement.closed document.issued retention.set person.erased fact.retracted""".split()
PRECEDENCE = {kind: place for place, kind in enumerate(KINDS)}


class Fact:
    """A fact with what every rule asks of it; the content hash is computed when two facts tie."""

    __slots__ = ("id", "kind", "subject", "occurred_at", "recorded_at", "data", "target", "raw", "_hash")

    def __init__(self, raw):
        self.raw, self.id, self.kind, self.subject, self.data = raw, raw["id"], raw["kind"], raw["subject"], raw["data"]
        self.occurred_at, self.recorded_at = instant(raw["occurredAt"]), instant(raw["recordedAt"])
        self.target = raw.get("supersedes") or (text_or_none(self.data.get("fact")) if self.kind == "fact.retracted" else None)
        self._hash = None

    @property
    def content_hash(self):
        if self._hash is None:
            said = {key: value for key, value in self.raw.items() if key not in ("seq", "id", "recordedAt", "backfilled")}
            self._hash = content_hash_of(said)
        return self._hash


def text_or_none(value):
    return value if isinstance(value, str) else None


def effective_spans(facts):
    """RS 1: the stretches of views [from, until) on which each fact is in force, by fact id."""
    against: dict = {}
    for fact in facts:
        if fact.target is not None:
            against.setdefault(fact.target, []).append(fact)
    spans: dict = {}

    def spans_of(fact):
        if fact.id in spans:
            return spans[fact.id]
        spans[fact.id] = []  # keeps invented circles from looping
        blocks = sorted((span for other in against.get(fact.id, ()) for span in spans_of(other)), key=lambda span: span[0])
        free, at = [], fact.recorded_at
        for block_from, block_until in blocks:
            if block_from > at:
                free.append((at, block_from))
            at = max(at, block_until)
        if at < FOREVER:
            free.append((at, FOREVER))
        spans[fact.id] = free
        return free

    for fact in facts:
        spans_of(fact)
    return spans


def in_force(spans, view):
    return any(since <= view < until for since, until in spans)


def in_view_order(facts):
    """RS 1: by what happened when, then by kind, then by content hash (asked for only where the first two tie)."""
    ordered = sorted(facts, key=view_place)
    for index in range(1, len(ordered)):
        if view_place(ordered[index]) == view_place(ordered[index - 1]):
            return sorted(ordered, key=lambda fact: (*view_place(fact), fact.content_hash))
    return ordered


def view_place(fact):
    return fact.occurred_at, PRECEDENCE.get(fact.kind, len(KINDS))


def learned_last(facts):
    """Of several facts that say the same thing, the one with the highest (recordedAt, content hash) counts, alone."""
    best = None
    for fact in facts:
        if best is None or fact.recorded_at > best.recorded_at or (
                fact.recorded_at == best.recorded_at and fact.content_hash > best.content_hash):
            best = fact
    return best


def fact_about(facts, subject, kind):
    return learned_last(fact for fact in facts if fact.kind == kind and fact.subject == subject)


# ------------------------------------------------------- rules: CEL with three answers (write-a-definition.md, RS 3)


class Unknown:
    """Not known yet; `bounds` narrows an unknown whole number, or the length of an unknown list."""

    __slots__ = ("bounds",)

    def __init__(self, bounds=None):
        self.bounds = bounds


class Failed:
    """An error that is no missing value."""


UNKNOWN, FAILED = Unknown(), Failed()
Instant = namedtuple("Instant", "ms")
Duration = namedtuple("Duration", "ms")
OPERATORS = {"==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%"}
LEVELS = [{"||"}, {"&&"}, {"==", "!="}, {"<", "<=", ">", ">=", "in"}, {"+", "-"}, {"*", "/", "%"}]
TOKEN = re.compile(r"""\s+|//[^\n]*
  |(?P<text>[rR]?(?:\"\"\"(?:\\.|[^\\])*?\"\"\"|'''(?:\\.|[^\\])*?'''|"(?:\\.|[^"\\\n\r])*"|'(?:\\.|[^'\\\n\r])*'))
  |(?P<number>0[xX][0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
  |(?P<name>[A-Za-z_][A-Za-z0-9_]*)
  |(?P<sign>&&|\|\||==|!=|<=|>=|[-+*/%<>!?:.,()\[\]])""", re.VERBOSE | re.DOTALL | re.ASCII)
ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|[xX]([0-9a-fA-F]{2})|([0-7]{3})|([\\?\"'`abfnrtv]))")
NAMED_ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


class RuleError(Exception):
    """The text is no rule this program knows."""


def unescaped(literal):
    raw = literal[0] in "rR"
    body = literal[1:] if raw else literal
    edge = 3 if len(body) >= 6 and body[:3] in ('"""', "'''") else 1
    body = body[edge:-edge]

    def sign(match):
        code4, code8, code2, octal, named = match.groups()
        code = code4 or code8 or code2
        return chr(int(code, 16)) if code else chr(int(octal, 8)) if octal else NAMED_ESCAPES.get(named, named)

    return body if raw else ESCAPE.sub(sign, body)


class Rule:
    """A definition's rule as a function of a snapshot; `mentions` are the variables it names."""

    LISTS = {"touches", "appointments", "deals", "orders"}
    VARIABLES = LISTS | {"lead", "answers", "answered", "grades", "person", "company", "engagement", "appointment", "deal", "order"}
    STEPS = 100_000

    def __init__(self, definition):
        self.subject = definition["subject"]
        self.name = f"{definition['key']}@{definition['version']}"
        self.overridable = "overrides" in definition
        self.parameters = definition.get("parameters", {})
        self.mentions: set = set()
        self.tokens = self.read_tokens(definition["rule"])
        self.at = 0
        self.locals: list = []
        self.run = self.expression()
        if self.peek() is not None:
            raise RuleError("something follows the rule")

    def is_yes(self, snapshot):
        frame = {"root": snapshot, "locals": {}, "steps": Rule.STEPS}
        return self.run(frame) is True

    @staticmethod
    def read_tokens(source):
        tokens, at = [], 0
        while at < len(source):
            match = TOKEN.match(source, at)
            if match is None:
                raise RuleError(f"unexpected sign at {at}")
            at = match.end()
            if match.lastgroup is not None:
                tokens.append((match.lastgroup, match.group()))
        return tokens

    def peek(self, offset=0):
        return self.tokens[self.at + offset][1] if self.at + offset < len(self.tokens) else None

    def take(self, expected=None):
        if self.at >= len(self.tokens) or (expected is not None and self.peek() != expected):
            raise RuleError(f"expected {expected}, found {self.peek()}")
        self.at += 1
        return self.tokens[self.at - 1]

    def sign_ahead(self, signs):
        """The operator that comes next, if it is one of these; a text that looks like one is none."""
        if self.at < len(self.tokens) and self.tokens[self.at][0] in ("sign", "name") and self.peek() in signs:
            return self.take()[1]
        return None

    def expression(self):
        condition = self.binary(0)
        if self.sign_ahead({"?"}) is None:
            return condition
        yes = self.expression()
        self.take(":")
        no = self.expression()
        return lambda frame: choose(condition(frame), lambda: yes(frame), lambda: no(frame))

    def binary(self, level):
        if level == len(LEVELS):
            return self.unary()
        left = self.binary(level + 1)
        while True:
            sign = self.sign_ahead(LEVELS[level])
            if sign is None:
                return left
            left = self.joined(sign, left, self.binary(level + 1))

    @staticmethod
    def joined(sign, left, right):
        if sign in ("&&", "||"):
            deciding = sign == "||"

            def logical(frame):
                first = left(frame)
                return first if first is deciding else combine_all(deciding, (first, right(frame)))

            return logical
        if sign == "in":
            return lambda frame: contains(right(frame), left(frame))
        return lambda frame: apply(sign, left(frame), right(frame))

    def unary(self):
        sign = self.sign_ahead({"!", "-"})
        if sign is None:
            return self.postfix(self.primary())
        inner = self.unary()
        return (lambda frame: negated(inner(frame))) if sign == "!" else (lambda frame: negative(inner(frame)))

    def postfix(self, run):
        """Members, elements and methods."""
        while True:
            sign = self.sign_ahead({".", "["})
            if sign is None:
                return run
            if sign == "[":
                run = self.member(run, self.expression())
                self.take("]")
            else:
                kind, name = self.take()
                if kind != "name":
                    raise RuleError(f"expected a name, found {name}")
                run = self.method(run, name) if self.sign_ahead({"("}) else self.member(run, lambda frame, key=name: key)

    @staticmethod
    def member(owner, key):
        counts = getattr(owner, "counts", False)
        return lambda frame: member_of(owner(frame), key(frame), counts)

    def primary(self):
        kind, token = self.take()
        if kind == "text":
            literal = unescaped(token)
            return lambda frame: literal
        if kind == "number":
            number = int(token, 16) if token[:2] in ("0x", "0X") else float(token) if set(token) & set(".eE") else int(token)
            return lambda frame: number
        if kind == "name":
            return self.named(token)
        if token == "(":
            inner = self.expression()
            self.take(")")
            return inner
        if token == "[":
            items = self.arguments("]")
            return lambda frame: [item(frame) for item in items]
        raise RuleError(f"unexpected {token}")

    def arguments(self, closing):
        found = []
        while self.sign_ahead({closing}) is None:
            found.append(self.expression())
            if self.sign_ahead({","}) is None:
                self.take(closing)
                break
        return found

    def named(self, name):
        if name in ("true", "false"):
            return lambda frame: name == "true"
        if self.sign_ahead({"("}):
            return self.call(name, self.arguments(")"))
        for depth in range(len(self.locals) - 1, -1, -1):
            if self.locals[depth] == name:
                return lambda frame: frame["locals"][depth]
        if name == "parameters":
            return lambda frame: self.parameters
        if name not in Rule.VARIABLES:
            raise RuleError(f"{name} is not known")
        return self.variable(name)

    def variable(self, name):
        self.mentions.add(name)

        def run(frame):
            value = frame["root"].get(name)
            return UNKNOWN if value is None else value

        run.counts = name == "engagement"  # an absent key of this map is 0
        return run

    def call(self, name, args):
        if name == "has" and len(args) == 1:
            return lambda frame: presence(args[0](frame))
        if name in ("size", "count") and len(args) == 1:
            measure = size_of if name == "size" else count_true
            return lambda frame: measure(args[0](frame))
        if name in ("atLeast", "atMost") and len(args) == 2:
            return self.joined(">=" if name == "atLeast" else "<=", lambda frame: count_true(args[1](frame)), args[0])
        if name == "touched" and len(args) == 1:
            return self.member(self.variable("engagement"), args[0])
        if name in ("timestamp", "duration") and len(args) == 1:
            value = (read_timestamp if name == "timestamp" else read_duration)(args[0](None))
            return lambda frame: value
        raise RuleError(f"{name}() is not known")

    def method(self, run, name):
        if name in WALKS:
            return self.walk(run, name)
        args = self.arguments(")")
        if name == "size" and not args:
            return lambda frame: size_of(run(frame))
        if name in TEXT_TESTS and len(args) == 1:
            return lambda frame: text_test(TEXT_TESTS[name], run(frame), args[0](frame))
        raise RuleError(f".{name}() is not known")

    def walk(self, listed, name):
        depth, kind_and_variable = len(self.locals), self.take()
        self.take(",")
        self.locals.append(kind_and_variable[1])
        body = self.expression()
        self.locals.pop()
        self.take(")")

        def run(frame):
            items = listed(frame)
            if isinstance(items, Unknown):
                return Unknown(items.bounds if name == "map" else None)
            if not isinstance(items, list):
                return FAILED
            frame["steps"] -= len(items)
            if frame["steps"] < 0:
                return FAILED
            found = []
            for item in items:
                frame["locals"][depth] = item
                found.append(body(frame))
            return WALKS[name](items, found)

        return run


def member_of(owner, key, counts):
    if isinstance(owner, Failed) or isinstance(key, Failed):
        return FAILED
    if isinstance(owner, Unknown) or isinstance(key, Unknown):
        return UNKNOWN
    if isinstance(owner, dict) and isinstance(key, str):
        value = owner.get(key)
        return value if value is not None else 0 if counts else UNKNOWN
    if isinstance(owner, list) and type(key) is int:
        return owner[key] if 0 <= key < len(owner) else FAILED
    return FAILED


def negated(value):
    return (not value) if isinstance(value, bool) else UNKNOWN if isinstance(value, Unknown) else FAILED


def negative(value):
    if type(value) is int:
        return in_64_bits(-value)
    return -value if type(value) is float else UNKNOWN if isinstance(value, Unknown) else FAILED


def choose(condition, when_true, when_false):
    """While the condition is unknown the answer is known only if both branches come to the same."""
    if isinstance(condition, bool):
        return when_true() if condition else when_false()
    if not isinstance(condition, Unknown):
        return FAILED
    a, b = when_true(), when_false()
    return a if type(a) is type(b) and type(a) in (str, int, float, bool) and a == b else UNKNOWN


def combine_all(deciding, parts):
    """|| for deciding = True, && for False: the deciding side absorbs, then the unknown, then an error."""
    if any(part is deciding for part in parts):
        return deciding
    if any(isinstance(part, Unknown) for part in parts):
        return UNKNOWN
    return (not deciding) if all(isinstance(part, bool) for part in parts) else FAILED


def presence(value):
    return FAILED if isinstance(value, Failed) else not isinstance(value, Unknown)


def size_of(value):
    if isinstance(value, (str, list)):
        return len(value)
    return value if isinstance(value, Unknown) else FAILED


def count_true(items):
    """A number, or bounds for it while elements are unknown."""
    if isinstance(items, Unknown):
        return Unknown(items.bounds and (0, items.bounds[1]))
    if not isinstance(items, list):
        return FAILED
    sure = possible = 0
    for item in items:
        if item is True:
            sure += 1
        elif isinstance(item, Unknown):
            possible += 1
        elif item is not False:
            return FAILED
    return Unknown((sure, sure + possible)) if possible else sure


def keep(items, verdicts):
    found = count_true(verdicts)
    return [item for item, verdict in zip(items, verdicts) if verdict is True] if type(found) is int else found


def exactly_one(_items, verdicts):
    found = count_true(verdicts)
    if isinstance(found, Unknown):
        return False if found.bounds[0] > 1 else UNKNOWN
    return found if isinstance(found, Failed) else found == 1


WALKS = {
    "all": lambda items, found: combine_all(False, found),
    "exists": lambda items, found: combine_all(True, found),
    "exists_one": exactly_one,
    "filter": keep,
    "map": lambda items, found: FAILED if any(isinstance(value, Failed) for value in found) else found,
}
TEXT_TESTS = {"startsWith": str.startswith, "endsWith": str.endswith, "contains": lambda whole_text, part: part in whole_text}


def text_test(test, value, part):
    if isinstance(value, Failed) or isinstance(part, Failed):
        return FAILED
    if isinstance(value, Unknown) or isinstance(part, Unknown):
        return UNKNOWN
    return test(value, part) if isinstance(value, str) and isinstance(part, str) else FAILED


def contains(place, wanted):
    """`x in list`, or whether a map has a key."""
    if isinstance(wanted, Failed) or isinstance(place, Failed):
        return FAILED
    if isinstance(place, Unknown):
        return UNKNOWN
    if isinstance(place, list):
        same = [apply("==", wanted, item) for item in place]
        if any(one is True for one in same):
            return True
        undecided = [one for one in same if one is not False]
        if not undecided:
            return False
        return UNKNOWN if any(isinstance(one, Unknown) for one in undecided) else FAILED
    if isinstance(wanted, Unknown):
        return UNKNOWN
    return place.get(wanted) is not None if isinstance(place, dict) and isinstance(wanted, str) else FAILED


def apply(sign, a, b):
    """An operator on two outcomes: an error first, then the unknown unless its bounds decide, then the values."""
    if isinstance(a, Failed) or isinstance(b, Failed):
        return FAILED
    if isinstance(a, Unknown) or isinstance(b, Unknown):
        return decided_by_bounds(sign, bounds_of(a), bounds_of(b))
    if sign in ("==", "!="):
        same = equal(a, b)
        return same if sign == "==" or not isinstance(same, bool) else not same
    if sign in ("<", "<=", ">", ">="):
        return compared(sign, a, b)
    return computed(sign, a, b)


def bounds_of(value):
    return (value, value) if type(value) is int else value.bounds if isinstance(value, Unknown) else None


def decided_by_bounds(sign, a, b):
    if a is None or b is None or sign not in ("==", "!=", "<", "<=", ">", ">="):
        return UNKNOWN
    below, not_above = a[1] < b[0], a[1] <= b[0]
    above, not_below = a[0] > b[1], a[0] >= b[1]
    sure = {"<": below, "<=": not_above, ">": above, ">=": not_below, "==": False, "!=": below or above}[sign]
    never = {"<": not_below, "<=": above, ">": not_above, ">=": below, "==": below or above, "!=": False}[sign]
    return True if sure else False if never else UNKNOWN


def is_number(value):
    return type(value) in (int, float)


def equal(a, b):
    if is_number(a) and is_number(b):
        return a == b
    if isinstance(a, list) and isinstance(b, list):
        if len(a) != len(b):
            return False
        same = [apply("==", left, right) for left, right in zip(a, b)]
        if any(one is False for one in same):
            return False
        return FAILED if any(isinstance(one, Failed) for one in same) else True if all(one is True for one in same) else UNKNOWN
    if isinstance(a, (str, bool, int, float)) or isinstance(b, (str, bool, int, float)):
        return type(a) is type(b) and a == b
    return a == b if type(a) is type(b) and isinstance(a, (Instant, Duration)) else FAILED


def compared(sign, a, b):
    if not ((is_number(a) and is_number(b)) or (type(a) is type(b) and isinstance(a, (str, Instant, Duration)))):
        return FAILED
    return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[sign]


def in_64_bits(value):
    return value if -(2**63) <= value < 2**63 else FAILED


def computed(sign, a, b):
    if type(a) is int and type(b) is int:
        if sign in ("/", "%"):
            if b == 0:
                return FAILED
            quotient = abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)
            return in_64_bits(quotient) if sign == "/" else a - b * quotient
        return in_64_bits(a + b if sign == "+" else a - b if sign == "-" else a * b)
    kinds = (type(a), sign, type(b))
    if kinds in ((Instant, "+", Duration), (Duration, "+", Instant), (Instant, "-", Duration)):
        ms = a.ms + b.ms if sign == "+" else a.ms - b.ms
        return Instant(ms) if abs(ms) <= 8_640_000_000_000_000 else FAILED
    if kinds in ((Duration, "+", Duration), (Duration, "-", Duration), (Instant, "-", Instant)):
        return Duration(a.ms + b.ms if sign == "+" else a.ms - b.ms)
    return FAILED


def read_timestamp(written):
    match = re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,3}))?(?:Z|([+-])(\d\d):(\d\d))", written, re.ASCII)
    if match is None:
        raise RuleError("timestamp")
    local, fraction, sign, hours, minutes = match.groups()
    offset = (int(hours) * 60 + int(minutes)) * 60_000 * (-1 if sign == "-" else 1) if sign else 0
    return Instant(instant(f"{local}.{(fraction or '0').ljust(3, '0')}Z") - offset)


def read_duration(written):
    match = re.fullmatch(r"(-?)(?:(\d{1,7})h)?(?:(\d{1,9})m)?(?:(\d{1,10})s)?", written, re.ASCII)
    if match is None or written in ("", "-"):
        raise RuleError("duration")
    sign, hours, minutes, seconds = match.groups()
    ms = (int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)) * 1000
    return Duration(-ms if sign else ms)


# -------------------------------------------------------------------- snapshots (write-a-definition.md, "What a rule sees")

FEEDS = {
    "person.recorded": "person @person", "person.merged": "person @person touches engagement",
    "person.unmerged": "person @person touches engagement", "company.recorded": "company", "touch.recorded": "touches engagement",
    "lead.captured": "@lead", "lead.answered": "answered", "lead.graded": "grades", "lead.accepted": "lead", "lead.rejected": "lead",
    "lead.recycled": "lead", "lead.rated": "lead", "appointment.booked": "@appointment appointments",
    "appointment.rescheduled": "appointment appointments", "appointment.cancelled": "appointment appointments",
    "appointment.evidenced": "appointment appointments", "deal.opened": "@deal deals", "deal.stage_changed": "deal deals",
    "deal.won": "@deal deal deals", "deal.lost": "deal deals", "deal.reopened": "deal deals", "order.placed": "@order orders",
    "payment.received": "order orders", "payment.reversed": "order orders", "order.refunded": "order orders",
}
CHAINS = {"lead": ["@lead"], "appointment": ["@appointment", "@lead"], "deal": ["@deal", "@lead"], "order": ["@order", "@deal", "@lead"]}
ONCE_KINDS = {"lead.captured", "appointment.booked", "deal.opened", "order.placed"}
EVIDENCE = ["calendar", "host", "both_confirmed", "attendance_log"]
NEWEST_TOUCHES = 500


def relevant_kinds(rule):
    """The kinds of fact that can change the answer of a rule."""
    needs = {"@" + rule.subject} | rule.mentions
    if rule.mentions - {rule.subject}:
        needs.update(CHAINS[rule.subject])
    if "company" in needs:
        needs.add("@person")
    return {kind for kind, fed in FEEDS.items() if needs & set(fed.split())}


class Subject:
    """What the facts about one subject have added up to, and to whom they lead. None is "not known"."""

    def __init__(self):
        self.record, self.answers, self.answered, self.grades = {}, {}, {}, {}
        self.touches, self.engagement, self.paid, self.leads = [], {}, {}, []
        self.founded, self.evidence_rank = False, 0
        self.person = self.company = self.customer = self.lead = self.deal = None

    def take(self, fact):
        FOLDS.get(fact.kind, lambda *_: None)(self, fact, fact.data)

    def copy_texts(self, data, *names):
        self.record.update({name: data[name] for name in names if isinstance(data.get(name), str)})

    def copy_times(self, data):
        if isinstance(data.get("starts"), str):
            self.record.update(starts=Instant(instant(data["starts"])), ends=None)
        if isinstance(data.get("ends"), str):
            self.record["ends"] = Instant(instant(data["ends"]))
        self.copy_texts(data, "channel")

    def copy_deal(self, data):
        self.copy_texts(data, "stage")
        amount = money(data.get("amount"))
        if amount is not None:
            self.record.update(amountMinor=amount[0], currency=amount[1])

    def found_deal(self, fact, data):
        self.founded = True
        self.record["id"] = fact.subject
        for lead in data.get("leads") or []:
            if isinstance(lead, str) and lead not in self.leads:
                self.leads.append(lead)
        self.company = text_or_none(data.get("company")) or self.company
        self.copy_deal(data)

    def set_default(self, name, value):
        if self.record.get(name) is None:
            self.record[name] = value

    def pay(self, amount, sign):
        if amount is not None:
            self.paid[amount[1]] = self.paid.get(amount[1], 0) + sign * amount[0]
            self.settle_payments()

    def settle_payments(self):
        """Paid: payments less reversals cover net and VAT; with the VAT unknown only "not even the net amount" is sure."""
        net, vat, currency = (self.record.get(name) for name in ("netMinor", "vatMinor", "currency"))
        if currency is None or net is None:
            return
        paid = self.record["paidMinor"] = self.paid.get(currency, 0)
        self.record["paid"] = paid >= net + vat if vat is not None else (False if paid < net else None)


def money(raw):
    if isinstance(raw, dict) and isinstance(raw.get("minor"), str) and isinstance(raw.get("currency"), str):
        return int(raw["minor"]), raw["currency"]
    return None


def person_recorded(state, _fact, data):
    state.copy_texts(data, "position", "language")
    state.company = text_or_none(data.get("company")) or state.company


def company_recorded(state, _fact, data):
    state.copy_texts(data, "name", "domain", "industry", "region")
    if isinstance(data.get("employees"), int):
        state.record["employees"] = data["employees"]


def touch_recorded(state, fact, data):
    touch = Subject()
    touch.record["at"] = Instant(fact.occurred_at)
    touch.copy_texts(data, "touch", "source", "medium", "campaign")
    state.touches.append(touch.record)
    name = text_or_none(data.get("touch")) or ""
    state.engagement[name] = state.engagement.get(name, 0) + 1


def lead_captured(state, fact, data):
    state.founded = True
    state.record.update(id=fact.subject, capturedAt=Instant(fact.occurred_at))
    state.set_default("rejected", False)
    state.copy_texts(data, "source", "medium", "campaign", "landingPage", "form", "receivedVia")
    state.person, state.company = text_or_none(data.get("person")), text_or_none(data.get("company"))
    if isinstance(data.get("answers"), dict):
        state.answers.update(data["answers"])


def lead_answered(state, _fact, data):
    if isinstance(data.get("question"), str):
        state.answered[data["question"]] = True


def lead_graded(state, _fact, data):
    if isinstance(data.get("criterion"), str):
        state.grades[data["criterion"]] = text_or_none(data.get("grade"))


def lead_rated(state, _fact, data):
    if isinstance(data.get("quality"), int):
        state.record["rating"] = data["quality"]


def appointment_booked(state, fact, data):
    state.founded, state.lead = True, text_or_none(data.get("lead"))
    state.record.update(id=fact.subject, bookedAt=Instant(fact.occurred_at))
    state.set_default("cancelled", False)
    state.set_default("rescheduled", 0)
    if state.record["rescheduled"] == 0:
        state.copy_times(data)


def appointment_rescheduled(state, _fact, data):
    state.record["rescheduled"] = (state.record.get("rescheduled") or 0) + 1
    state.copy_times(data)
    state.record.update(cancelled=False, cancelledAt=None, outcome=None, evidence=None)
    state.evidence_rank = 0


def appointment_evidenced(state, _fact, data):
    """The best evidence decides, among equals the last; "unknown" is the absence of evidence."""
    outcome, evidence = text_or_none(data.get("outcome")), text_or_none(data.get("evidence"))
    rank = EVIDENCE.index(evidence) + 1 if evidence in EVIDENCE else 0
    if outcome not in (None, "unknown") and rank >= state.evidence_rank:
        state.evidence_rank = rank
        state.record.update(outcome=outcome, evidence=evidence)


def deal_opened(state, fact, data):
    state.found_deal(fact, data)
    state.set_default("openedAt", Instant(fact.occurred_at))


def deal_won(state, fact, data):
    state.found_deal(fact, data)
    state.record.update(won=True, wonAt=Instant(fact.occurred_at), lost=False, lostAt=None)


def deal_lost(state, fact, data):
    state.copy_deal(data)
    state.record.update(won=False, wonAt=None, lost=True, lostAt=Instant(fact.occurred_at))


def order_placed(state, fact, data):
    state.founded, state.customer, state.deal = True, text_or_none(data.get("customer")), text_or_none(data.get("deal"))
    state.set_default("refundedMinor", 0)
    net, vat = money(data.get("net")) or (None, None), money(data.get("vat")) or (None, None)
    state.record.update(id=fact.subject, placedAt=Instant(fact.occurred_at), customer=state.customer,
                        netMinor=net[0], currency=net[1], vatMinor=vat[0])
    state.settle_payments()


def order_refunded(state, _fact, data):
    state.record["refundedMinor"] = (state.record.get("refundedMinor") or 0) + (money(data.get("net")) or (0, ""))[0]


FOLDS = {
    "person.recorded": person_recorded, "company.recorded": company_recorded, "touch.recorded": touch_recorded,
    "lead.captured": lead_captured, "lead.answered": lead_answered, "lead.graded": lead_graded, "lead.rated": lead_rated,
    "lead.accepted": lambda state, _fact, _data: state.record.update(accepted=True, rejected=False),
    "lead.rejected": lambda state, _fact, _data: state.record.update(accepted=False, rejected=True),
    "lead.recycled": lambda state, _fact, _data: state.record.update(accepted=None, rejected=False),
    "appointment.booked": appointment_booked, "appointment.rescheduled": appointment_rescheduled,
    "appointment.cancelled": lambda state, fact, _data: state.record.update(cancelled=True, cancelledAt=Instant(fact.occurred_at)),
    "appointment.evidenced": appointment_evidenced, "deal.opened": deal_opened, "deal.won": deal_won, "deal.lost": deal_lost,
    "deal.stage_changed": lambda state, _fact, data: state.copy_deal(data),
    "deal.reopened": lambda state, _fact, _data: state.record.update(won=None, wonAt=None, lost=None, lostAt=None),
    "order.placed": order_placed, "order.refunded": order_refunded,
    "payment.received": lambda state, _fact, data: state.pay(money(data.get("amount")), 1),
    "payment.reversed": lambda state, _fact, data: state.pay(money(data.get("amount")), -1),
}


def merged_people(view):
    """Who is the same person as whom, on the whole view: the last merge or unmerge of each person decides."""
    into: dict = {}
    for fact in view:
        if fact.kind == "person.unmerged":
            into.pop(fact.subject, None)
        elif fact.kind == "person.merged" and isinstance(fact.data.get("into"), str):
            into[fact.subject] = fact.data["into"]
    return {person: end_of_chain(person, into) for person in into}


def end_of_chain(person, into):
    seen, at = [], person
    while at in into:
        seen.append(at)
        at = into[at]
        if at in seen:
            return min(seen[seen.index(at):])  # a circle is one person; the smallest id stands for it
    return at


class History:
    """The snapshot of one subject while the facts of a view are taken in."""

    NOBODY = Subject()

    def __init__(self, rule, subject, view):
        self.rule, self.subject, self.states, self.founding_order = rule, subject, {}, []
        self.same = merged_people(view)

    def take(self, fact):
        key = self.same.get(fact.subject, fact.subject)
        state = self.states.get(key)
        if state is None:
            state = self.states[key] = Subject()
        before = state.founded
        state.take(fact)
        if state.founded and not before:
            self.founding_order.append(key)

    def founded(self, name):
        state = self.states.get(name)
        return state if state is not None and state.founded else None

    def snapshot(self):
        own, kind = self.states.get(self.subject, History.NOBODY), self.rule.subject
        deal = own if kind == "deal" else self.founded(own.deal)
        if kind == "lead":
            lead = own
        else:
            named = deal.leads if deal is not None else []
            lead = self.founded(own.lead or next((one for one in self.founding_order if one in named), None))
        customer = own.customer or ""
        person_id = lead.person if lead is not None and lead.person else customer if customer.startswith("person:") else None
        person_id = self.same.get(person_id, person_id)
        person = None if person_id is None else self.states.get(person_id, History.NOBODY)
        company_id = (customer if customer.startswith("company:") else None) or (deal and deal.company) or (lead and lead.company) or (
            person and person.company)
        company = self.states.get(self.same.get(company_id, company_id)) if company_id else None
        values = {
            "answers": lead and lead.answers, "answered": lead and lead.answered, "grades": lead and lead.grades,
            "lead": lead and lead.record, "deal": deal and deal.record, "person": person and person.record,
            "company": company and company.record, "touches": person and person.touches[-NEWEST_TOUCHES:],
            "engagement": person and person.engagement, kind: own.record,
        }
        listed = {"appointments": lambda state: state.lead == self.subject, "deals": lambda state: self.subject in state.leads,
                  "orders": lambda state: state.deal == self.subject}
        for name in self.rule.mentions & set(listed):
            values[name] = [self.states[one].record for one in self.founding_order if one != self.subject and listed[name](self.states[one])]
        return values


def result_instant(rule, subject, view):
    """RS 3: since when the definition says yes on a view, or None; a person's decision in force comes before the rule's."""
    decided = learned_last(fact for fact in view if rule.overridable and fact.kind == "determination.overridden"
                           and fact.subject == subject and fact.data.get("definition") == rule.name)
    if decided is None:
        return first_yes(rule, subject, view)
    if decided.data.get("answer") != "yes":
        return None
    at = first_yes(rule, subject, view)
    return decided.occurred_at if at is None else at


def first_yes(rule, subject, view):
    """The first instant at which the facts of a view made the rule say yes, or None."""
    facts = only_last_founding([fact for fact in view if fact.kind in rule.kinds])
    history = History(rule, subject, facts)
    for index, fact in enumerate(facts):
        history.take(fact)
        if index + 1 < len(facts) and facts[index + 1].occurred_at == fact.occurred_at:
            continue
        if history.founded(subject) is not None and rule.is_yes(history.snapshot()):
            return fact.occurred_at
    return None


def only_last_founding(facts):
    """If several founding facts of one kind are in force for one subject, the one learned last counts, alone."""
    once: dict = {}
    for fact in facts:
        if fact.kind in ONCE_KINDS:
            once.setdefault((fact.kind, fact.subject), []).append(fact)
    dropped = {id(fact) for doubles in once.values() if len(doubles) > 1 for fact in doubles if fact is not learned_last(doubles)}
    return [fact for fact in facts if id(fact) not in dropped] if dropped else facts


# ------------------------------------------------------------------------------------------------- the contract (RS 2)

Period = namedtuple("Period", "key start end quarter")
Component = namedtuple("Component", "key clause rule")


class Contract:
    """An agreement in force with everything that settling needs: periods, locks, terms in minor units, compiled rules."""

    def __init__(self, file):
        agreement = file["agreement"]
        self.subject = "agreement:" + agreement["id"]
        self.agreement = agreement
        bound = bound_definitions(agreement, file["definitions"])
        effective_from = signed_from(file, self.subject)
        self.components = [self.component(clause, bound) for clause in agreement["components"]]
        self.currency = agreement["currency"]
        self.minimum_payout = minor_of(agreement["settlement"]["minimumPayout"], self.currency)
        self.rounding = agreement["settlement"].get("rounding", "half_up")
        self.review_ms = agreement["review"]["days"] * DAY_MS
        self.periods, self.term_count = stated_periods(file)
        self.short_months = short_months(agreement["term"])
        self.effective_from = max(instant(effective_from), self.periods[0].start)
        self.locks, lock = [], -FOREVER
        for period in self.periods:
            lock = max(lock, period.end + agreement["settlement"]["lookBackDays"] * DAY_MS)
            self.locks.append(lock)

    def component(self, clause, bound):
        definition = bound.get(clause["result"])
        if definition is None:
            raise Mismatch("agreement", "agreement", "", "definition.unknown")
        try:
            for amount in amounts_of(clause):
                minor_of(amount, self.agreement["currency"])
            rule = Rule(definition)
            rule.kinds = relevant_kinds(rule)
            return Component(clause["key"], clause, rule)
        except (RuleError, KeyError, ValueError, TypeError):
            raise Mismatch("agreement", "agreement", "", "definition.rule_invalid") from None

    def period_of(self, at):
        """The period an instant lies in; earlier ones belong to the first, later ones to the last term period."""
        for index, period in enumerate(self.periods):
            if at < period.end:
                return min(index, self.term_count - 1)
        return self.term_count - 1


def bound_definitions(agreement, definitions):
    """The definitions the agreement binds itself to, by key@version: the signed hash must be that of their content."""
    bound = {}
    for binding in agreement["definitions"]:
        name = f"{binding['key']}@{binding['version']}"
        found = next((one for one in definitions if one["key"] == binding["key"] and one["version"] == binding["version"]), None)
        digest = "" if found is None else content_hash_of(found)
        if found is None or digest != binding.get("hash"):
            raise Mismatch("definition", name, binding.get("hash", ""), digest)
        bound[name] = found
    return bound


def signed_from(file, subject):
    """In force from the proposal's date, never before the last signature; every party signed the hash of this document."""
    agreement = file["agreement"]
    digest, cut = content_hash_of(agreement), instant(file["statement"]["cut"])
    about = [Fact(raw) for raw in file["facts"] if raw["subject"] == subject]
    spans = effective_spans(about)
    known = [fact for fact in about if in_force(spans[fact.id], cut) and fact.data.get("hash") == digest]
    signed = [fact for fact in known if fact.kind == "agreement.signed"]
    if {agreement["parties"][side]["key"] for side in ("payer", "payee")} - {fact.data.get("party") for fact in signed}:
        raise Mismatch("agreement", "signatures", digest, "")
    starts = [fact.data["effectiveFrom"] for fact in known if fact.kind == "agreement.proposed"]
    return max(starts + [fact.raw["occurredAt"] for fact in signed])


def amounts_of(clause):
    price, caps = clause["price"], clause.get("caps", {})
    yield from [price["amount"]] if price["model"] == "per_unit" else [tier["amount"] for tier in price.get("tiers", [])]
    if "amount" in caps:
        yield caps["amount"]["limit"]


NO_MINOR_UNIT = set("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split())
THREE_DIGITS = set("BHD IQD JOD KWD LYD OMR TND".split())


def minor_of(amount, currency):
    """An amount such as 150.00 in minor units of its currency."""
    digits = 0 if currency in NO_MINOR_UNIT else 3 if currency in THREE_DIGITS else 2
    whole_part, _, fraction = str(amount).partition(".")
    if fraction[digits:].strip("0"):
        raise ValueError("more digits than the currency has")
    return int(whole_part + fraction[:digits].ljust(digits, "0"))


def next_month(day):
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def calendar_periods(agreement):
    """The months of the term, first and last may be short, and the run-out months; with their days, by the agreement's calendar."""
    day, end = date.fromisoformat(agreement["term"]["from"]), date.fromisoformat(agreement["term"]["to"]) + timedelta(days=1)
    periods = []
    while day < end:
        after = min(next_month(day), end)
        periods.append((day, day, after))
        day = next_month(day)
    term_count = len(periods)
    day = end
    for _ in range(agreement["settlement"]["runOutMonths"]):
        after = next_month(day) if day.day == 1 else next_month(next_month(day))
        periods.append((after - timedelta(days=1), day, after))
        day = after
    return [(f"{named:%Y-%m}" if named.year > 999 else f"{named.year:04d}-{named.month:02d}", named, start, stop)
            for named, start, stop in periods], term_count


def short_months(term):
    """The days inside the term, of all days, of its first and last month where it cuts them short; by month."""
    short = {}
    for month in (term["from"][:7], term["to"][:7]):
        of = (next_month(date.fromisoformat(month + "-01")) - timedelta(days=1)).day
        first = int(term["from"][8:]) if term["from"].startswith(month) else 1
        last = int(term["to"][8:]) if term["to"].startswith(month) else of
        if last - first + 1 < of:
            short[month] = (last - first + 1, of)
    return short


def day_bounds(day, zone_name):
    """Between which instants the start of a day may lie: by this machine's time zones if it knows the zone, else anywhere on earth."""
    midnight = (day.toordinal() - 719_163) * DAY_MS
    try:
        from zoneinfo import ZoneInfo

        at = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone_name)).astimezone(timezone.utc)
        midnight = (at.date().toordinal() - 719_163) * DAY_MS + (at.hour * 60 + at.minute) * 60_000 + at.second * 1000
        return midnight - 3 * HOUR_MS, midnight + 3 * HOUR_MS
    except Exception:  # no such zone on this machine
        return midnight - 15 * HOUR_MS, midnight + 13 * HOUR_MS


def stated_periods(file):
    """The file's period instants count, because time-zone data differs between machines; they must fit the calendar."""
    agreement, stated = file["agreement"], file["periods"]
    own, term_count = calendar_periods(agreement)
    periods = [Period(one["key"], instant(one["from"]), instant(one["until"]), one["quarterKey"]) for one in stated]
    for index, (key, named, first, after) in enumerate(own):
        period = periods[index] if index < len(periods) else None
        quarter = f"{key[:4]}-Q{(named.month + 2) // 3}"
        fits = period is not None and (period.key, period.quarter) == (key, quarter)
        for at, day in ((period.start, first), (period.end, after)) if fits else ():
            earliest, latest = day_bounds(day, agreement["timeZone"])
            fits = fits and earliest <= at <= latest
        if not fits or (index > 0 and periods[index - 1].end != period.start):
            raise Mismatch("period", key, key, "" if period is None else period.key)
    if len(periods) != len(own) or file["termPeriodCount"] != term_count:
        raise Mismatch("period", "periods", str(len(own)), str(len(periods)))
    if file["statement"]["through"] >= len(periods):
        raise Mismatch("period", "statement.through", str(len(periods) - 1), str(file["statement"]["through"]))
    return periods, term_count


# --------------------------------------------------------------------------------------- claims follow from facts (RS 3)

Result = namedtuple("Result", "at in_window dedup_key net")
Decision = namedtuple("Decision", "kind by fact_id recorded_at spans with_lead")
DECISIONS = {"claim.accepted": "accepted", "claim.rejected": "rejected", "lead.rejected": "rejected", "claim.contested": "contested"}
DIRECT = {None, "direct", "(direct)", "direct_traffic"}


class Claim:
    """What every view sees of one claim: results by the instant they became known, and the decisions on it."""

    def __init__(self, component, subject, states, decisions):
        self.component, self.subject, self.states, self.decisions = component, subject, states, decisions

    def result_at(self, view):
        """The result a view sees and when its review began: a later correction does not restart it."""
        last = len(self.states) - 1
        while last >= 0 and self.states[last][0] > view:
            last -= 1
        if last < 0 or self.states[last][1] is None:
            return None, None
        first = last
        while first > 0 and self.states[first - 1][1] is not None and self.states[first - 1][1].in_window:
            first -= 1
        return self.states[last][1], self.states[first][0]

    def standing_at(self, contract, review_from, view):
        """RS 4: open, disputed, counted or rejected."""
        deadline = review_from + contract.review_ms
        known = [one for one in self.decisions if in_force(one.spans, view) and (one.kind != "rejected" or one.recorded_at <= deadline)]
        decided = [one for one in known if one.kind in ("counted", "rejected_by_decision")]
        if decided:
            last = max(decided, key=lambda one: (one.recorded_at, one.fact_id))
            return "counted" if last.kind == "counted" else "rejected"
        accepted_at = min((one.recorded_at for one in known if one.kind == "accepted"), default=FOREVER)
        rejected = any(one.kind == "rejected" and not (one.with_lead and accepted_at < one.recorded_at) for one in known)
        if any(one.kind == "contested" and (one.by == "payer" or rejected) for one in known):
            return "disputed"
        if rejected:
            return "rejected"
        accepted = contract.agreement["review"]["countsWhen"] == "proven" or any(one.kind == "accepted" for one in known)
        return "counted" if accepted else "open"


def claims_of(contract, subject, facts):
    """The claims a subject has, from all facts of its scope."""
    components = [one for one in contract.components if one.rule.subject == subject.partition(":")[0]]
    spans = effective_spans(facts)
    changes = sorted({at for fact in facts for span in spans[fact.id] for at in span if at != FOREVER}) if components else []
    ordered = in_view_order(facts)
    views = [(known_at, [fact for fact in ordered if in_force(spans[fact.id], known_at)]) for known_at in changes]
    for component in components:
        states, last = [], None
        for known_at, view in views:
            result = result_on(contract, component, subject, view)
            if result != last:
                states.append((known_at, result))
                last = result
        if states:
            yield Claim(component.key, subject, states, list(decisions_on(contract, component, subject, facts, spans)))


def result_on(contract, component, subject, view):
    """The claim on one view: none unless the definition says yes and the partner is credited."""
    at = result_instant(component.rule, subject, view)
    if at is None:
        return None
    leads, same = leads_of(view, subject), merged_people(view)
    if not is_partners(contract.agreement["attribution"], view, leads, same):
        return None
    net = None
    if subject.startswith("order:"):
        order = fact_about(view, subject, "order.placed")
        paid = money(order.data.get("net")) if order is not None else None
        net = paid[0] if paid is not None and paid[1] == contract.currency else None
    if component.clause["price"]["model"] == "percentage" and net is None:
        return None
    in_window = is_in_window(contract, component.clause["measurement"], view, leads, subject, at)
    return Result(at, in_window, dedup_key_of(component.clause.get("dedup"), view, leads, same, subject), net)


def deal_of(view, subject):
    if subject.startswith("deal:"):
        return subject
    order = fact_about(view, subject, "order.placed")
    return text_or_none(order.data.get("deal")) if order is not None else None


def leads_of(view, subject):
    """An order goes back to its deal, a deal and an appointment to its leads; a lead is its own."""
    if subject.startswith("lead:"):
        return [subject]
    deal = deal_of(view, subject)
    if deal is not None:
        for kind in ("deal.won", "deal.opened"):
            fact = fact_about(view, deal, kind)
            named = fact.data.get("leads") if fact is not None else None
            if named:
                return [lead for lead in named if isinstance(lead, str)]
        return []
    booked = fact_about(view, subject, "appointment.booked")
    lead = text_or_none(booked.data.get("lead")) if booked is not None else None
    return [] if lead is None else [lead]


def is_partners(attribution, view, leads, same):
    """Whether the frozen rule gives the journey to one of the partner's touches; merged people are one person."""
    journey = []
    look_back = attribution["lookBackDays"] * DAY_MS
    for lead in leads:
        captured = fact_about(view, lead, "lead.captured")
        if captured is not None:
            person = text_or_none(captured.data.get("person"))
            journey += [fact for fact in view if fact.kind == "touch.recorded" and person is not None
                        and same.get(fact.subject, fact.subject) == same.get(person, person)
                        and captured.occurred_at - look_back <= fact.occurred_at <= captured.occurred_at]
            journey.append(captured)
    journey.sort(key=lambda fact: fact.occurred_at)
    if not journey:
        return False
    credited = journey[0 if attribution["rule"] == "first" else -1]
    if attribution["rule"] == "last_non_direct":
        credited = next((one for one in reversed(journey) if text_or_none(one.data.get("source")) not in DIRECT), credited)
    return all(credited.data.get(field) in values for field, values in attribution["partnerTouches"].items())


def is_in_window(contract, measurement, view, leads, subject, at):
    """At most so many days of 24 h after the anchor, inclusive; the anchor lies before the end of the term."""
    if measurement["after"] == "deal_won":
        deal = deal_of(view, subject)
        anchors = [fact_about(view, deal, "deal.won")] if deal is not None else []
    else:
        anchors = [fact_about(view, lead, "lead.captured") for lead in leads]
    instants = [fact.occurred_at for fact in anchors if fact is not None]
    if not instants or min(instants) >= contract.periods[contract.term_count - 1].end or at < contract.effective_from:
        return False
    anchor = min(instants)
    return at <= anchor + measurement["days"] * DAY_MS and not (measurement["after"] == "deal_won" and at < anchor)


def dedup_key_of(dedup, view, leads, same, subject):
    by = dedup and dedup["by"]
    if by is None or by == "order":
        return subject if by == "order" else None
    if by == "deal":
        return deal_of(view, subject)
    if by == "lead" or not leads:
        return leads[0] if leads else None
    captured = fact_about(view, leads[0], "lead.captured")
    named = text_or_none(captured.data.get("person" if by == "contact" else "company")) if captured is not None else None
    return same.get(named, named)


def decisions_on(contract, component, subject, facts, spans):
    for fact in facts:
        kind = DECISIONS.get(fact.kind)
        if fact.kind == "claim.decided":
            kind = "counted" if fact.data.get("outcome") == "counted" else "rejected_by_decision"
        named = fact.data.get("component", component.key)
        concerns = fact.kind == "lead.rejected" or (fact.data.get("agreement") == contract.subject and named == component.key)
        if kind is not None and fact.subject == subject and concerns:
            yield Decision(kind, fact.data.get("by"), fact.id, fact.recorded_at, spans[fact.id], fact.kind == "lead.rejected")


def claims_from(file, contract):
    """All claims of the file, recomputed; the file must list exactly those that its facts give."""
    fact_at = {raw["seq"]: Fact(raw) for raw in file["facts"]}
    places_of: dict = {}
    for claim in file["claims"]:
        if places_of.setdefault(claim["subject"], claim["facts"]) != claim["facts"]:
            raise Mismatch("claim", claim["subject"], str(len(places_of[claim["subject"]])), str(len(claim["facts"])))
    claims = []
    for subject, places in places_of.items():
        facts = [fact_at[place] for place in places if place in fact_at]
        if len(facts) != len(places):
            raise Mismatch("claim", subject, str(len(places)), str(len(facts)))
        claims.extend(claims_of(contract, subject, facts))
    follow = {f"{claim.component}/{claim.subject}" for claim in claims}
    stated = [f"{claim['component']}/{claim['subject']}" for claim in file["claims"]]
    invented = next((name for name in stated if name not in follow), None)
    if invented is not None or len(stated) != len(follow):
        raise Mismatch("claim", invented or "claims", str(len(follow)), str(len(stated)))
    return claims


# --------------------------------------------------------------------------------------------- lines of the periods (RS 5-6)

FIGURES = ("amountMinor", "underReviewMinor", "heldMinor", "payableMinor")


class Line:
    """One line of a period: a stable key, four figures with amount = under review + held + payable, and why."""

    def __init__(self, period, component, subject, occurrence, figures, arithmetic, change=None):
        self.period, self.component, self.subject, self.occurrence = period, component, subject, occurrence
        self.figures, self.arithmetic, self.change = figures, arithmetic, change

    @property
    def key(self):
        return f"{self.component}/{self.subject}/{self.occurrence}"

    @property
    def place(self):
        return self.period, self.component, self.subject, self.occurrence

    def changed(self, figures, change):
        return Line(*self.place, figures, self.arithmetic, change)


def divide_rounded(numerator, denominator, mode):
    """Half away from zero, or half to the even neighbour."""
    quotient, rest = divmod(abs(numerator), denominator)
    if 2 * rest > denominator or (2 * rest == denominator and (mode == "half_up" or quotient % 2 == 1)):
        quotient += 1
    return -quotient if numerator < 0 else quotient


def window_key(period, window):
    return "term" if window == "term" else period.key if window == "month" else period.quarter


class ComponentBook:
    """One component's periods in order: who is placed, which keys and tier positions are taken, how far the caps are used."""

    def __init__(self, contract, component, claims):
        self.contract, self.clause, self.key = contract, component.clause, component.key
        self.claims = {claim.subject: claim for claim in claims if claim.component == component.key}
        self.placed, self.open_minor = {}, {}
        self.keys, self.ranked, self.used_count, self.used_minor = {}, {}, {}, {}
        caps = component.clause.get("caps", {})
        self.cap_count, self.cap_amount = caps.get("count"), caps.get("amount")

    def settle_period(self, index, view):
        """The lines of one period on its view; then decisions on claims that earlier periods left open."""
        own = [self.numbered_line(index, *candidate) for candidate in self.candidates(index, view)]
        own_subjects = {line.subject for line in own}
        decided = [self.decided_line(index, subject, view) for subject in self.open_minor if subject not in own_subjects]
        return own + [line for line in decided if line is not None]

    def candidates(self, index, view):
        """RS 5: claims that hold rank, are not placed yet and keep the dedup distance, in rank order (result instant, subject)."""
        found = []
        for subject, claim in self.claims.items():
            if subject in self.placed:
                continue
            result, review_from = claim.result_at(view)
            if result is None or not result.in_window or self.contract.period_of(result.at) > index:
                continue
            standing = claim.standing_at(self.contract, review_from, view)
            if standing != "rejected":
                found.append((result.at, subject, result, standing))
        found.sort(key=lambda one: one[:2])
        return [(subject, result, standing) for _, subject, result, standing in found if self.takes_key(result)]

    def takes_key(self, result):
        dedup = self.clause.get("dedup")
        if dedup is None or result.dedup_key is None:
            return True
        taken = self.keys.setdefault(result.dedup_key, [])
        if any(dedup["days"] == "forever" or abs(other - result.at) <= dedup["days"] * DAY_MS for other in taken):
            return False
        taken.append(result.at)
        return True

    def numbered_line(self, index, subject, result, standing):
        price, step = self.priced(self.contract.periods[index], result)
        amount, capped = self.under_caps(index, price, result)
        counted = standing == "counted"
        waiting = [] if counted else [{"step": "disputed" if standing == "disputed" else "under_review"}]
        self.placed[subject] = index
        if not counted and amount != 0:
            self.open_minor[subject] = amount
        figures = (amount, 0, 0, amount) if counted else (amount, amount, 0, 0)
        return Line(index, self.key, subject, "1", figures, [step, *capped, *waiting])

    def priced(self, period, result):
        """RS 6: every claim that holds rank takes a position in its window, whatever its price model."""
        price, currency = self.clause["price"], self.contract.currency
        window = window_key(period, price.get("window", "term"))
        position = self.ranked[window] = self.ranked.get(window, 0) + 1
        if price["model"] == "per_unit":
            amount = minor_of(price["amount"], currency)
            return amount, {"step": "unit", "amountMinor": str(amount)}
        if price["model"] == "percentage":
            net, rate = result.net or 0, price["rateBasisPoints"]
            amount = divide_rounded(net * rate, 10_000, self.contract.rounding)
            return amount, {"step": "percentage", "netMinor": str(net), "rateBasisPoints": str(rate), "amountMinor": str(amount)}
        tiers = price["tiers"]
        reached = next((place for place, tier in enumerate(tiers) if position <= tier.get("upTo", position)), len(tiers) - 1)
        tier = tiers[reached]
        amount = minor_of(tier["amount"], currency)
        up_to = {"upTo": tier["upTo"]} if "upTo" in tier else {}
        return amount, {"step": "tier", "position": position, "tier": reached + 1, **up_to, "amountMinor": str(amount), "window": window}

    def under_caps(self, index, price, result):
        """The count cap goes before the amount cap, which pays the boundary line in part; what lies above is outside terms."""
        contract, period = self.contract, self.contract.periods[index]
        days, of = (1, 1) if result.at >= contract.periods[contract.term_count - 1].end else contract.short_months.get(period.key, (1, 1))
        if self.cap_count is not None:
            window, limit = window_key(period, self.cap_count["window"]), self.cap_count["limit"]
            if self.cap_count["window"] == "month":
                limit = limit * days // of
            used = self.used_count.get(window, 0)
            if used >= limit:
                return 0, [{"step": "capped_count", "limit": limit, "window": window}]
            self.used_count[window] = used + 1
        if self.cap_amount is None:
            return price, []
        window, limit = window_key(period, self.cap_amount["window"]), minor_of(self.cap_amount["limit"], contract.currency)
        if self.cap_amount["window"] == "month":
            limit = divide_rounded(limit * days, of, contract.rounding)
        used = self.used_minor.get(window, 0)
        amount = min(price, max(limit - used, 0))
        self.used_minor[window] = used + amount
        figures = {"limitMinor": str(limit), "usedMinor": str(used), "amountMinor": str(amount)}
        return amount, [] if amount == price else [{"step": "capped_amount", **figures, "window": window}]

    def decided_line(self, index, subject, view):
        """A claim still open when its period locked: its decision is a line of its own, once, in the first period that knows it."""
        claim, under = self.claims[subject], self.open_minor[subject]
        if under == 0:
            return None
        result, review_from = claim.result_at(view)
        gone = result is None or not result.in_window
        standing = "rejected" if gone else claim.standing_at(self.contract, review_from, view)
        if standing in ("open", "disputed"):
            return None
        self.open_minor[subject] = 0
        figures = (-under, -under, 0, 0) if standing == "rejected" else (0, -under, 0, under)
        return Line(index, self.key, subject, "decided", figures, [{"step": "decided", "outcome": standing}])


def settle(contract, claims, through, cut):
    """The lines of the periods up to `through`, each on its own view min(cut, lock)."""
    lines = []
    for component in contract.components:
        book = ComponentBook(contract, component, claims)
        for index in range(through + 1):
            lines.extend(book.settle_period(index, min(cut, contract.locks[index])))
    return lines


# ------------------------------------------------------------------------- a statement is a difference (RS 7), and its totals


def minus(a, b):
    return tuple(x - y for x, y in zip(a, b))


def line_from_wire(wire):
    figures = tuple(int(wire[name]) for name in FIGURES)
    return Line(wire["period"], wire["component"], wire["subject"], wire["occurrence"], figures, wire["arithmetic"], wire["change"])


def statement_lines(now, stated):
    """What the periods say now minus everything stated before, per period and line key."""
    before: dict = {}
    for line in stated:
        earlier = before.get(line.place)
        if line.change == "reversal":
            before.pop(line.place, None)
        else:
            figures = line.figures if earlier is None else tuple(x + y for x, y in zip(earlier.figures, line.figures))
            before[line.place] = line.changed(figures, None)
    lines = []
    for line in now:
        earlier = before.pop(line.place, None)
        if earlier is None:
            lines.append(line.changed(line.figures, "new"))
        elif line.figures != earlier.figures:
            lines.append(line.changed(minus(line.figures, earlier.figures), "adjustment"))
    lines.extend(line.changed(minus((0, 0, 0, 0), line.figures), "reversal") for line in before.values())
    return sorted(lines, key=lambda line: line.place)


def check_lines(expected, found):
    """Names the first line and figure that differ."""
    for index in range(max(len(expected), len(found))):
        number = index + 1
        own = expected[index] if index < len(expected) else None
        theirs = line_from_wire(found[index]) if index < len(found) else None
        if own is None or theirs is None or own.key != theirs.key:
            raise Mismatch("line", "key", own.key if own else "", theirs.key if theirs else "", number)
        wanted = {**dict(zip(FIGURES, map(str, own.figures))), "change": own.change, "period": own.period}
        for name, value in wanted.items():
            if found[index][name] != value:
                raise Mismatch("line", f"{own.key} {name}", str(value), str(found[index][name]), number)
        if canonical(own.arithmetic) != canonical(theirs.arithmetic):
            raise Mismatch("line", f"{own.key} arithmetic", canonical(own.arithmetic), canonical(theirs.arithmetic), number)


def totals_of(opening, total, contract, is_last):
    """opening + total = payable + closing; nothing is paid below the minimum payout, which the last statement waives."""
    balance = opening + total
    payable = balance if balance > 0 and (is_last or balance >= contract.minimum_payout) else 0
    figures = {"openingMinor": opening, "totalMinor": total, "payableMinor": payable, "closingMinor": balance - payable}
    return {name: str(value) for name, value in figures.items()}


def statement_hash(agreement_id, statement, totals):
    return content_hash_of({"agreement": agreement_id, "through": statement["through"], "cut": statement["cut"], "totals": totals,
                            "lines": statement["lines"]})


def check_totals(prefix, expected, found):
    for name, value in expected.items():
        if found[name] != value:
            raise Mismatch("totals", prefix + name, value, found[name])


def check_earlier(file):
    """RS 7: earlier statements are taken as stated, but each must say what its hash says and continue the balance of the one before."""
    opening = 0
    for index, statement in enumerate(file["earlier"]):
        stated = {name: int(value) for name, value in statement["totals"].items()}
        total = sum(int(line["payableMinor"]) for line in statement["lines"])
        expected = {"openingMinor": opening, "totalMinor": total, "payableMinor": stated["payableMinor"],
                    "closingMinor": opening + total - stated["payableMinor"]}
        check_totals(f"earlier.{index}.", {name: str(value) for name, value in expected.items()}, statement["totals"])
        digest = statement_hash(file["agreement"]["id"], statement, statement["totals"])
        if digest != statement["hash"]:
            raise Mismatch("hash", f"earlier.{index}.hash", digest, statement["hash"])
        opening = stated["closingMinor"]
    return opening


def check_statement(file, contract, claims):
    """Lines, totals and hash of the statement."""
    statement = file["statement"]
    opening = check_earlier(file)
    cut, through = instant(statement["cut"]), statement["through"]
    stated = [line_from_wire(line) for earlier in file["earlier"] for line in earlier["lines"]]
    expected = statement_lines(settle(contract, claims, through, cut), stated)
    check_lines(expected, statement["lines"])
    is_last = through == len(contract.periods) - 1 and cut >= contract.locks[through]
    totals = totals_of(opening, sum(line.figures[3] for line in expected), contract, is_last)
    check_totals("", totals, statement["totals"])
    digest = statement_hash(file["agreement"]["id"], statement, totals)
    if digest != statement["hash"]:
        raise Mismatch("hash", "statement.hash", digest, statement["hash"])


# ---------------------------------------------------------------------------------------------------------- the whole file


def canonical_file(file, fact_texts, leave_out=()):
    """The canonical text of the file, from the texts of its facts, which were needed for the leaves already."""
    members = [(key, "[" + ",".join(fact_texts) + "]" if key == "facts" else canonical(file[key])) for key in sorted(file)]
    return "{" + ",".join(quote(key) + ":" + value for key, value in members if key not in leave_out) + "}"


def summary_of(file):
    agreement, statement, seal = file["agreement"], file["statement"], file["proof"]["seal"]
    through = file["periods"][statement["through"]]["key"] if statement["through"] < len(file["periods"]) else ""
    return {"agreement": agreement["id"], "title": agreement["title"], "number": statement["number"], "through": through,
            "cut": statement["cut"], "currency": agreement["currency"], "totals": statement["totals"], "sealedSize": seal["size"],
            "root": seal["root"]}


def recompute(file, fact_texts, seal):
    """PF 6: facts against the seal, the contract from its document, claims from facts, lines and totals from claims."""
    root = file["proof"]["seal"]["root"]
    if seal is not None and seal != root:
        raise Mismatch("seal", "proof.seal.root", seal, root)
    check_facts_against_seal(file, fact_texts)
    try:
        contract = Contract(file)
        check_statement(file, contract, claims_from(file, contract))
    except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError):
        # Facts of the log were checked when they were recorded; these were not.
        raise Mismatch("facts", "facts", "values of their kinds", "") from None


def verify(source, seal=None):
    """The report on a proof file, given as bytes; the same as that of the product."""
    report = {"ok": False, "checked": {"facts": 0, "claims": 0, "lines": 0}}
    try:
        try:
            text_of_file = source.decode("utf-8")
            file = parse_json(text_of_file)
        except (ValueError, RecursionError) as problem:
            raise Mismatch("form", "JSON", FORMAT, str(problem)[:200]) from None
        problem = PROOF_FILE(file, "")
        if problem is not None:
            raise Mismatch("form", *problem, "")
        report["checked"] = {"facts": len(file["facts"]), "claims": len(file["claims"]), "lines": len(file["statement"]["lines"])}
        report["statement"] = summary_of(file)
        fact_texts = [canonical(fact) for fact in file["facts"]]
        recompute(file, fact_texts, seal)
        if canonical_file(file, fact_texts) != text_of_file:
            raise Mismatch("form", "canonical JSON", "RFC 8785", "")
        digest = sha256_hex(canonical_file(file, fact_texts, ("digest",)))
        if digest != file["digest"]:
            raise Mismatch("digest", "digest", digest, file["digest"])
        report["ok"] = True
    except Mismatch as mismatch:
        report["mismatch"] = mismatch.as_json()
    return report


def sentence(name, report):
    """The report in words."""
    lines = []
    if "statement" in report:
        said, checked = report["statement"], report["checked"]
        lines.append(f"{name}: {said['title']['en']}, statement {said['number']} through {said['through']}, as known at {said['cut']}")
        lines.append(f"  payable {said['totals']['payableMinor']} minor units {said['currency']}; "
                     f"{checked['facts']} facts, {checked['claims']} claims, {checked['lines']} lines; seal {said['root']}")
    if report["ok"]:
        return "\n".join(lines + ["  OK: everything follows from the facts"])
    found = report["mismatch"]
    line = f" {found['line']}" if "line" in found else ""
    lines.append(f"  DIFFERS in {found['part']}{line}: {found['where']}: expected {found['expected']!r}, found {found['found']!r}")
    return "\n".join(lines if "statement" in report else [name, *lines])


def main(arguments):
    files, seal, as_json, rest = [], None, False, list(arguments)
    while rest:
        argument = rest.pop(0)
        if argument == "--json":
            as_json = True
        elif argument == "--seal" and rest:
            seal = rest.pop(0)
        elif argument == "--files-from" and rest:
            with open(rest.pop(0), encoding="utf-8") as listed:
                files.extend(listed.read().splitlines())
        elif argument.startswith("--"):
            files = []
            break
        else:
            files.append(argument)
    if not files or (seal is not None and not re.fullmatch("[0-9a-f]{64}", seal)):
        print(__doc__, file=sys.stderr)
        return 2
    sys.setrecursionlimit(10_000)
    worst = 0
    for name in files:
        try:
            with open(name, "rb") as opened:
                source = opened.read()
        except OSError as problem:
            print(f"{name}: {problem.strerror}", file=sys.stderr)
            worst = 2
            continue
        report = verify(source, seal)
        print(json.dumps({"file": name, **report}, ensure_ascii=False) if as_json else sentence(name, report))
        worst = worst if report["ok"] else max(worst, 1)
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
