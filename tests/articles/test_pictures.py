"""The lead picture: taken, made safe, shown, taken away."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from articles.models import Article
from articles.pictures import MOST_BYTES, MOST_PIXELS, WIDEST, NotAPicture, PictureTooLarge, prepare
from audit.models import Entry
from tests.factories import ArticleFactory

EXIF_ORIENTATION, EXIF_ARTIST, TURN_RIGHT = 0x0112, 0x013B, 6


def _file(size=(60, 40), form="PNG", colour="teal", **options):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, form, **options)
    return SimpleUploadedFile(f"bone.{form.lower()}", out.getvalue())


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    """Pictures of a test go with the test."""
    settings.MEDIA_ROOT = tmp_path


def test_picture_is_written_anew_as_jpeg_under_a_name_of_ours():
    found = prepare(_file(form="WEBP"))

    picture = Image.open(found)
    assert (picture.format, picture.size, found.name.endswith(".jpg"), "bone" in found.name) == (
        "JPEG", (60, 40), True, False,
    )  # fmt: skip


def test_picture_is_turned_upright_and_loses_its_metadata():
    exif = Image.Exif()
    exif[EXIF_ORIENTATION], exif[EXIF_ARTIST] = TURN_RIGHT, "Somebody"

    picture = Image.open(prepare(_file(form="JPEG", exif=exif)))

    assert (picture.size, dict(picture.getexif())) == ((40, 60), {})


def test_wide_picture_is_scaled():
    assert Image.open(prepare(_file(size=(WIDEST * 2, 100)))).size == (WIDEST, 50)


def test_transparent_picture_stands_on_white():
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(out, "PNG")

    assert Image.open(prepare(SimpleUploadedFile("x.png", out.getvalue()))).getpixel((1, 1)) == (255, 255, 255)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a not really",
        b"\x89PNG\r\n\x1a\n broken",
        b"%PDF-1.7",
    ],
)
def test_other_file_is_refused(content):
    with pytest.raises(NotAPicture):
        prepare(SimpleUploadedFile("bone.png", content))


def test_cut_off_picture_is_refused():
    whole = _file(size=(400, 400), form="JPEG").read()

    with pytest.raises(NotAPicture):
        prepare(SimpleUploadedFile("bone.jpg", whole[: len(whole) // 2]))


def test_file_of_too_many_bytes_is_refused_unread():
    with pytest.raises(PictureTooLarge):
        prepare(SimpleUploadedFile("bone.png", b"x" * (MOST_BYTES + 1)))


def test_small_file_of_too_many_pixels_is_refused_unread():
    out = io.BytesIO()
    Image.new("1", (MOST_PIXELS // 1000 + 1, 1000)).save(out, "PNG")

    with pytest.raises(PictureTooLarge):
        prepare(SimpleUploadedFile("bone.png", out.getvalue()))


@pytest.mark.django_db(transaction=True)
def test_editor_sets_replaces_and_removes_the_picture(client, editor, settings):
    article = ArticleFactory()
    client.force_login(editor)
    address = reverse("article_picture", args=[article.pk])
    form = {"lead_alt": "A bone.", "lead_credit": "Drawn by us."}

    client.post(address, form | {"picture": _file()})
    first = Article.objects.get()
    client.post(address, form | {"picture": _file(size=(80, 20))})
    second = Article.objects.get()
    page = client.get(article.get_absolute_url()).content.decode()
    client.post(reverse("picture_remove", args=[article.pk]))

    tag = f'<img src="{second.lead_image.url}" alt="A bone." width="80" height="20">'
    assert (first.lead_width, second.lead_width, tag in page, "Drawn by us." in page) == (60, 80, True, True)
    assert (Article.objects.get().lead_image.name, list((settings.MEDIA_ROOT / "leads").iterdir())) == ("", [])
    assert list(Entry.objects.filter(verb__contains="lead").values_list("verb", flat=True)) == [
        "set_lead_picture", "set_lead_picture", "remove_lead_picture",
    ]  # fmt: skip


@pytest.mark.django_db
def test_description_can_be_changed_without_a_new_file(client, editor):
    article = ArticleFactory()
    client.force_login(editor)
    address = reverse("article_picture", args=[article.pk])
    client.post(address, {"lead_alt": "A bone.", "picture": _file()})
    before = Article.objects.get().lead_image.name

    client.post(address, {"lead_alt": "A thin bone."})

    assert (Article.objects.get().lead_alt, Article.objects.get().lead_image.name) == ("A thin bone.", before)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("form", "errors"),
    [
        ({"lead_alt": "A bone."}, {"picture": ["Choose a file."]}),
        (
            {"lead_alt": "A bone.", "picture": b"GIF89a"},
            {"picture": ["This file is not a picture that we can read. Choose a JPEG, PNG or WebP file."]},
        ),
    ],
    ids=["none", "unreadable"],
)
def test_error_says_what_to_do_and_keeps_the_words(client, editor, form, errors):
    article = ArticleFactory()
    client.force_login(editor)
    if "picture" in form:
        form = form | {"picture": SimpleUploadedFile("x.gif", form["picture"])}

    response = client.post(reverse("article_picture", args=[article.pk]), form)

    assert (response.context["form"].errors, response.context["form"]["lead_alt"].value()) == (errors, "A bone.")


@pytest.mark.django_db
def test_reader_sets_no_picture(client, member):
    article = ArticleFactory()
    client.force_login(member)

    found = [
        client.post(reverse("article_picture", args=[article.pk]), {"lead_alt": "x", "picture": _file()}).status_code,
        client.post(reverse("picture_remove", args=[article.pk])).status_code,
    ]

    assert (found, Article.objects.get().lead_image.name) == ([403, 403], "")
