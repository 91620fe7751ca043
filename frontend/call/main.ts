/** The call page's entry. */
import "@fontsource-variable/atkinson-hyperlegible-next/wght.css";
import "@fontsource-variable/atkinson-hyperlegible-mono/wght.css";
import "../styles/index.css";
import { App } from "./app";
import { applyTheme } from "./view/theme";

applyTheme();
const place = document.getElementById("call");
if (place) void new App(place).open();
