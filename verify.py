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

FORMAT = "belegbar-proof-file/2"
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
    "volume": record(model=text, tiers=listing(TIER, 1, 50)),
    "package": record(model=text, size=whole(1, 1_000_000), amount=decimal_text, window=window_name),
    "percentage": record(model=text, of=one_of("net_revenue"), rateBasisPoints=whole(1, 10_000)),
    "fixed": record(model=text, amount=decimal_text),
}


def price_shape(value, path):
    model = value.get("model") if isinstance(value, dict) else None
    return PRICES[model](value, path) if model in PRICES else (path + ".model", "a price model: " + ", ".join(PRICES))


share = whole(1, 10_000)
ABOVE = optional(one_of("drop", "carry"))
TAX = record(treatment=one_of("standard", "reduced", "zero", "reverse_charge", "small_business"), rateBasisPoints=whole(0, 10_000))
COMPONENT = record(
    key=name_text, title=bilingual, result=pattern("a definition and its version", r"[a-z][a-z0-9-]{0,59}@\d{1,7}"), price=price_shape,
    measurement=record(after=one_of("lead_captured", "deal_won", "term_begun"), days=days),
    dedup=optional(record(by=one_of("lead", "contact", "company", "deal", "order"), days=either(one_of("forever"), days))),
    caps=optional(record(count=optional(record(limit=whole(0, 1_000_000_000), window=window_name, above=ABOVE)),
                         amount=optional(record(limit=decimal_text, window=window_name, above=ABOVE)))),
    floor=optional(record(amount=decimal_text, window=window_name)),
    holdBack=optional(record(shareBasisPoints=share, releaseAfterDays=days, forfeitOnEnd=optional(flag),
                             condition=optional(record(when=one_of("paid", "retained"), otherwise=one_of("release", "forfeit"))))),
    clawBack=optional(record(days=days, events=listing(one_of("refund", "chargeback", "deal_reopened", "churn"), 1, 4),
                             takes=one_of("proportional", "full"))),
    milestone=optional(record(phase=whole(1, 100), evidence=bilingual, acceptance=bilingual, dueWithinDays=optional(days),
                              late=optional(record(perDayBasisPoints=share, atMostBasisPoints=share)))),
    tax=optional(TAX))
MATCHES = optional(listing(words(200), 1, 200))
CONSEQUENCE = either(record(kind=one_of("silence_counts", "deadline_moves", "may_pause")),
                     record(kind=one_of("may_exit"), afterBreaches=whole(1, 1000)),
                     record(kind=one_of("no_charge"), source=pattern("a source such as source:ga4", r"source:[0-9a-zA-Z._-]{1,80}")))
OBLIGATIONS = listing(record(key=name_text, text=bilingual, consequence=optional(CONSEQUENCE)), 1, 50)
RATE = record(currency=pattern("a currency", r"[A-Z]{3}"), rate=pattern("a rate such as 0.9215", r"\d{1,9}(\.\d{1,9})?"), on=day_text,
              source=words(4000))
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
                  reasons=listing(record(key=name_text, label=bilingual, criterion=optional(words(60, 0))), 1, 50),
                  silence=optional(record(noticeWithinDays=days)), wonAfterAllDays=optional(days)),
    settlement=record(period=one_of("month"), lookBackDays=days, runOutMonths=whole(0, 60), minimumPayout=decimal_text,
                      rounding=optional(one_of("half_up", "half_even"))),
    tax=optional(TAX), rates=optional(listing(RATE, 0, 50)), effectiveFrom=optional(day_text),
    obligations=record(payer=OBLIGATIONS, payee=OBLIGATIONS), exit=record(noticeDays=days, text=bilingual),
    dispute=record(text=bilingual, payer=words(4000), payee=words(4000), arbiter=optional(words(4000))),
    processing=record(article=one_of("26", "28"), document=words(4000), on=day_text))


def ascending_places(value, path):
    fits = isinstance(value, list) and all(type(place) is int and place >= 0 for place in value)
    fits = fits and all(before < after for before, after in zip(value, value[1:]))
    return None if fits else (path, "places in ascending order")


PROOF_FILE = record(
    format=one_of(FORMAT), workspace=text, agreements=listing(AGREEMENT, 1),
    definitions=listing(record(_open=True, key=text, version=whole(), subject=text, rule=text)),
    calendars=listing(record(
        periods=listing(record(**{"key": text, "from": instant_text, "until": instant_text, "quarterKey": text}), 1), termPeriodCount=whole()), 1),
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
    """PF 6: all facts are leaves of the sealed log, each at its place; the last leaf is one of them."""
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
order.refunded subscription.started subscription.changed subscription.ended usage.recorded feedback.given cost.recorded milestone.evidenced
milestone.accepted milestone.refused request.made request.answered request.withdrawn tracking.lost
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


def in_force_at(spans, view):
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
    VARIABLES = LISTS | {"lead", "answers", "answered", "grades", "person", "company", "engagement", "appointment", "deal", "order",
                         "milestone"}
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
    "milestone.evidenced": "@milestone milestone", "milestone.accepted": "milestone", "milestone.refused": "milestone",
}
CHAINS = {"lead": ["@lead"], "appointment": ["@appointment", "@lead"], "deal": ["@deal", "@lead"], "order": ["@order", "@deal", "@lead"],
          "milestone": ["@milestone"]}
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


def milestone_evidenced(state, fact, _data):
    state.founded = True
    state.record.update(id=fact.subject, evidenced=True)
    state.set_default("evidencedAt", Instant(fact.occurred_at))


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
    "order.placed": order_placed, "order.refunded": order_refunded, "milestone.evidenced": milestone_evidenced,
    "milestone.accepted": lambda state, _fact, _data: state.record.update(accepted=True, refused=False),
    "milestone.refused": lambda state, _fact, _data: state.record.update(accepted=False, refused=True),
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


class Version:
    """One signed version of the agreement: its clauses and compiled rules, its calendar, from when it holds, since when it is known."""

    def __init__(self, agreement, bound, compiled, effective_from, known_at):
        self.agreement, self.effective_from, self.known_at = agreement, effective_from, known_at
        self.currency, self.rounding = agreement["currency"], agreement["settlement"].get("rounding", "half_up")
        self.clauses: dict = {}
        self.rules = {}
        for clause in agreement["components"]:
            rule = rule_of(clause["result"], bound, compiled)
            if self.clauses.setdefault(clause["key"], clause) is clause:
                self.rules[clause["key"]] = rule
        self.minimum_payout = self.minor(agreement["settlement"]["minimumPayout"])
        for clause in agreement["components"]:
            for amount in amounts_of(clause):
                self.minor(amount)
        self.rates = {rate["currency"]: rate_of(rate, self.currency) for rate in reversed(agreement.get("rates", []))}
        self.calendar, self.term_count = calendar_periods(agreement)
        self.short = short_months(agreement["term"])
        self.periods: list = []  # as the file states them

    def minor(self, amount):
        return minor_of(amount, self.currency)

    def period_of(self, at):
        """The period an instant lies in, run-out periods included; before the first the first, after the last the last."""
        return next((index for index, period in enumerate(self.periods) if at < period.end), len(self.periods) - 1)

    def term_period_of(self, at):
        """The period of a result: after the term the last of the term."""
        return min(self.period_of(at), self.term_count - 1)

    @property
    def term_end(self):
        return self.periods[self.term_count - 1].end

    def settled_minor(self, value):
        """Money of a fact in minor units of the agreement's currency, at the pinned rate if it is in another; else None."""
        known = money(value)
        if known is None or known[1] == self.currency:
            return known and known[0]
        rate = self.rates.get(known[1])
        return None if rate is None else divide_rounded(known[0] * rate[0], rate[1], "half_up")


