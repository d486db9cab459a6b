"""Does a text tell people what to do with their body? Pure: a rule that anybody can read, no judgement of its truth.

Sentence by sentence, it looks for an order ("Take …", "Do not …"), for what somebody "should" do, and for an amount
with its unit. What somebody says about themselves ("I take 10 mg", "my doctor told me to stop") is no instruction.
"""

import re

_SENTENCE = re.compile(r"(?<=[.!?;:])\s+|\n+")
_BULLET = re.compile(r"^\s*(?:[-–•*]|\d{1,2}[.)])\s*")  # noqa: RUF001 - the dashes of a list
_SELF = re.compile(r"\b(i|i'm|i've|i'd|me|my|mine|we|our|us|my doctor|he|she|his|her)\b", re.IGNORECASE)
_YOU = re.compile(
    r"\b(you|one|people|anybody|anyone|everybody|everyone|women|men|patients|adults|beginners|readers)\s+"
    r"(?:\w+\s+){0,4}?(should|must|need\s+to|have\s+to|ought\s+to|shouldn't|mustn't|can\s+safely|had\s+better)\b",
    re.IGNORECASE,
)
_VERBS = (
    "add|aim|apply|ask|avoid|begin|bend|build|buy|choose|combine|cut|do|don't|double|drink|drop|eat|exercise|get|give|go|"
    "have|hold|increase|jump|keep|lie|lift|limit|lower|make|move|never|always|practise|practice|press|push|put|raise|"
    "reduce|remember|repeat|replace|rest|run|see|sit|skip|sleep|squeeze|stand|start|stay|step|stop|stretch|switch|take|"
    "talk|train|try|use|wait|walk|wear|work"
)
_BEFORE = "please|just|first|then|also|so|and|but|instead"
_ORDER = re.compile(rf"^(?:(?:{_BEFORE})[,\s]+)*(?:{_VERBS})\b", re.IGNORECASE)
_AMOUNT = re.compile(
    r"\b\d[\d.,]{0,8}\s{0,2}(?:-|–|to)?\s{0,2}[\d.,]{0,8}\s{0,2}"  # noqa: RUF001 - a dash between two numbers
    r"(mg|mcg|µg|g|grams?|ml|iu|units?|tablets?|pills?|capsules?|drops?|times|reps?|repetitions?|sets?|minutes?|mins?|"
    r"hours?|kg|kilos?|lbs?|pounds?)\b",
    re.IGNORECASE,
)


def tells_what_to_do(text: str) -> bool:
    """Tell whether some sentence of a text is an instruction, and not about whoever wrote it.

    Args:
        text: plain text.
    """
    sentences = (_BULLET.sub("", sentence).strip() for sentence in _SENTENCE.split(text.replace("’", "'")))  # noqa: RUF001 - typographic
    return any(_instructs(sentence) for sentence in sentences if sentence)


def _instructs(sentence):
    if sentence.endswith("?"):
        return False
    if _YOU.search(sentence) or _ORDER.match(sentence):
        return True
    return bool(_AMOUNT.search(sentence)) and not _SELF.search(sentence)
