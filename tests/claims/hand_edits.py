"""Edits of the demo articles, made by hand: a row says what was marked, what an editor did, and whether the mark stays.

Kinds are those of the benchmark (test_anchor_benchmark.py). Within a kind most rows agree; one that does not shows
where the border runs: two list items joined into one are other words, an item moved into another box has another
meaning.
"""

from dataclasses import dataclass

STAYS, GOES = True, False


@dataclass(frozen=True)
class HandEdit:
    """A row of the table."""

    kind: str
    article: str
    marked: str
    changes: tuple[tuple[str, str], ...]  # (what stood there, what stands there now); each stood there once
    stays: bool

    @property
    def name(self) -> str:
        """What the row is called in a report."""
        return f"{self.kind}, {self.article}: {self.marked[:40]}"


LEG_RAISES = (
    "Straight-leg raises on the floor are a good way to strengthen the belly muscles when you have osteoporosis."
)
HEAVY = "do not lift heavy weights"
JUMPING = "do not jump, run or do other high-impact exercise"
YOGA = "Yoga postures should be left out altogether by people with osteoporosis."
SHOES = "Shoes with a thin, firm sole tell your feet more about the floor than soft slippers do."
DOSES = "Very high doses taken once a year have been linked with more falls. A small daily amount is the usual advice."
DAILY = "A small daily amount is the usual advice."
MICROGRAMS = "Many health services suggest 10 micrograms a day for adults in autumn and winter."
ONE_IN_THREE = "About 1 in 3 people over 65 falls in a year."
THINS = "When more is taken away than laid down, the lattice inside thins."
LIGHT = "work your muscles against a band or a light weight twice a week"
ALONE = "do not hurry to the telephone"
RUGS = "fix or lift loose rugs"
FISH = "eat oily fish once a week if you like it"
CURL = "do not curl your back"
FOOT = "Lift one foot a little and count slowly to ten."
SOFT = "Without enough of it, bone is laid down soft."
CLINIC = "A clinic's researchers found in 2012 that women with more muscle had stronger bone"