class Contract:
    """All versions of an agreement as of the cut, ascending; the first also holds for everything before it."""

    def __init__(self, file):
        self.subject = "agreement:" + file["agreements"][0]["id"]
        check_definitions(file)
        cut = instant(file["statement"]["cut"])
        sources = charged_sources(file["agreements"])
        told = [fact for fact in map(Fact, file["facts"]) if fact.recorded_at <= cut]
        # What corrects or retracts a fact may stand under another subject.
        self.spans = effective_spans(told)
        self.facts = [fact for fact in told if fact.subject == self.subject or fact.subject in sources]
        in_force = in_view_order(fact for fact in self.facts if in_force_at(self.spans[fact.id], cut))
        check_signatures(file["agreements"], in_force)
        try:
            self.versions = versions_in_force(file, in_force)
        except (ValueError, TypeError, KeyError):
            raise Mismatch("agreement", "agreements", "", "agreement.document_invalid") from None
        check_calendars(file, self.versions)
        latest = -FOREVER
        for version in self.versions:
            latest = version.effective_from = max(version.effective_from, version.periods[0].start, latest)
        self.newest = self.versions[-1]
        self.effective_from = self.versions[0].effective_from
        self.locks, lock = [], -FOREVER
        for period in self.newest.periods:
            look_back = version_at(self.versions, period.start).agreement["settlement"]["lookBackDays"]
            lock = max(lock, period.end + look_back * DAY_MS)
            self.locks.append(lock)

    def known(self, view):
        """The versions that a view knows; the first is always known."""
        return [version for index, version in enumerate(self.versions) if index == 0 or version.known_at <= view]

    def component_keys(self):
        return list(dict.fromkeys(key for version in self.versions for key in version.clauses))

    def milestone(self, key):
        return f"milestone:{self.newest.agreement['id']}.{key}"

    def changes(self):
        """The views from which on another version is known, or another suspension."""
        suspending = [fact for fact in self.facts if fact.kind in SUSPENDING or fact.kind in SUSPENDING.values()]
        instants = {at for fact in suspending for span in self.spans[fact.id] for at in span if at != FOREVER}
        return instants | {version.known_at for version in self.versions[1:]}

    def is_suspended(self, at, view):
        """Whether an instant lies in a pause, or while the tracking of a charged source was lost, as a view knows it."""
        known = [fact for fact in self.facts if in_force_at(self.spans[fact.id], view)]
        for begin in known:
            ends = SUSPENDING.get(begin.kind)
            if ends is not None and begin.occurred_at <= at:
                until = [fact.occurred_at for fact in known
                         if fact.kind == ends and fact.subject == begin.subject and fact.occurred_at >= begin.occurred_at]
                if at < min(until, default=FOREVER):
                    return True
        return False


SUSPENDING = {"agreement.paused": "agreement.resumed", "tracking.lost": "tracking.restored"}


def version_at(versions, at):
    """The version in force at an instant."""
    return next((version for version in reversed(versions[1:]) if version.effective_from <= at), versions[0])


def clause_at(versions, key, at):
    return version_at(versions, at).clauses.get(key)


def check_definitions(file):
    """The signed hash of every bound definition must be that of its content."""
    for agreement in file["agreements"]:
        for binding in agreement["definitions"]:
            name = f"{binding['key']}@{binding['version']}"
            found = next((one for one in file["definitions"] if (one["key"], one["version"]) == (binding["key"], binding["version"])), None)
            digest = "" if found is None else content_hash_of(found)
            if digest != binding.get("hash"):
                raise Mismatch("definition", name, binding.get("hash", ""), digest)


def charged_sources(agreements):
    """The sources whose lost tracking takes leads out of the terms."""
    named = [one.get("consequence", {}) for agreement in agreements for one in agreement["obligations"]["payee"]]
    return {consequence["source"] for consequence in named if consequence.get("kind") == "no_charge"}


def signing_of(agreement, digest, in_force):
    """(effective from, known since) of a version: the proposal's date, never before the last signature; None until both have signed."""
    about = [fact for fact in in_force if fact.data.get("hash") == digest]
    signed = [fact for fact in about if fact.kind == "agreement.signed"]
    if {agreement["parties"][side]["key"] for side in ("payer", "payee")} - {fact.data.get("party") for fact in signed}:
        return None
    starts = [fact.data["effectiveFrom"] for fact in about if fact.kind == "agreement.proposed"]
    return instant(max(starts + [fact.raw["occurredAt"] for fact in signed])), max(fact.recorded_at for fact in signed)


def check_signatures(agreements, in_force):
    """Both sides signed every version of the file, they follow one another, and no version that both signed is missing."""
    hashes = [content_hash_of(agreement) for agreement in agreements]
    before = None
    for agreement, digest in zip(agreements, hashes):
        follows = before is None or (before["id"] == agreement["id"] and before.get("version", FOREVER) < agreement.get("version", -FOREVER))
        if not follows or signing_of(agreement, digest, in_force) is None:
            raise Mismatch("agreement", "signatures", digest, "")
        before = agreement
    for fact in in_force:
        digest = fact.data.get("hash")
        if fact.kind == "agreement.signed" and digest not in hashes and signing_of(agreements[0], digest, in_force) is not None:
            raise Mismatch("agreement", "agreements", digest, "")


def versions_in_force(file, in_force):
    """The signed versions, and last what an early end left of the newest."""
    agreements = file["agreements"]
    signed_hashes = {binding.get("hash") for agreement in agreements for binding in agreement["definitions"]}
    bound = {}
    for one in file["definitions"]:
        if content_hash_of(one) in signed_hashes:
            bound.setdefault(f"{one['key']}@{one['version']}", one)
    compiled: dict = {}
    signed = [(agreement, *signing_of(agreement, content_hash_of(agreement), in_force)) for agreement in agreements]
    end = learned_last(fact for fact in in_force if fact.kind == "agreement.ended")
    newest = agreements[-1]
    if end is not None and newest["term"]["from"] <= end.data["lastOn"] < newest["term"]["to"]:
        signed.append(({**newest, "term": {**newest["term"], "to": end.data["lastOn"]}}, end.recorded_at, end.recorded_at))
    return [Version(agreement, bound, compiled, effective_from, known_at) for agreement, effective_from, known_at in signed]


def rule_of(result, bound, compiled):
    if result not in compiled:
        if result not in bound:
            raise Mismatch("agreement", "agreements", "", "definition.unknown")
        try:
            compiled[result] = Rule(bound[result])
            compiled[result].kinds = relevant_kinds(compiled[result])
        except (RuleError, KeyError, ValueError, TypeError):
            raise Mismatch("agreement", "agreements", "", "definition.rule_invalid") from None
    return compiled[result]


def amounts_of(clause):
    price = clause["price"]
    yield from [price["amount"]] if "amount" in price else [tier["amount"] for tier in price.get("tiers", [])]
    for limit in (clause.get("caps", {}).get("amount", {}).get("limit"), clause.get("floor", {}).get("amount")):
        if limit is not None:
            yield limit


