/**
 * What is known so far, as cards: the number as heard, the order, the decision, the return with its label. Owns reading a
 * card's data, which comes from the wire: every field may be missing, and a kind nobody knows shows nothing.
 */
import { html, nothing } from "lit-html";
import type { TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";

import { day, words } from "../../lib/words";
import type { Actions } from "../actions";
import { LABEL } from "../api";
import type { Card, CallState } from "../state";
import { card } from "../state";
import { checkIcon, crossIcon, downloadIcon, penIcon, personIcon } from "./icons";

type Data = Card["data"];
type Shown = TemplateResult | typeof nothing;

export function cardsView(state: CallState, actions: Actions): TemplateResult {
  const newestFirst = [...state.cards].reverse();
  return html`<div class="cards">
    ${repeat(
      newestFirst,
      (each) => each.kind,
      (each) => show(each, state, actions),
    )}
  </div>`;
}

function show(each: Card, state: CallState, actions: Actions): Shown {
  const view = VIEWS[each.kind];
  return view ? view(each.data, state, actions) : nothing;
}

const VIEWS: Readonly<Record<string, (data: Data, state: CallState, actions: Actions) => Shown>> = {
  heard_number: heard,
  order,
  items,
  decision,
  return: (_data, state) => returnSlip(state),
  label: (_data, state) => (card(state, "return") ? nothing : returnSlip(state)),
  queue: (data) => person(words.cards.queue, data),
  callback: (data) => person(words.cards.callback, data),
};

/** Tap to put the number into the text field and correct it there: typing beats a second try at hearing. */
function heard(data: Data, state: CallState, actions: Actions): Shown {
  const number = text(data, "number");
  if (!number || card(state, "order")) return nothing;
  return html`<article class="card">
    <h2>${words.cards.heard}</h2>
    <p class="number">${number}</p>
    <button class="link" @click=${() => actions.correct(number)}>${penIcon}<span>${words.cards.heardFix}</span></button>
  </article>`;
}

function order(data: Data): Shown {
  const number = text(data, "number") || text(data, "order_number");
  const lines = list(data, "items").length ? list(data, "items") : list(data, "lines");
  return html`<article class="card">
    <h2>${words.cards.order} <span class="quiet">${capital(text(data, "store"))}</span></h2>
    <p class="number">${number}</p>
    ${lineList(lines)}
  </article>`;
}

function items(data: Data): Shown {
  return html`<article class="card"><h2>${words.cards.items}</h2>${lineList(list(data, "items"))}</article>`;
}

function lineList(lines: readonly Data[]): Shown {
  if (lines.length === 0) return nothing;
  return html`<ul class="lines">
    ${lines.map((line) => {
      const quantity = Number(line["quantity"] ?? 1);
      return html`<li>
        <span>${quantity > 1 ? html`<b class="tabular">${words.cards.quantity(quantity)}</b> ` : nothing}${text(line, "title") || text(line, "name")}</span>
        <span class="tabular">${text(line, "price")}</span>
      </li>`;
    })}
  </ul>`;
}

const VERDICTS: Readonly<Record<string, { said: string; tone: string; icon: TemplateResult }>> = {
  returnable: { said: words.cards.allowed, tone: "good", icon: checkIcon },
  exchange_only: { said: words.cards.exchange, tone: "good", icon: checkIcon },
  keep_it: { said: words.cards.keep, tone: "good", icon: checkIcon },
  not_returnable: { said: words.cards.refused, tone: "bad", icon: crossIcon },
  needs_a_person: { said: words.cards.person, tone: "calm", icon: personIcon },
};

function decision(data: Data, state: CallState): Shown {
  const verdict = VERDICTS[text(data, "outcome")];
  if (!verdict || card(state, "return")) return nothing;
  const deadline = text(data, "deadline");
  const refund = verdict.tone === "good" ? text(data, "refund") : "";
  return html`<article class="card card-${verdict.tone}">
    <h2 class="verdict">${verdict.icon}<span>${verdict.said}</span></h2>
    ${facts([
      [words.cards.refund, refund],
      [words.cards.fee, fees(data)],
      [words.cards.start, deadline && verdict.tone === "good" ? day(deadline) : ""],
    ])}
  </article>`;
}

function fees(data: Data): string {
  return list(data, "fees").map((fee) => text(fee, "amount")).join(" + ");
}

/** The return and its label: a slip one could tear off. Shown in the call, and again when it is over. */
export function returnSlip(state: CallState): Shown {
  const made = card(state, "return")?.data ?? card(state, "label")?.data;
  if (!made) return nothing;
  const code = text(made, "drop_off_code");
  const by = text(made, "return_by");
  return html`<article class="slip return-slip">
    <h2 class="verdict good">${checkIcon}<span>${words.cards.return}</span></h2>
    <p class="slip-label">${words.cards.rma}</p>
    <p class="number big" id="rma">${text(made, "rma")}</p>
    ${facts([
      [words.cards.item, text(made, "item")],
      [words.cards.refund, text(made, "refund")],
      [words.cards.method, words.cards.methods[text(made, "method")] ?? ""],
      [words.cards.dropOffBy, by ? day(by) : ""],
    ])}
    ${labelPart(state, code)}
  </article>`;
}

function labelPart(state: CallState, code: string): Shown {
  if (!code && !card(state, "label")) return nothing;
  return html`<div class="tear">
    ${card(state, "label") ? html`<img class="qr" src=${state.dropOffImage} width="116" height="116" alt=${words.cards.qr(code)} />` : nothing}
    <div>
      ${code ? html`<p class="slip-label">${words.cards.dropOff}</p><p class="number">${code}</p>` : nothing}
      ${card(state, "label")
        ? html`<a class="button strong" id="label" href=${LABEL} download>${downloadIcon}<span>${words.cards.download}</span></a>
            <p class="quiet small">${words.cards.sample}</p>`
        : html`<p class="quiet">${words.cards.labelLater}</p>`}
    </div>
  </div>`;
}

function person(title: string, data: Data): Shown {
  return html`<article class="card card-calm"><h2 class="verdict">${personIcon}<span>${title}</span></h2><p>${text(data, "text")}</p></article>`;
}

function facts(pairs: readonly (readonly [string, string])[]): Shown {
  const known = pairs.filter(([, value]) => value !== "");
  return known.length ? html`<dl class="facts">${known.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>` : nothing;
}

function text(data: Data, name: string): string {
  const value = data[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function list(data: Data, name: string): Data[] {
  const value = data[name];
  return Array.isArray(value) ? value.filter((each): each is Data => typeof each === "object" && each !== null) : [];
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