TABLE = {  # kind: article, what is marked, what stood there and what stands there now, what becomes of the mark
    "negation": [
        ("exercise", "are a good way", [("are a good way", "are not a good way")], GOES),
        ("exercise", HEAVY, [("do not lift heavy", "do lift heavy")], GOES),
        ("vitamin-d", DAILY, [("is the usual advice", "is no longer the usual advice")], GOES),
        ("falls", "Ten minutes on most days is enough", [("is enough to notice", "is hardly enough to notice")], GOES),
    ],
    "number": [
        ("falls", ONE_IN_THREE, [("1 in 3", "1 in 30")], GOES),
        ("falls", "falls in a year", [("over 65", "over 85")], GOES),
        ("vitamin-d", MICROGRAMS, [("10 micrograms", "100 micrograms")], GOES),
        ("exercise", "They are done in three slow steps.", [("in three slow", "in thirty slow")], GOES),
    ],
    "unit": [
        ("vitamin-d", MICROGRAMS, [("10 micrograms", "10 milligrams")], GOES),
        ("falls", "on most days is enough", [("Ten minutes", "Ten hours")], GOES),
        ("exercise", "a band or a light weight", [("twice a week", "twice a day")], GOES),
        ("vitamin-d", "Very high doses", [("once a year", "once a month")], GOES),
    ],
    "population": [
        ("exercise", YOGA, [("altogether by people with osteoporosis", "altogether by people with osteopenia")], GOES),
        ("exercise", "raises on the floor", [("when you have osteoporosis", "when you have osteopenia")], GOES),
        ("vitamin-d", MICROGRAMS, [("for adults", "for children")], GOES),
        ("exercise", "Those women were healthy", [("had not reached", "had reached")], GOES),
    ],
    "safety word": [
        ("exercise", "Rest before the next one", [("while it still feels easy", "when it hurts")], GOES),
        ("exercise", "walk, climb stairs or dance", [("dance gently", "dance wildly")], GOES),
        ("vitamin-d", "tell your pharmacist", [("before you begin a tablet", "after you begin a tablet")], GOES),
        ("exercise", "If your back hurts suddenly", [("call your doctor", "lie down")], GOES),
    ],
    "deletion beside a similar sentence": [
        ("exercise", CURL, [(f"- {CURL}\n", "")], GOES),
        ("exercise", "heavy weights", [(f"- {HEAVY}\n", "")], GOES),
        ("falls", ALONE, [(f"- {ALONE}\n", "")], GOES),
        ("vitamin-d", DAILY, [(f" {DAILY}", ""), ("soft. Most", f"soft. {DAILY[:-1]}, they say. Most")], GOES),
    ],
    "move": [
        ("exercise", YOGA, [(f"{YOGA}\n\n", ""), ("## When to get help", f"{YOGA}\n\n## When to get help")], STAYS),
        ("falls", SHOES, [(f"{SHOES}[^1]\n\n", ""), ("## Most", f"{SHOES}[^1]\n\n## Most")], STAYS),
        ("vitamin-d", DAILY, [(f"{DOSES}\n\n", ""), ("blood test.\n", f"blood test.\n\n{DOSES}\n")], STAYS),
        ("exercise", HEAVY, [(f"- {HEAVY}\n", ""), ("- practise balance", f"- {HEAVY}\n- practise balance")], GOES),
    ],
    "split": [
        ("exercise", THINS, [(" Doctors call the early", "\n\nDoctors call the early")], STAYS),
        ("falls", FOOT, [(" Change feet.", "\n\nChange feet.")], STAYS),
        ("vitamin-d", SOFT, [(" Most of it is made", "\n\nMost of it is made")], STAYS),
        ("exercise", "it breaks more easily after", [("stand, yet it breaks", "stand. Yet it breaks")], GOES),
    ],
    "merge": [
        ("exercise", "Muscle matters too.", [("what you should do.\n\nMuscle", "what you should do. Muscle")], STAYS),
        ("exercise", LEG_RAISES, [("behind the back.\n\nThe floor", "behind the back. The floor")], STAYS),
        ("exercise", "gentle aerobics all count", [("all count.\n\n**Muscle", "all count. **Muscle")], STAYS),
        ("exercise", CURL, [(f"{CURL}\n- do not wring your back", f"{CURL} or wring it")], GOES),
    ],
    "typo outside the quote": [
        ("exercise", THINS, [("Bone is alive.", "Bones are alive.")], STAYS),
        ("falls", FOOT, [("Change feet.", "Now change feet.")], STAYS),
        ("vitamin-d", "In the dark months food alone", [("egg yolk and", "egg yolks and")], STAYS),
        ("vitamin-d", "linked with more falls", [("Very high doses", "Very large doses")], GOES),
    ],
    "typographic quotes": [
        ("exercise", CLINIC, [("A clinic's", "A clinic\N{RIGHT SINGLE QUOTATION MARK}s")], STAYS),
        ("exercise", LEG_RAISES, [("Straight-leg raises", "Straight\N{NON-BREAKING HYPHEN}leg raises")], STAYS),
        ("exercise", "muscles pull against something", [("**Muscle-str", "**Muscle\N{EN DASH}str")], STAYS),
        ("exercise", JUMPING, [("high-impact", "high\N{NON-BREAKING HYPHEN}impact")], STAYS),
    ],
    "white space": [
        ("falls", "Ten minutes on most days", [("minutes on most days is", "minutes on\nmost days   is")], STAYS),
        ("vitamin-d", MICROGRAMS, [("10 micrograms", "10\N{NO-BREAK SPACE}micrograms")], STAYS),
        ("exercise", CURL, [(f"- {CURL}", "-   do not  curl your back  ")], STAYS),
    ],
    "list reordering": [
        ("exercise", HEAVY, [(f"- {HEAVY}\n", ""), (f"- {CURL}\n", f"- {HEAVY}\n- {CURL}\n")], STAYS),
        ("falls", RUGS, [(f"- {RUGS}\n", ""), ("- put a light", f"- {RUGS}\n- put a light")], STAYS),
        ("vitamin-d", FISH, [(f"- {FISH}\n", ""), ("- spend a short", f"- {FISH}\n- spend a short")], STAYS),
    ],
    "do and do not exchanged": [
        ("exercise", HEAVY, [("::: dont\n", "::: do\n")], GOES),
        ("falls", RUGS, [("::: do\n", "::: dont\n")], GOES),
        ("vitamin-d", "kidney stones", [("::: clinician\n", "::: do\n")], GOES),
        ("exercise", LIGHT, [(f"- {LIGHT}\n", ""), (f"- {CURL}\n", f"- {CURL}\n- {LIGHT}\n")], GOES),
    ],
    "lead-in turned round": [
        ("exercise", HEAVY, [("If your bones have thinned:", "If your bones are strong:")], GOES),
        ("falls", ALONE, [("When you are alone:", "When somebody is with you:")], GOES),
        ("vitamin-d", FISH, [("alone is seldom enough", "alone is often enough")], GOES),
        ("exercise", CURL, [("If your bones have thinned:\n\n", "")], GOES),
    ],
    "not before the quote": [
        ("exercise", "up your knees", [("Draw up your knees", "Do not draw up your knees")], GOES),
        ("falls", "climb on a chair", [("do not climb", "do climb")], GOES),
        ("vitamin-d", "the usual advice", [("is the usual", "is not the usual")], GOES),
        ("exercise", "before the next one", [("Rest before", "Do not rest before")], GOES),
    ],
}  # fmt: skip

HAND_EDITS = [
    HandEdit(kind, article, marked, tuple(changes), stays)
    for kind, rows in TABLE.items()
    for article, marked, changes, stays in rows
]
