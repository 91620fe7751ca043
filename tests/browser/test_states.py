"""Every state of the call page, without a call: accessible in both colours, and usable at 320 pixels."""

import pytest

NARROW = {"width": 320, "height": 640}
TARGET = 44
STATES = [
    *("loading", "before", "asking", "connecting", "waiting"),
    *("speaking", "listening", "thinking", "muted", "unheard", "blocked", "recording"),
    *("heard", "keypad", "typing", "decided", "refused", "label", "case", "person", "hangup", "broken", "alone"),
    *("moved", "rejoin", "completed", "hungup", "silence", "lost", "callback"),
    *("insecure", "mic-denied", "mic-missing", "mic-in-use", "mic-unsupported"),
    *("busy", "busy-kept", "busy-refused", "too-many", "server", "media", "unanswered"),
]


@pytest.fixture(scope="module")
def shown(chromium, states):
    """Shows a state in a page that is kept for its size and colours."""
    kept = {}

    def show(state, scheme="light", size=None):
        key = (scheme, size is None)
        if key not in kept:
            how = {"viewport": size or {"width": 1280, "height": 800}, "color_scheme": scheme, "reduced_motion": "reduce"}
            kept[key] = chromium.new_context(**how).new_page()
        page = kept[key]
        page.goto(f"{states}/ui/states?s={state}")
        page.wait_for_selector("html[data-drawn]")
        return page

    yield show
    for page in kept.values():
        page.context.close()


def faults(page):
    """What axe finds, as lines."""
    page.add_script_tag(url="/static/axe.min.js")
    rules = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", rules)
    return [f"{each['id']}: {node['html']} {node['failureSummary']}" for each in found["violations"] for node in each["nodes"]]


def test_the_list_of_states_is_complete(shown):
    assert set(shown("before").evaluate("document.documentElement.dataset.states").split()) == set(STATES)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_a_state_has_no_accessibility_fault(shown, state, scheme):
    assert faults(shown(state, scheme)) == []


@pytest.mark.parametrize("state", STATES)
def test_a_state_fits_320_pixels_with_targets_large_enough(shown, state):
    page = shown(state, size=NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    small = page.evaluate(
        """least => [...document.querySelectorAll('button, a.button, input:not([type=checkbox]), .theme, label:has(input)')]
            .filter((each) => each.checkVisibility() && !each.closest('.writing > input'))
            .map((each) => [each.outerHTML.slice(0, 80), each.getBoundingClientRect()])
            .filter(([, box]) => box.width > 0 && (box.height < least - 0.5 || box.width < least - 0.5))
            .map(([html, box]) => `${html} ${box.width}x${box.height}`)""",
        TARGET,
    )
    assert [each for each in small if "draft" not in each] == []


@pytest.mark.parametrize("state", ["before", "decided", "label", "completed", "busy"])
def test_a_narrow_state_has_no_accessibility_fault(shown, state):
    assert faults(shown(state, size=NARROW)) == []


@pytest.mark.parametrize(("state", "words"), [("decided", "Talk to a person"), ("label", "Hang up"), ("keypad", "Mute")])
def test_the_controls_stay_in_sight_at_320_pixels(shown, state, words):
    box = shown(state, size=NARROW).get_by_role("button", name=words).bounding_box()
    assert box["y"] + box["height"] <= NARROW["height"]


def test_the_question_stays_in_sight_while_its_answer_is_typed(shown):
    page = shown("keypad", size=NARROW)
    question, keypad = page.get_by_text("What’s the order number?").bounding_box(), page.locator(".keypad").bounding_box()
    assert question["y"] + question["height"] <= keypad["y"]
