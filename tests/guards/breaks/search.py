"""The index: documents and words."""

from search.actions import put
from search.documents import Document
from search.models import DocumentTopic, Word, WordChange
from tests.factories import NOON
from tests.guards.breaks.rows import again, change


def _document():
    return put(Document(subject_key="comment:1", kind="comment", title="Walking", dated_at=NOON, topics=["feet"]))


BREAKS = {
    "search_document_kind": lambda: change(_document(), kind="tweet"),
    "search_document_state": lambda: change(_document(), state="odd"),
    "search_documenttopic_once": lambda: again(DocumentTopic.objects.get(document=_document())),
    "search_word_held": lambda: change(Word.objects.create(word="walking", count=1), count=0),
    "search_wordchange_by_one": lambda: WordChange.objects.create(words=["walking"], by=2),
}
