/** `/ui/states?s=NAME`: one state of the page, drawn by the same view, with hands that do nothing. */
import "@fontsource-variable/atkinson-hyperlegible-next/wght.css";
import "@fontsource-variable/atkinson-hyperlegible-mono/wght.css";
import "../styles/index.css";
import type { Actions } from "../call/actions";
import { page } from "../call/view/page";
import { applyTheme } from "../call/view/theme";
import { draw } from "../lib/mount";
import { STATES, fixture } from "./fixtures";

const still = new Proxy({} as Actions, { get: () => () => undefined });
const asked = new URLSearchParams(location.search);
const place = document.getElementById("call");

applyTheme();
document.documentElement.style.setProperty("--agent-level", "0.6");
document.documentElement.style.setProperty("--mic-level", "0.4");
document.documentElement.dataset["states"] = Object.keys(STATES).join(" ");
if (place) {
  draw(page(fixture(asked.get("s") ?? "before"), still), place, false);
  document.documentElement.dataset["drawn"] = "yes";
}
