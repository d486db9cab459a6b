"""What is said in the demo's disputes: each reader's doubt, the neutral question, and its sides."""

from dataclasses import dataclass

from claims.models import Report

Reason = Report.Reason


@dataclass(frozen=True)
class Doubt:
    """What one reader says about one passage."""

    key: str  # of the form, so that loading sends it once
    reporter: str
    words: str  # of the article, or of the comment named here
    reason: Report.Reason
    why: str
    codes: tuple[str, ...] = ()  # of the facet values: for whom it is a worry
    comment: str = ""  # short name
    against: tuple[str, str] | None = None  # short name of a comment, and its words
    against_codes: tuple[str, ...] = ()  # for whom these words hold, as the reader says
    source_url: str = ""


@dataclass(frozen=True)
class Sides:
    """What a dispute is opened with."""

    question: str
    positions: tuple[tuple[str, str], ...]  # name and summary, the doubted one first


LEG_RAISE = "Straight-leg raises on the floor are a good way to strengthen the belly muscles"
IMPACT = "do not jump, run or do other high-impact exercise"
NARROWED = "do not jump or jog if a bone in your spine has ever broken; keep to brisk walking instead"

LEG_RAISES = Doubt(
    key="leg-raises",
    reporter="june",
    words=LEG_RAISE,
    reason=Reason.UNSAFE,
    why="Two long legs are a heavy lever. My spine has thinned, and so has my hip; neither should hold them up.",
    codes=("osteoporosis",),
)
LEG_RAISES_AGAIN = Doubt(
    key="leg-raises-physio",
    reporter="physio",
    words=LEG_RAISE,
    reason=Reason.UNSAFE,
    why="The lower back lifts from the floor. A bridge or a clamshell trains the same muscles with less strain.",
    codes=("osteoporosis", "kyphosis"),
)
ARE_LEG_RAISES_SAFE = Sides(
    question="Are straight-leg raises safe with osteoporosis?",
    positions=(
        ("A good way to train the belly", "The floor carries the back, so the belly can be trained safely."),
        ("Too much load for a thin spine", "Long legs are a long lever: the pull falls on the spine and the hip."),
    ),
)

HEAVY_LIFTING = Doubt(
    key="heavy",
    reporter="carol",
    words="do not lift heavy weights",
    reason=Reason.CONTRADICTS_SOURCE,
    why="A trial had women with low bone mass lift heavy under supervision, and their bones got stronger.",
    codes=("osteoporosis",),
    source_url="https://doi.org/10.1002/jbmr.3284",
)
IS_HEAVY_LIFTING_SAFE = Sides(
    question="Is heavy lifting safe with thin bones?",
    positions=(
        ("Leave heavy weights alone", "A heavy load can crush a vertebra that has thinned."),
        ("Heavy, with somebody watching", "Under supervision, heavy lifting made bone stronger in a trial."),
    ),
)
NAMELESS = "It has no title, DOI or link, so nobody can look up what it says."
LIFT_WITH_HELP = "Until this is settled, lift heavy weights only with a professional beside you."
CAROL_ANSWERS = "I do not say that everybody should lift heavy. I say that a trial had people do it safely."
CAROL_SAYS_MORE = (
    "I do not say that everybody should lift heavy. I say that a trial had people do it safely, two mornings a week, "
    "with a trainer who knew about bones. The article leaves no room for them."
)

CLINIC_PAGE = "https://www.mayoclinic.org/diseases-conditions/osteoporosis/in-depth/osteoporosis/art-20044989"
ONE_CLINIC = Doubt(
    key="clinic",
    reporter="reader",
    comment="runner",
    words=f"Its first page warns runners off: {CLINIC_PAGE}.",
    reason=Reason.CONTRADICTS_ADVICE,
    why="One of the two must be wrong about running. Which page counts?",
    against=("runner", f"Its second page, {CLINIC_PAGE}?p=1, has nothing against running."),
)
DOES_ONE_CLINIC_SAY_BOTH = Sides(
    question="Does one clinic give two answers about running?",
    positions=(
        ("Two pages, two answers", "A reader found a page for running and a page against it."),
        ("One page with two addresses", "Both links lead to the same document."),
    ),
)
SAME_DOCUMENT = (
    "The two links differ only in “?p=1” at the end. They open one and the same document, so there is no conflict "
    "between them. Look at the address before you count two sources."
)

YOGA = Doubt(
    key="yoga",
    reporter="reader2",
    words="Yoga postures should be left out altogether by people with osteoporosis.",
    reason=Reason.UNCLEAR,
    why="All of them? My class leaves out the forward bends and helps my balance.",
    codes=("osteoporosis",),
)

JUMPING = Doubt(
    key="jumping",
    reporter="reader",
    words=IMPACT,
    reason=Reason.CONTRADICTS_ADVICE,
    why="The article says no to everyone. A reader was told to jump by a professional. Who is right?",
    codes=("osteopenia",),
    against=(
        "jumping",
        "Her plan for my bones is skipping, little jumps on and off a step, throwing a 2 kg ball at a wall, and "
        "jogging where the ground is soft.",
    ),
    against_codes=("osteopenia", "no-fracture"),
)
IS_JUMPING_SAFE = Sides(
    question="Are jumping and jogging safe with thin bones?",
    positions=(
        ("Thin bones and impact do not go together", "The article advised everyone with low bone mass against it."),
        ("Impact can be part of training", "A professional may prescribe it, watch it and raise it slowly."),
    ),
)
IT_DEPENDS = {
    "name": "It depends on whether the spine has broken",
    "summary": "Most people with osteoporosis can do moderate impact; after a broken vertebra, keep it lower.",
}
RUTH_ANSWERS = (
    "I wrote the sentence with broken spines in mind, and it does not say so. If the editors narrow it to those "
    "readers, it says what I meant."
)
RULING = {
    "summary": "With osteoporosis and a spine that has never broken, moderate impact such as jogging is supported on "
    "most days. After a broken vertebra, keep to lower impact, up to a brisk walk of 20 minutes a day.",
    "waiver": "Position C sums up a guideline that nobody here speaks for. The two other sides found theirs fair.",
    "reasoning": "The two sides spoke about different people. The UK consensus of 2022 separates those whose spine "
    "has broken from those whose spine has not; the old sentence did not.",
}
ABOUT_LIFTING = {
    "agreed": "Bones need load, and a bent back under a heavy weight is dangerous for everybody. Nobody on either side "
    "says that a beginner should lift heavy weights alone.",
    "ask_clinician": "How dense are my bones, and has my spine ever broken without my noticing?\n"
    "Is there a trainer near me who knows about thin bones?\n"
    "With which weight may I begin, and who raises it?",
}
ABOUT_JUMPING = {
    "agreed": "After a bone in the spine has broken, jumping is too much. Everybody gains from exercise that trains "
    "balance.",
    "ask_clinician": "Has a bone in my spine ever broken? Do I need a picture of it to know?\n"
    "May I jog, and on which ground?\n"
    "How do I notice that an exercise is too much for my bones?",
}
