import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.graphics.barcode.code128 import Code128
from reportlab.pdfgen.canvas import Canvas

from returnflow.ids import new_rma
from returnflow.labels import token
from returnflow.labels.content import content
from returnflow.labels.drawing import qr_code
from returnflow.labels.maker import draw
from returnflow.labels.page import HEIGHT, WIDTH
from returnflow.labels.sample import tracking_for
from returnflow.labels.verify import codes, verify
from returnflow.returns.model import Customer
from returnflow.returns.ports import LabelUnreadable
from returnflow.stores import merchant

SECRET = b"secret"


def pdf_of(made, customer, items=("thing",), **changes):
    """The pages of a return, with what they should say."""
    to = merchant.load().centres()[made.store]
    tracking, qr = tracking_for(changes.pop("tracked", made.rma), to.zip), token.sign(changes.pop("signed", made.rma), SECRET)
    return draw(content(made, customer, items, to, tracking, qr)), tracking.barcode, qr


def test_a_label_reads_as_gs1_128_on_page_one_and_as_a_qr_code_on_page_two(made, order):
    pdf, bars, qr = pdf_of(made, order.customer)
    first, second = codes(pdf)
    assert (first.page, first.symbology, first.text) == (1, "]C1", f"{bars[:8]}\x1d{bars[8:]}")
    assert (second.page, second.symbology[:2], second.text) == (2, "]Q", qr)
    verify(pdf, bars=bars, qr=qr)


@pytest.mark.parametrize("rma", ["RF-65P1-XWTN", "RF-CTWW-QJYV", "RF-H1AB-4936"])
def test_bars_that_end_on_the_edge_of_a_dot_are_no_dot_too_wide(variant, order, rma):
    pdf, bars, qr = pdf_of(variant(rma=rma), order.customer)
    verify(pdf, bars=bars, qr=qr)
    assert len(codes(pdf)) == 2


@pytest.mark.parametrize("dpi", [150, 203, 300])
def test_a_label_reads_at_any_usual_resolution(made, order, dpi):
    pdf, _, qr = pdf_of(made, order.customer)
    assert [code.text for code in codes(pdf, dpi) if code.page == 2] == [qr]
    assert len(codes(pdf, dpi)) == 2


def test_the_wrong_tracking_number_on_the_label_is_noticed(made, order):
    _, bars, qr = pdf_of(made, order.customer)
    other, _, _ = pdf_of(made, order.customer, tracked="RF-0000-0000")
    with pytest.raises(LabelUnreadable, match="the bars on the label") as raised:
        verify(other, bars=bars, qr=qr)
    assert bars in str(raised.value)


def test_the_wrong_qr_code_on_the_slip_is_noticed(made, order):
    _, bars, qr = pdf_of(made, order.customer)
    other, _, _ = pdf_of(made, order.customer, signed="RF-0000-0000")
    with pytest.raises(LabelUnreadable, match="the QR code"):
        verify(other, bars=bars, qr=qr)


def drawn(bars, qr, spoil=None):
    """A label by hand: bars on one page, QR code on the next, and something that spoils the bars."""
    buffer = io.BytesIO()
    page = Canvas(buffer, pagesize=(WIDTH, HEIGHT))
    if bars:
        Code128(bars, barWidth=1.06, barHeight=50, quiet=False).drawOn(page, 20, 100)
    if spoil:
        spoil(page)
    page.showPage()
    if qr:
        qr_code(page, 50, 100, 115, qr)
    page.showPage()
    page.save()
    return buffer.getvalue()


def test_plain_code_128_is_not_gs1_128():
    with pytest.raises(LabelUnreadable, match="the bars"):
        verify(drawn("4206270192000900000000123", "q"), bars="4206270192000900000000123", qr="q")


def test_bars_with_a_stain_across_are_noticed():
    def stain(page):
        page.rect(100, 90, 25, 70, fill=1)

    pdf = drawn("\xf142062701\xf19200090000000012345678", "q", stain)
    with pytest.raises(LabelUnreadable):
        verify(pdf, bars="420627019200090000000012345678", qr="q")


@pytest.mark.parametrize(("bars", "qr"), [(None, "q"), ("\xf142062701\xf19200090000000012345678", None), (None, None)])
def test_a_page_without_its_code_is_noticed(bars, qr):
    with pytest.raises(LabelUnreadable):
        verify(drawn(bars, qr), bars="420627019200090000000012345678", qr="q")


def test_a_second_code_on_the_label_is_one_too_many():
    def second(page):
        qr_code(page, 80, 200, 115, "something else")

    pdf = drawn("\xf142062701\xf19200090000000012345678", "q", second)
    with pytest.raises(LabelUnreadable):
        verify(pdf, bars="420627019200090000000012345678", qr="q")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12, deadline=None)
@given(rma=st.builds(new_rma), name=st.text(min_size=1, max_size=80), item=st.text(min_size=1, max_size=120))
def test_whatever_the_return_is_called_its_label_reads(variant, rma, name, item):
    customer = Customer("c", name, name, "60614", "c@example.com", "+1")
    pdf, bars, qr = pdf_of(variant(rma=rma), customer, items=(item,) * 12)
    verify(pdf, bars=bars, qr=qr)
    assert [code.page for code in codes(pdf)] == [1, 2]
