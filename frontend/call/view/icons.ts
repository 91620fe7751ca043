/** The page's own line icons, 24 by 24. Decorative: the words beside them say the same. */
import { svg } from "lit-html";
import type { TemplateResult } from "lit-html";

const icon = (inner: TemplateResult) => svg`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${inner}</svg>`;

export const mark = svg`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
  <rect class="mark-box" width="32" height="32" rx="8" />
  <path class="mark-line" d="M9 22V11.5A2.5 2.5 0 0 1 11.5 9h7a5 5 0 0 1 0 10H14" />
  <path class="mark-tip" d="m17 15.2-3.8 3.8 3.8 3.8" />
</svg>`;
export const micIcon = icon(svg`<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5 11a7 7 0 0 0 14 0M12 18v3"/>`);
export const micOffIcon = icon(svg`<path d="M9 9v2a3 3 0 0 0 5 2.2M15 10.5V6a3 3 0 0 0-5.7-1.3M5 11a7 7 0 0 0 11.4 5.4M19 11a7 7 0 0 1-.5 2.5M12 18v3M4 4l16 16"/>`);
export const hangUpIcon = icon(svg`<path class="filled" d="M1.800 13.500C7.400 7.700 16.600 7.700 22.200 13.500c.5.5.5 1.200.1 1.700l-1.600 2c-.4.5-1.100.6-1.600.3l-3.200-1.900c-.4-.3-.7-.7-.7-1.200v-2.200c-2.100-.6-4.300-.6-6.400 0v2.200c0 .5-.3.9-.7 1.200l-3.200 1.900c-.5.3-1.200.2-1.600-.3l-1.600-2c-.4-.5-.4-1.200.1-1.700z"/>`);
export const personIcon = icon(svg`<circle cx="12" cy="8" r="3.5"/><path d="M5 20c.6-4 3.4-6 7-6s6.400 2 7 6"/>`);
export const keypadIcon = icon(svg`<path class="dots" d="M6 5h.01M12 5h.01M18 5h.01M6 11h.01M12 11h.01M18 11h.01M6 17h.01M12 17h.01M18 17h.01"/>`);
export const keyboardIcon = icon(svg`<rect x="2.500" y="6" width="19" height="12" rx="2.500"/><path d="M6.500 10h.01M10 10h.01M14 10h.01M17.500 10h.01M8 14h8"/>`);
export const sendIcon = icon(svg`<path d="M4 12h14M12.500 6.500 18 12l-5.500 5.500"/>`);
export const checkIcon = icon(svg`<path d="m5 12.500 4.500 4.500L19 7.500"/>`);
export const crossIcon = icon(svg`<path d="m6 6 12 12M18 6 6 18"/>`);
export const eraseIcon = icon(svg`<path d="M9 6h11v12H9l-6-6zM12 10l4 4M16 10l-4 4"/>`);
export const downloadIcon = icon(svg`<path d="M12 4v11M7 11l5 5 5-5M5 20h14"/>`);
export const warnIcon = icon(svg`<path d="M12 4 2.800 20h18.400zM12 10v4.500M12 17.300h.01"/>`);
export const soundIcon = icon(svg`<path d="M4 10v4h3.500L12 18V6L7.500 10zM15.500 9a4 4 0 0 1 0 6M18 6.500a8 8 0 0 1 0 11"/>`);
export const phoneIcon = icon(svg`<path d="M6.500 4h3l1.500 4-2 1.500a11 11 0 0 0 5.500 5.500l1.500-2 4 1.500v3a1.800 1.800 0 0 1-2 1.800C10.800 18.600 5.400 13.200 4.700 6a1.800 1.800 0 0 1 1.800-2z"/>`);
export const penIcon = icon(svg`<path d="m5 19 1-4L16.500 4.500l3 3L9 18z"/>`);
export const themeIcon = icon(svg`<circle cx="12" cy="12" r="8"/><path class="filled" d="M12 4a8 8 0 0 1 0 16z"/>`);