NO_MINOR_UNIT = set("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split())
THREE_DIGITS = set("BHD IQD JOD KWD LYD OMR TND".split())


def digits_of(currency):
    return 0 if currency in NO_MINOR_UNIT else 3 if currency in THREE_DIGITS else 2


def minor_of(amount, currency):
    """An amount such as 150.00 in minor units of its currency."""
    digits = digits_of(currency)
    whole_part, _, fraction = str(amount).partition(".")
    if fraction[digits:].strip("0"):
        raise ValueError("more digits than the currency has")
    return int(whole_part + fraction[:digits].ljust(digits, "0"))


def rate_of(rate, currency):
    """A pinned rate as a fraction between minor units: (numerator, denominator)."""
    whole_part, _, decimals = rate["rate"].partition(".")
    shift = digits_of(currency) - digits_of(rate["currency"]) - len(decimals)
    digits = int(whole_part + decimals)
    return (digits * 10**shift, 1) if shift > 0 else (digits, 10**-shift)


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


def check_calendars(file, versions):
    """The file's period instants count, because time-zone data differs between machines; they must fit each version's calendar."""
    calendars = file["calendars"]
    for index, version in enumerate(versions):
        stated = calendars[index] if index < len(calendars) else None
        wanted = len(version.calendar)
        if stated is None or len(stated["periods"]) != wanted or stated["termPeriodCount"] != version.term_count:
            raise Mismatch("period", f"calendars.{index}", str(wanted), "" if stated is None else str(len(stated["periods"])))
        version.periods = [Period(one["key"], instant(one["from"]), instant(one["until"]), one["quarterKey"]) for one in stated["periods"]]
        for place, (key, named, first, after) in enumerate(version.calendar):
            period = version.periods[place]
            fits = (period.key, period.quarter) == (key, f"{key[:4]}-Q{(named.month + 2) // 3}")
            for at, day in ((period.start, first), (period.end, after)) if fits else ():
                earliest, latest = day_bounds(day, version.agreement["timeZone"])
                fits = fits and earliest <= at <= latest
            if not fits or (place > 0 and version.periods[place - 1].end != period.start):
                raise Mismatch("period", key, key, period.key)
    if len(calendars) != len(versions):
        raise Mismatch("period", "calendars", str(len(versions)), str(len(calendars)))
    if file["statement"]["through"] >= len(versions[-1].periods):
        raise Mismatch("period", "statement.through", str(len(versions[-1].periods) - 1), str(file["statement"]["through"]))


# --------------------------------------------------------------------------------------- claims follow from facts (RS 3)

Result = namedtuple("Result", "at in_window dedup_key net late_days reopened_at", defaults=(0, None))
Decision = namedtuple("Decision", "kind by fact_id recorded_at spans with_lead")
Mark = namedtuple("Mark", "occurred_at recorded_at spans")
Condition = namedtuple("Condition", "key is_met mark")
Refund = namedtuple("Refund", "root net share mark")
WHOLE = 10_000
DECISIONS = {"claim.accepted": "accepted", "claim.rejected": "rejected", "lead.rejected": "rejected", "milestone.accepted": "accepted",
             "milestone.refused": "rejected", "claim.contested": "contested"}
FOUNDING = {"lead.captured", "appointment.booked", "deal.opened", "deal.won", "order.placed", "milestone.evidenced"}
DIRECT = {None, "direct", "(direct)", "direct_traffic"}


class Claim:
    """What every view sees of one claim: results by the instant they became known, decisions, and what happened since."""

    def __init__(self, component, subject, states, marks):
        self.component, self.subject, self.states = component, subject, states
        self.decisions, self.refunds, self.notices, self.endings, self.conditions = marks

    def result_at(self, view):
        """The result a view sees and when its review began: a later correction does not restart it, a win after a rejection does."""
        last = len(self.states) - 1
        while last >= 0 and self.states[last][0] > view:
            last -= 1
        if last < 0 or self.states[last][1] is None:
            return None, None
        result = self.states[last][1]
        if result.reopened_at is not None:
            return result, result.reopened_at
        first = last
        while first > 0 and self.states[first - 1][1] is not None and self.states[first - 1][1].in_window:
            first -= 1
        return result, self.states[first][0]

    def standing_at(self, result, review_from, view, versions):
        """RS 4: open, disputed, counted or rejected, by the review of the version in force at the result."""
        review = version_at(versions, result.at).agreement["review"]
        deadline = review_from + review["days"] * DAY_MS
        since = -FOREVER if result.reopened_at is None else result.reopened_at
        known = [one for one in self.decisions if one.recorded_at > since and in_force_at(one.spans, view)
                 and (one.kind != "rejected" or one.recorded_at <= deadline)]
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
        if review["countsWhen"] == "proven" or accepted_at < FOREVER:
            return "counted"
        return "counted" if self.counts_by_silence(review, review_from, deadline, view) else "open"

    def counts_by_silence(self, review, review_from, deadline, view):
        """Silence counts strictly after the review, and only if a notice of it was delivered at its start."""
        if "silence" not in review or view <= deadline:
            return False
        latest = review_from + review["silence"]["noticeWithinDays"] * DAY_MS
        return any(review_from <= notice.recorded_at <= latest and in_force_at(notice.spans, view) for notice in self.notices)


View = namedtuple("View", "at facts")


def claims_of(contract, subject, facts):
    """The claims a subject has, from all facts of its scope."""
    kind = subject.partition(":")[0]
    keys = [key for key in contract.component_keys() if any(may_be_about(contract, version, key, kind, subject) for version in contract.versions)]
    if not keys:
        return
    spans = effective_spans(facts)
    changes = {at for fact in facts for span in spans[fact.id] for at in span if at != FOREVER} | contract.changes()
    ordered = in_view_order(facts)
    views = [View(at, [fact for fact in ordered if in_force_at(spans[fact.id], at)]) for at in sorted(changes)]
    for key in keys:
        states = states_of((view.at, result_on(contract, key, kind, subject, view)) for view in views)
        if any(result is not None for _, result in states):
            claim = Claim(key, subject, states, marks_on(contract, key, subject, facts, spans))
            claim.states = reopened_states(contract, claim, views, facts)
            claim.states = evidenced_again(contract, claim, views)
            yield claim


def states_of(seen):
    """(known at, result) wherever the result differs from the one before."""
    states, last = [], None
    for known_at, result in seen:
        if result != last:
            states.append((known_at, result))
            last = result
    return states


def may_be_about(contract, version, key, kind, subject):
    """A milestone is one component's; everything else may be a result of any component with a definition about its type."""
    clause = version.clauses.get(key)
    if clause is None or version.rules[key].subject != kind:
        return False
    return "milestone" not in clause or subject == contract.milestone(key)


def result_on(contract, key, kind, subject, view):
    """The claim on one view: none unless the definition says yes and the partner is credited."""
    created = next((fact.occurred_at for fact in view.facts if fact.subject == subject and fact.kind in FOUNDING), -FOREVER)
    version = version_at(contract.known(view.at), created)
    if not may_be_about(contract, version, key, kind, subject):
        return None
    clause, rule = version.clauses[key], version.rules[key]
    at = result_instant(rule, subject, view.facts)
    if at is None:
        return None
    leads, same = leads_of(view.facts, subject), merged_people(view.facts)
    is_milestone = "milestone" in clause
    if not is_milestone and not is_partners(version.agreement["attribution"], view.facts, leads, same):
        return None
    net = None
    if subject.startswith("order:"):
        order = fact_about(view.facts, subject, "order.placed")
        net = order and version_at(contract.known(view.at), at).settled_minor(order.data.get("net"))
    if clause["price"]["model"] == "percentage" and net is None:
        return None
    anchor = anchor_of(contract, clause, view.facts, leads, subject)
    in_window = is_in_window(contract, key, clause["measurement"]["after"], clause["measurement"]["days"], anchor, at, view)
    late_days = late_days_of(version, clause, view.facts, subject, at) if is_milestone else 0
    return Result(at, in_window, dedup_key_of(clause.get("dedup"), view.facts, leads, same, subject), net, late_days)


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


def anchor_of(contract, clause, view, leads, subject):
    """Where the measurement window begins."""
    after = clause["measurement"]["after"]
    if after == "term_begun":
        return contract.newest.periods[0].start
    if after == "deal_won":
        deal = deal_of(view, subject)
        facts = [fact_about(view, deal, "deal.won")] if deal is not None else []
    else:
        facts = [fact_about(view, lead, "lead.captured") for lead in leads]
    return min((fact.occurred_at for fact in facts if fact is not None), default=None)


def is_in_window(contract, key, after, days_after, anchor, at, view):
    """At most so many days of 24 h after the anchor, inclusive; the anchor lies before the end of the term and in no suspension."""
    versions = contract.known(view.at)
    if anchor is None or anchor >= versions[-1].term_end or at < contract.effective_from:
        return False
    if after == "deal_won" and at < anchor:
        return False
    if after != "term_begun" and contract.is_suspended(anchor, view.at):
        return False
    return clause_at(versions, key, at) is not None and at <= anchor + days_after * DAY_MS


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


def late_days_of(version, clause, view, subject, at):
    """Started days from a milestone's deadline to its evidence, less the time it waited for overdue answers of the payer."""
    due_within = clause["milestone"].get("dueWithinDays")
    if due_within is None:
        return 0
    obligations = version.agreement["obligations"]["payer"]
    moves = any(one.get("consequence", {}).get("kind") == "deadline_moves" for one in obligations)
    late = at - (version.periods[0].start + due_within * DAY_MS + (waited_for(view, subject, at) if moves else 0))
    return max(0, -(-late // DAY_MS))


def waited_for(view, milestone, until):
    """Time before `until` in which at least one request to the payer was overdue; overlapping ones count once."""
    gone = {fact.subject for fact in view if fact.kind == "request.withdrawn"}
    overdue = []
    for made in view:
        asks = made.kind == "request.made" and made.data.get("milestone") == milestone and made.data.get("to") == "payer"
        if asks and made.subject not in gone:
            answers = [fact.occurred_at for fact in view if fact.kind == "request.answered" and fact.subject == made.subject]
            overdue.append((instant(made.data["dueAt"]), min([until, *answers])))
    waited, reached = 0, -FOREVER
    for start, end in sorted(overdue):
        if end > max(start, reached):
            waited += end - max(start, reached)
            reached = end
    return waited


def marks_on(contract, key, subject, facts, spans):
    """What people decided on a claim, and what happened to its result since."""

    def mark(fact):
        return Mark(fact.occurred_at, fact.recorded_at, spans[fact.id])

    own = [fact for fact in facts if fact.subject == subject and (
        fact.kind == "lead.rejected" or (fact.data.get("agreement") == contract.subject and fact.data.get("component", key) == key))]
    conditions = [Condition(fact.data.get("condition"), fact.kind == "holdback.condition_met", mark(fact))
                  for fact in own if fact.kind in ("holdback.condition_met", "holdback.condition_failed")]
    decisions = [Decision(decision_of(fact), fact.data.get("by"), fact.id, fact.recorded_at, spans[fact.id], fact.kind == "lead.rejected")
                 for fact in own if decision_of(fact) is not None]
    notices = [mark(fact) for fact in own if fact.kind == "notice.delivered"]
    endings = [mark(fact) for fact in facts if fact.kind == "subscription.ended"]
    return decisions, list(refunds_on(contract, key, subject, facts, spans)), notices, endings, conditions


def decision_of(fact):
    """A dispute is settled by the arbiter, or by a side against itself; what a side decides for itself is only its view."""
    if fact.kind != "claim.decided":
        return DECISIONS.get(fact.kind)
    if fact.data.get("outcome") == "counted":
        return None if fact.data.get("by") == "payee" else "counted"
    return None if fact.data.get("by") == "payer" else "rejected_by_decision"


def refunds_on(contract, key, subject, facts, spans):
    """What takes pay back, in the order of what happened."""
    clawing = [version for version in contract.versions if "clawBack" in version.clauses.get(key, {})]
    if not clawing:
        return
    events = {event for version in clawing for event in version.clauses[key]["clawBack"]["events"]}
    for fact in in_view_order(facts):
        event = event_of(fact, subject)
        if event in events:
            for span, order in orders_in_force(subject, facts, spans, spans[fact.id]):
                net = refunded_net(clawing[-1], clawing[-1].clauses[key]["clawBack"], event, subject, fact, order)
                known = Mark(fact.occurred_at, fact.recorded_at, [span])
                yield Refund(root_of(fact, facts), net, WHOLE if net is None else None, known)


def orders_in_force(subject, facts, spans, whole_spans):
    """Spans of views, cut where another order of the subject comes into force, each with the one that counts."""
    orders = [fact for fact in facts if fact.kind == "order.placed" and fact.subject == subject]
    cuts = {at for fact in orders for span in spans[fact.id] for at in span}
    for start, end in whole_spans:
        bounds = [start, *sorted(at for at in cuts if start < at < end), end]
        for at, until in zip(bounds, bounds[1:]):
            yield (at, until), learned_last(fact for fact in orders if in_force_at(spans[fact.id], at))


def event_of(fact, subject):
    if fact.kind == "subscription.ended":
        return "churn"
    named = {"order.refunded": "refund", "payment.reversed": "chargeback", "deal.reopened": "deal_reopened", "deal.lost": "deal_reopened"}
    return named.get(fact.kind) if fact.subject == subject else None


def refunded_net(version, claw_back, event, subject, fact, order):
    """The refunded net of an order, of a reversed payment, which is gross, the part that was net; None if all is taken back."""
    if claw_back["takes"] == "full" or not subject.startswith("order:"):
        return None
    if event == "refund":
        return version.settled_minor(fact.data.get("net"))
    gross = version.settled_minor(fact.data.get("amount"))
    net = order and version.settled_minor(order.data.get("net"))
    if event != "chargeback" or order is None or gross is None or net is None:
        return None
    whole_amount = net + (version.settled_minor(order.data.get("vat")) or 0)
    return None if whole_amount <= 0 else divide_rounded(gross * net, whole_amount, "half_up")


def root_of(fact, facts):
    """The first version of a fact that was corrected names its line for good."""
    by_id = {one.id: one for one in facts}
    while fact.raw.get("supersedes") in by_id:
        fact = by_id[fact.raw["supersedes"]]
    return fact.id


def reopened_states(contract, claim, views, facts):
    """A rejected lead that is won later: from the view that learns of the win, the result is the win, and its review begins anew."""
    if not claim.subject.startswith("lead:") or not any(one.kind in ("rejected", "rejected_by_decision") for one in claim.decisions):
        return claim.states
    seen = ((view, claim.result_at(view.at)[0]) for view in views)
    return states_of((view.at, result and (reopened_result(contract, claim, view, result, facts) or result)) for view, result in seen)


def reopened_result(contract, claim, view, result, facts):
    won = win_of(view.facts, claim.subject)
    if won is None:
        return None
    learnt_at = learnt_of_win(won, claim.subject, facts)
    before, review_from = claim.result_at(learnt_at - 1)
    if before is None or not before.in_window or won.occurred_at <= before.at:
        return None
    versions = contract.known(view.at)
    if claim.standing_at(before, review_from, learnt_at - 1, versions) != "rejected":
        return None
    version = version_at(versions, won.occurred_at)
    clause = version.clauses.get(claim.component)
    if clause is None:
        return None
    reach = version.agreement["review"].get("wonAfterAllDays", clause["measurement"]["days"])
    anchor = anchor_of(contract, clause, view.facts, [claim.subject], claim.subject)
    if reach == 0 or not is_in_window(contract, claim.component, clause["measurement"]["after"], reach, anchor, won.occurred_at, view):
        return None
    return result._replace(at=won.occurred_at, in_window=True, reopened_at=learnt_at)


def evidenced_again(contract, claim, views):
    """Evidence of a milestone that is shown after a rejection begins a new review: the milestone is reached when it was shown."""
    if not claim.subject.startswith("milestone:") or not any(one.kind in ("rejected", "rejected_by_decision") for one in claim.decisions):
        return claim.states
    return states_of((view.at, newest_review(contract, claim, view)) for view in views)


def newest_review(contract, claim, view):
    """The result with its last review: each evidence that met a rejected claim, in the order in which it was learnt, began another."""
    result, review_from = claim.result_at(view.at)
    if result is None:
        return None
    versions = contract.known(view.at)
    version = version_at(versions, result.at)
    clause = version.clauses.get(claim.component)
    if clause is None:
        return result
    anchor = anchor_of(contract, clause, view.facts, [], claim.subject)
    evidence = [fact for fact in view.facts if fact.kind == "milestone.evidenced" and fact.subject == claim.subject]
    for fact in sorted(evidence, key=lambda fact: fact.recorded_at):
        before = fact.recorded_at - 1
        if before < review_from or claim.standing_at(result, review_from, before, versions) != "rejected":
            continue
        measured = clause["measurement"]
        in_window = is_in_window(contract, claim.component, measured["after"], measured["days"], anchor, fact.occurred_at, view)
        late = late_days_of(version, clause, view.facts, claim.subject, fact.occurred_at)
        result, review_from = Result(fact.occurred_at, in_window, None, None, late, fact.recorded_at), fact.recorded_at
    return result


def learnt_of_win(won, lead, facts):
    """A later correction does not restart the review: it runs from the first version of the win that named the same lead."""
    by_id = {one.id: one for one in facts}
    names_lead = isinstance(won.data.get("leads"), list)
    while (before := by_id.get(won.raw.get("supersedes"))) is not None and before.kind == "deal.won":
        leads = before.data.get("leads")
        if names_lead and not (isinstance(leads, list) and lead in leads):
            break
        won = before
    return won.recorded_at


def win_of(view, lead):
    """The first win of a deal that goes back to the lead."""
    named = {fact.subject for fact in view if isinstance(fact.data.get("leads"), list) and lead in fact.data["leads"]}
    return next((fact for fact in view if fact.kind == "deal.won" and fact.subject in named), None)


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


# --------------------------------------------------------------------------------------------- lines of the periods (RS 5-7)

FIGURES = ("amountMinor", "underReviewMinor", "heldMinor", "payableMinor")
NUMBERED = re.compile(r"\d+", re.ASCII)


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

    @property
    def is_shown(self):
        return any(self.figures) or NUMBERED.fullmatch(self.occurrence) is not None


def divide_rounded(numerator, denominator, mode):
    """Half away from zero, or half to the even neighbour."""
    quotient, rest = divmod(abs(numerator), denominator)
    if 2 * rest > denominator or (2 * rest == denominator and (mode == "half_up" or quotient % 2 == 1)):
        quotient += 1
    return -quotient if numerator < 0 else quotient


def allocate(total, weights):
    """Splits a total by weights: largest remainder first, ties in their order, nothing for a weight of zero."""
    whole_sum = sum(weights)
    if total == 0 or whole_sum == 0:
        return [0] * len(weights)
    shares = [total * weight // whole_sum for weight in weights]
    order = sorted((index for index, weight in enumerate(weights) if weight), key=lambda index: -(total * weights[index] % whole_sum))
    for index in order[:total - sum(shares)]:
        shares[index] += 1
    return shares


def window_key(period, window):
    return "term" if window == "term" else period.key if window == "month" else period.quarter


def price_window(price):
    """Where the positions of a price count anew."""
    return "month" if price["model"] == "volume" else price.get("window", "term")


class Account:
    """What was settled for one claim so far: the sum of its lines, and what is outstanding of them."""

    def __init__(self):
        self.occurrences = 0
        self.begin(-1)

    def begin(self, period):
        self.placed_in = self.last_line_in = period
        self.amount = self.held_share = self.under = self.held = self.payable = self.taken = self.taken_from_held = 0
        self.reversed = self.released = self.forfeited = False
        self.refunds: list = []

    def held_under_review(self):
        """The part to be held of what is still under review; a part that counted before an objection is held already."""
        return max(0, min(self.held_share - self.taken_from_held - self.held, self.under))

    def decide(self, amount):
        """A rejection reverses the claim, unless a part of it had counted before the objection: that part stays, and only it can follow."""
        if amount != 0 and self.held == 0 and self.payable == 0:
            self.reversed = True
        elif amount != 0:
            self.amount += amount
            self.held_share = self.taken_from_held + self.held

    def take(self, line):
        is_numbered = NUMBERED.fullmatch(line.occurrence) is not None
        if is_numbered and (self.reversed or self.placed_in < 0):
            self.begin(line.period)  # what was reversed and won after all begins anew, only its numbers count on
        amount, under, held, payable = line.figures
        self.under += under
        self.held += held
        self.payable += payable
        if is_numbered:
            self.last_line_in, self.occurrences = line.period, int(line.occurrence)
            self.amount += amount
            self.held_share += sum(int(step["heldMinor"]) for step in line.arithmetic if step["step"] == "held")
        elif line.occurrence == "decided":
            self.decide(amount)
        elif line.occurrence == "release":
            self.released = True
        elif line.occurrence == "forfeit":
            self.forfeited = True
        else:
            self.taken -= amount
            self.taken_from_held += sum(int(step["fromHeldMinor"]) for step in line.arithmetic)
            self.refunds.append(line.occurrence[len("refund:"):])


Rest = namedtuple("Rest", "subject from_window minor is_whole")
Part = namedtuple("Part", "subject at standing occurrence amount arithmetic")
Now = namedtuple("Now", "index view versions terms period")


class ComponentBook:
    """One component's periods in order: accounts of placed claims, keys and positions taken, how far caps are used, what waits."""

    def __init__(self, contract, key, claims, cut):
        self.contract, self.key, self.cut = contract, key, cut
        self.claims = {claim.subject: claim for claim in claims if claim.component == key}
        self.accounts: dict = {}
        self.keys, self.ranked, self.used_count, self.used_minor, self.earned = {}, {}, {}, {}, {}
        self.rests: list = []

    def view_of(self, index):
        return min(self.cut, self.contract.locks[index])

    def settle_period(self, index):
        """The lines of one period on its own view of facts and versions: carried rests first, new claims, what follows them, the floor."""
        view = self.view_of(index)
        versions = self.contract.known(view)
        now = Now(index, view, versions, versions[-1], versions[-1].periods[index])
        parts = self.carried_parts(now) + self.placed_parts(now)
        lines = [self.numbered_line(now, part, held) for part, held in zip(parts, self.held_parts(now, parts))]
        for line in lines:
            self.book(line)
        floor = self.running_clause(now, lambda clause: clause.get("floor"))
        if floor is not None:
            window = window_key(now.period, floor[1]["window"])
            self.earned[window] = self.earned.get(window, 0) + sum(line.figures[0] for line in lines)
        for subject in list(self.accounts):
            lines.extend(self.after_lines(now, subject))
        if floor is not None:
            lines.extend(self.floor_lines(now, *floor))
        return [line for line in lines if line.is_shown]

    def book(self, line):
        account = self.accounts.setdefault(line.subject, Account())
        account.take(line)
        if account.reversed:
            self.rests = [rest for rest in self.rests if rest.subject != line.subject]

    def running_clause(self, now, pick, window_of=lambda clause: clause["window"]):
        """(version, clause) that governs a period: a window that has begun keeps its clause, then that of the next one's start applies."""
        running = None
        for place in range(now.index + 1):
            period = now.terms.periods[place]
            if running is not None:
                window = window_of(running[1])
                if window_key(period, window) == window_key(now.terms.periods[place - 1], window):
                    continue
            version = version_at(now.versions, period.start)
            clause = version.clauses.get(self.key)
            found = clause and pick(clause)
            running = None if found is None else (version, found)
        return running

    # ---------------------------------------------------------------- who takes a place (RS 5)

    def candidates(self, now):
        """Claims that hold rank, are not placed yet and keep the dedup distance, in rank order (result instant, subject)."""
        found = []
        for subject, claim in self.claims.items():
            result, review_from = claim.result_at(now.view)
            if result is None or not result.in_window or now.terms.term_period_of(result.at) > now.index:
                continue
            account = self.accounts.get(subject)
            if account is not None and not (account.reversed and result.reopened_at is not None):
                continue
            clause = clause_at(now.versions, self.key, result.at)
            if clause is not None:
                standing = claim.standing_at(result, review_from, now.view, now.versions)
                if standing != "rejected":
                    found.append((result.at, subject, clause, result, standing))
        found.sort(key=lambda one: one[:2])
        return [one[1:] for one in found if self.takes_key(one[2].get("dedup"), one[3])]

    def takes_key(self, dedup, result):
        if dedup is None or result.dedup_key is None:
            return True
        taken = self.keys.setdefault(result.dedup_key, [])
        if any(dedup["days"] == "forever" or abs(other - result.at) <= dedup["days"] * DAY_MS for other in taken):
            return False
        taken.append(result.at)
        return True

    def next_occurrence(self, subject):
        return str(self.accounts[subject].occurrences + 1 if subject in self.accounts else 1)

    def placed_parts(self, now):
        found = self.candidates(now)
        running = self.running_clause(now, tiered_price, price_window)
        parts = []
        for subject, clause, result, standing in found:
            version, price = version_at(now.versions, result.at), clause["price"]
            if tiered_price(clause) is not None and running is not None:
                version, price = running
            amount, step = self.priced(now, version, price, clause, result, len(found))
            is_after_term = result.at >= now.terms.term_end
            amount, capped = self.under_caps(now, Rest(subject, "", amount, True), is_after_term)
            parts.append(Part(subject, result.at, standing, self.next_occurrence(subject), amount, [step, *capped]))
        return parts

    def priced(self, now, version, price, clause, result, count):
        """RS 6: every claim that holds rank takes a position in its window, whatever its price model."""
        window, model, rounding = window_key(now.period, price_window(price)), price["model"], now.terms.rounding
        position = self.ranked[window] = self.ranked.get(window, 0) + 1
        if model == "percentage":
            net, rate = result.net or 0, price["rateBasisPoints"]
            amount = divide_rounded(net * rate, WHOLE, rounding)
            return amount, {"step": "percentage", "netMinor": str(net), "rateBasisPoints": str(rate), "amountMinor": str(amount)}
        if "tiers" in price:
            reached = position if model == "graduated" else count
            place = next(place for place, tier in enumerate(price["tiers"]) if reached <= tier.get("upTo", reached))
            tier = price["tiers"][place]
            amount = version.minor(tier["amount"])
            if model == "volume":
                return amount, {"step": "volume", "reached": count, "tier": place + 1, "amountMinor": str(amount)}
            up_to = {"upTo": tier["upTo"]} if "upTo" in tier else {}
            return amount, {"step": "tier", "position": position, "tier": place + 1, **up_to, "amountMinor": str(amount), "window": window}
        amount = version.minor(price["amount"])
        if model == "package":
            charged = (position - 1) % price["size"] == 0
            amount = amount if charged else 0
            return amount, {"step": "package", "position": position, "size": price["size"], "charged": charged,
                            "amountMinor": str(amount), "window": window}
        if model == "per_unit":
            return amount, {"step": "unit", "amountMinor": str(amount)}
        late, step = clause.get("milestone", {}).get("late"), {"step": "fixed", "amountMinor": str(amount)}
        if late is None or result.late_days == 0:
            return amount, step
        share = min(result.late_days * late["perDayBasisPoints"], late["atMostBasisPoints"])
        reduced = amount - divide_rounded(amount * share, WHOLE, rounding)
        return reduced, {**step, "lateDays": result.late_days, "deductedBasisPoints": str(share), "reducedMinor": str(reduced)}

    # ---------------------------------------------------------------- caps, what they carry, floors

    def cap(self, now, name):
        return self.running_clause(now, lambda clause: clause.get("caps", {}).get(name))

    def under_caps(self, now, rest, is_after_term=False):
        """The count cap goes before the amount cap, which pays the boundary line in part; what a carrying cap cuts off waits."""
        count, amount_cap = self.cap(now, "count"), self.cap(now, "amount")
        if count is not None and rest.is_whole:
            cap = count[1]
            window, limit = window_key(now.period, cap["window"]), cap["limit"]
            if cap["window"] == "month" and not is_after_term:
                days_in_term, of = now.terms.short.get(window, (1, 1))
                limit = limit * days_in_term // of
            used = self.used_count.get(window, 0)
            if used >= limit:
                self.wait(cap, rest._replace(from_window=window))
                return 0, [{"step": "capped_count", "limit": limit, "window": window}]
            self.used_count[window] = used + 1
        if amount_cap is None:
            return rest.minor, []
        version, cap = amount_cap
        window, limit = window_key(now.period, cap["window"]), limit_in(now, version, cap["window"], cap["limit"], is_after_term)
        used = self.used_minor.get(window, 0)
        amount = min(rest.minor, max(limit - used, 0))
        self.used_minor[window] = used + amount
        if amount == rest.minor:
            return amount, []
        self.wait(cap, Rest(rest.subject, window, rest.minor - amount, rest.is_whole and amount == 0))
        figures = {"limitMinor": str(limit), "usedMinor": str(used), "amountMinor": str(amount)}
        return amount, [{"step": "capped_amount", **figures, "window": window}]

    def wait(self, cap, rest):
        if cap.get("above") == "carry" and rest.minor != 0:
            self.rests.append(rest)

    def carried_parts(self, now):
        """Rests of earlier windows, at the price they had; not of claims rejected or fully refunded; dropped at the end of the term."""
        if not self.rests:
            return []
        caps = [found[1] for found in (self.cap(now, "count"), self.cap(now, "amount")) if found is not None]
        cap = next((one for one in caps if one.get("above") == "carry"), None)
        if cap is None or now.index >= now.terms.term_count:
            self.rests = []
            return []
        window, parts = window_key(now.period, cap["window"]), []
        due = [rest for rest in self.rests if rest.from_window != window]
        self.rests = [rest for rest in self.rests if rest.from_window == window]
        for rest in due:
            claim, account = self.claims[rest.subject], self.accounts[rest.subject]
            if self.is_fully_refunded(now, claim, account):
                continue
            result, review_from = claim.result_at(now.view)
            standing = "open" if result is None else claim.standing_at(result, review_from, now.view, now.versions)
            if standing == "rejected":
                continue
            amount, capped = self.under_caps(now, rest)
            if amount != 0:
                placed, _ = claim.result_at(self.view_of(account.placed_in))
                step = {"step": "carried", "from": rest.from_window, "amountMinor": str(rest.minor)}
                at = 0 if placed is None else placed.at
                parts.append(Part(rest.subject, at, standing, self.next_occurrence(rest.subject), amount, [step, *capped]))
        return parts

    def floor_lines(self, now, version, floor):
        """What a window lacks to its floor, in its last period of the term and once that is over; nothing if it was over before both signed."""
        window, following = window_key(now.period, floor["window"]), now.index + 1
        if following > now.terms.term_count or now.view < now.period.end or now.period.end <= self.contract.effective_from:
            return []
        if following < now.terms.term_count and window_key(now.terms.periods[following], floor["window"]) == window:
            return []
        limit, earned = limit_in(now, version, floor["window"], floor["amount"]), self.earned.get(window, 0)
        if limit <= earned:
            return []
        step = {"step": "floor", "limitMinor": str(limit), "earnedMinor": str(earned), "window": window}
        figures = (limit - earned, 0, 0, limit - earned)
        return [Line(now.index, self.key, f"window:{window}", f"floor:{window}", figures, [step])]

    # ---------------------------------------------------------------- a claim's own line

    def held_parts(self, now, parts):
        """RS 6: the hold-back is a share of the period's lines together, by the version in force at each result."""
        groups: dict = {}
        for index, part in enumerate(parts):
            version = version_at(now.versions, part.at)
            clause = version.clauses.get(self.key, {}).get("holdBack")
            if clause is not None:
                groups.setdefault(id(version), (clause["shareBasisPoints"], []))[1].append(index)
        held: list = [None] * len(parts)
        for share, members in groups.values():
            amounts = [parts[index].amount for index in members]
            total = divide_rounded(sum(amounts) * share, WHOLE, now.terms.rounding)
            for index, minor in zip(members, allocate(total, amounts)):
                held[index] = (share, minor)
        return held

    def numbered_line(self, now, part, held):
        """Payable and held once the claim counts, wholly under review until then."""
        arithmetic, amount = list(part.arithmetic), part.amount
        if held is not None:
            arithmetic.append({"step": "held", "shareBasisPoints": str(held[0]), "heldMinor": str(held[1])})
        if part.standing == "counted":
            kept = 0 if held is None else held[1]
            figures = (amount, 0, kept, amount - kept)
        else:
            arithmetic.append({"step": "disputed" if part.standing == "disputed" else "under_review"})
            figures = (amount, amount, 0, 0)
        return Line(now.index, self.key, part.subject, part.occurrence, figures, arithmetic)

    # ---------------------------------------------------------------- what follows it (RS 7)

    def after_lines(self, now, subject):
        """The decision after the lock, refunds, forfeiture and release, each a line of its own, in this order."""
        claim, account = self.claims.get(subject), self.accounts[subject]
        if claim is None or account.reversed:
            return
        result, _ = claim.result_at(self.view_of(account.placed_in))
        clause = result and clause_at(now.versions, self.key, result.at)
        if clause is None:
            return
        refunds = self.known_refunds(now, clause, claim, result)
        steps = [lambda: self.decided(now, claim, account)]
        for index, refund in enumerate(refunds):
            steps.append(lambda index=index, refund=refund: None if refund.root in account.refunds
                         else self.take_back(now, account, result, refund.root, refunds[:index + 1]))
        if refunds:  # of a carried rest that arrives after the refund
            steps.append(lambda: self.take_back(now, account, result, f"part{account.occurrences}", refunds)
                         if account.occurrences > 1 and account.last_line_in == now.index else None)
        hold_back = clause.get("holdBack")
        if hold_back is not None:
            steps.append(lambda: self.forfeit(now, claim, account, result, hold_back))
            steps.append(lambda: self.release(now, claim, account, result, hold_back))
        for step in steps:
            found = step()
            if found is not None:
                occurrence, (under, held, payable), arithmetic = found
                line = Line(now.index, self.key, subject, occurrence, (under + held + payable, under, held, payable), [arithmetic])
                self.book(line)
                yield line
                if account.reversed:
                    return  # what never was has nothing to take back, to forfeit or to release

    def decided(self, now, claim, account):
        """A claim still open when its period locked: its decision moves it to payable and held, or reverses it."""
        result, review_from = claim.result_at(now.view)
        gone = result is None or not result.in_window
        standing = "rejected" if gone else claim.standing_at(result, review_from, now.view, now.versions)
        under = account.under
        if under == 0 or standing in ("open", "disputed"):
            return None
        if standing == "rejected":
            return "decided", (-under, 0, 0), {"step": "decided", "outcome": "rejected"}
        held = 0 if account.forfeited else account.held_under_review()
        return "decided", (-under, held, under - held), {"step": "decided", "outcome": "counted"}

    def known_refunds(self, now, clause, claim, result):
        """Inside the claw-back window, known to the view, and in a period that has come."""
        if "clawBack" not in clause:
            return []
        latest = result.at + clause["clawBack"]["days"] * DAY_MS
        return [refund for refund in claim.refunds if refund.mark.occurred_at <= latest and is_seen(now, refund.mark)]

    def is_fully_refunded(self, now, claim, account):
        result, _ = claim.result_at(self.view_of(account.placed_in))
        clause = result and clause_at(now.versions, self.key, result.at)
        refunds = self.known_refunds(now, clause, claim, result) if clause is not None else []
        return bool(refunds) and refunded_share(refunds, result) == (1, 1)

    def take_back(self, now, account, result, name, refunds):
        """round(amount x refunded share) less what was taken: from under review while open, from held while outstanding, then from paid."""
        numerator, denominator = refunded_share(refunds, result)

        def part_of(minor):
            return divide_rounded(minor * numerator, denominator, now.terms.rounding)

        # After forfeiture only the paid part is taken back, and only what was taken of that part counts as taken before.
        base = account.amount - account.held_share if account.forfeited else account.amount
        taken = part_of(base) - (account.taken - account.taken_from_held if account.forfeited else account.taken)
        if taken == 0:
            return None
        is_open = account.under > 0
        is_outstanding = not account.forfeited and (is_open or account.held > 0)
        from_held = part_of(account.held_share) - account.taken_from_held if is_outstanding else 0
        latest = refunds[-1]
        said = {"shareBasisPoints": str(latest.share)} if latest.net is None else {"refundedMinor": str(latest.net)}
        moves = taken_from_open(account, taken) if is_open else (0, -from_held, from_held - taken)
        return f"refund:{name}", moves, {"step": "refund", **said, "ofMinor": str(base), "fromHeldMinor": str(from_held)}

    def forfeit(self, now, claim, account, result, hold_back):
        if account.released or account.forfeited or not is_forfeited(now, claim, result, hold_back):
            return None
        under, held = account.held_under_review(), account.held
        return ("forfeit", (-under, -held, 0), {"step": "forfeit"}) if under + held != 0 else None

    def release(self, now, claim, account, result, hold_back):
        if account.held == 0:
            return None
        is_met = any(one.is_met and is_seen(now, one.mark) for one in conditions_of(claim, hold_back))
        if not is_met and not is_due(now, result.at + hold_back["releaseAfterDays"] * DAY_MS):
            return None
        return "release", (0, -account.held, account.held), {"step": "release"}


def taken_from_open(account, taken):
    """What is under review goes first; of a part that counted before an objection, what is held goes before what is paid."""
    if taken <= account.under:
        return -taken, 0, 0
    rest = taken - account.under
    from_held = min(rest, account.held)
    return -account.under, -from_held, from_held - rest


def tiered_price(clause):
    return clause["price"] if clause["price"]["model"] in ("graduated", "volume", "package") else None


def limit_in(now, version, window, amount, is_after_term=False):
    """A month's limit is prorated where the term, as the view knows it, cuts the month short; only the term itself is short."""
    limit = version.minor(amount)
    if window != "month" or is_after_term or now.period.key not in now.terms.short:
        return limit
    days_in_term, of = now.terms.short[now.period.key]
    return divide_rounded(limit * days_in_term, of, now.terms.rounding)


def is_seen(now, mark):
    return in_force_at(mark.spans, now.view) and now.terms.period_of(mark.occurred_at) <= now.index


def is_due(now, at):
    return now.view >= at and now.terms.period_of(at) <= now.index


def conditions_of(claim, hold_back):
    return [one for one in claim.conditions if "condition" in hold_back and one.key == hold_back["condition"]["when"]]


def is_forfeited(now, claim, result, hold_back):
    """The customer left, the condition failed, or the release date passed without the word that the contract waits for."""
    due_at = result.at + hold_back["releaseAfterDays"] * DAY_MS
    if hold_back.get("forfeitOnEnd") and any(mark.occurred_at <= due_at and is_seen(now, mark) for mark in claim.endings):
        return True
    if "condition" not in hold_back:
        return False
    known = [one for one in conditions_of(claim, hold_back) if one.mark.occurred_at <= due_at and is_seen(now, one.mark)]
    if known:
        return not any(one.is_met for one in known)
    return hold_back["condition"]["otherwise"] == "forfeit" and is_due(now, due_at)


def refunded_share(refunds, result):
    """The refunded share as a fraction, from 0 to 1: by the refunded net where it is given, else the whole."""
    whole_net = result.net or 0
    net = sum(refund.net or 0 for refund in refunds)
    points = sum(refund.share or 0 for refund in refunds)
    if net > 0 and whole_net <= 0:
        return 1, 1
    denominator = WHOLE * (whole_net if whole_net > 0 else 1)
    numerator = net * WHOLE + points * (whole_net if whole_net > 0 else 1)
    return (1, 1) if numerator >= denominator else (max(numerator, 0), denominator)


def settle(contract, claims, through, cut):
    """The lines of the periods up to `through`, each on its own view min(cut, lock)."""
    lines = []
    for key in contract.component_keys():
        book = ComponentBook(contract, key, claims, cut)
        for index in range(through + 1):
            lines.extend(book.settle_period(index))
    return lines


# ------------------------------------------------------------------------- a statement is a difference (RS 8), and its totals


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
    payable = balance if balance > 0 and (is_last or balance >= contract.newest.minimum_payout) else 0
    figures = {"openingMinor": opening, "totalMinor": total, "payableMinor": payable, "closingMinor": balance - payable}
    return {name: str(value) for name, value in figures.items()}


def statement_hash(agreement_id, statement, totals):
    return content_hash_of({"agreement": agreement_id, "through": statement["through"], "cut": statement["cut"], "totals": totals,
                            "lines": statement["lines"]})


def check_totals(prefix, expected, found):
    for name, value in expected.items():
        if found[name] != value:
            raise Mismatch("totals", prefix + name, value, found[name])


def check_earlier(file, contract):
    """RS 8: earlier statements are taken as stated, but each must be sealed with its hash and continue the balance of the one before."""
    opening = 0
    closings = {fact["subject"]: fact["data"] for fact in file["facts"] if fact["kind"] == "statement.closed"}
    for index, statement in enumerate(file["earlier"]):
        sealed = closings.get("statement:" + statement["id"], {})
        if sealed.get("hash") != statement["hash"] or sealed.get("agreement") != contract.subject:
            raise Mismatch("hash", f"earlier.{index}.hash", sealed.get("hash", ""), statement["hash"])
        stated = {name: int(value) for name, value in statement["totals"].items()}
        total = sum(int(line["payableMinor"]) for line in statement["lines"])
        expected = {"openingMinor": opening, "totalMinor": total, "payableMinor": stated["payableMinor"],
                    "closingMinor": opening + total - stated["payableMinor"]}
        check_totals(f"earlier.{index}.", {name: str(value) for name, value in expected.items()}, statement["totals"])
        digest = statement_hash(contract.newest.agreement["id"], statement, statement["totals"])
        if digest != statement["hash"]:
            raise Mismatch("hash", f"earlier.{index}.hash", digest, statement["hash"])
        opening = stated["closingMinor"]
    return opening


def check_statement(file, contract, claims):
    """Lines, totals and hash of the statement."""
    statement = file["statement"]
    opening = check_earlier(file, contract)
    cut, through = instant(statement["cut"]), statement["through"]
    stated = [line_from_wire(line) for earlier in file["earlier"] for line in earlier["lines"]]
    expected = statement_lines(settle(contract, claims, through, cut), stated)
    check_lines(expected, statement["lines"])
    is_last = through == len(contract.newest.periods) - 1 and cut >= contract.locks[through]
    totals = totals_of(opening, sum(line.figures[3] for line in expected), contract, is_last)
    check_totals("", totals, statement["totals"])
    digest = statement_hash(contract.newest.agreement["id"], statement, totals)
    if digest != statement["hash"]:
        raise Mismatch("hash", "statement.hash", digest, statement["hash"])


# ---------------------------------------------------------------------------------------------------------- the whole file


def canonical_file(file, fact_texts, leave_out=()):
    """The canonical text of the file, from the texts of its facts, which were needed for the leaves already."""
    members = [(key, "[" + ",".join(fact_texts) + "]" if key == "facts" else canonical(file[key])) for key in sorted(file)]
    return "{" + ",".join(quote(key) + ":" + value for key, value in members if key not in leave_out) + "}"


def summary_of(file):
    agreement, statement, seal = file["agreements"][-1], file["statement"], file["proof"]["seal"]
    periods = file["calendars"][-1]["periods"]
    through = periods[statement["through"]]["key"] if statement["through"] < len(periods) else ""
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
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError, StopIteration):
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
