from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    """Give each question its row, each revision its title, each root its number of replies."""
    Comment, Question = apps.get_model("comments", "Comment"), apps.get_model("comments", "Question")
    CommentRevision = apps.get_model("comments", "CommentRevision")
    published = Comment.objects.filter(status="published")
    for root in Comment.objects.filter(parent=None).iterator():
        below = published.filter(path__startswith=root.path).exclude(pk=root.pk)
        Comment.objects.filter(pk=root.pk).update(reply_count=below.count())
        if root.kind == "question":
            last = below.order_by("-created_at").values_list("created_at", flat=True).first()
            answers = below.filter(parent=root).count()
            Question.objects.create(comment=root, active_at=last or root.created_at, answer_count=answers)
    titles = Comment.objects.filter(pk=OuterRef("comment_id")).values("title")
    CommentRevision.objects.filter(comment__kind="question").update(title=Subquery(titles[:1]))


class Migration(migrations.Migration):
    dependencies = [("comments", "0004_discussions_questions_and_marks")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
