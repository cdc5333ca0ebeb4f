// The parts that every page is made of.
import { html, useEffect, useRef, useState, useCallback } from "./kit.js";
import { t } from "./language.js";

let made = 0;
/** An id that stays with its component. */
export const useId = (prefix = "i") => {
  const id = useRef(null);
  id.current ??= prefix + ++made;
  return id.current;
};

/**
 * Reads something when the page opens and whenever what it depends on changes.
 *
 * @returns {data, error, loading, reload}; while it is read again the last data stay
 */
export function useLoad(read, depends) {
  const [state, setState] = useState({ loading: true });
  const turn = useRef(0);
  const load = useCallback(async () => {
    const mine = ++turn.current;
    setState((s) => ({ ...s, loading: true }));
    try {
      const data = await read();
      if (mine === turn.current) setState({ data, loading: false });
    } catch (error) {
      if (mine === turn.current) setState((s) => ({ ...s, error, loading: false }));
    }
  }, depends);
  useEffect(() => {
    setState({ loading: true });
    load();
    return () => turn.current++;
  }, depends);
  return { ...state, reload: load };
}

/** Remembers that something is under way: a button pressed twice acts once. */
export function useBusy() {
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const run = async (work) => {
    if (running.current) return undefined;
    running.current = true;
    setBusy(true);
    try {
      return await work();
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return [busy, run];
}

/**
 * @param busy it is at work: it keeps the focus, and pressing it again does nothing (`useBusy`)
 */
export function Button({ primary, danger, small, busy, children, className, ...more }) {
  const kinds = [
    "button",
    primary && "primary",
    danger && "danger",
    small && "small",
    className,
  ].filter(Boolean);
  return html`<button
    type="button"
    className=${kinds.join(" ")}
    aria-disabled=${busy ? "true" : undefined}
    ...${more}
  >${children}</button>`;
}

export const Loading = ({ what }) =>
  html`<div className="state" role="status">
    <span className="spin" aria-hidden="true"></span>${what ?? t("正在读取…", "Loading…")}
  </div>`;

export const Empty = ({ children }) => html`<div className="state">${children}</div>`;

/** An error in words, with a way on. */
export function Failed({ error, again }) {
  const denied = error.status === 403;
  return html`<div className="state failed" role="alert">
    <p>
      <strong
        >${denied
          ? t("您没有这项权限。", "You may not do this.")
          : t("没有读到。", "This could not be read.")}</strong
      >
    </p>
    <p>${error.message}</p>
    ${error.status === 401 && html`<a className="button primary" href="/login?next=/admin">${t("登录", "Log in")}</a>`}
    ${!denied && again && html`<${Button} onClick=${again}>${t("重试", "Try again")}<//>`}
  </div>`;
}

/** What was read, or in words why not; always one element, so that what follows keeps its place. */
export const Loaded = ({ from, children }) =>
  html`<div className="stack">
    ${from.error
      ? html`<${Failed} error=${from.error} again=${from.reload} />`
      : from.data === undefined
        ? html`<${Loading} />`
        : children(from.data)}
  </div>`;

export const Head = ({ title, about, children }) =>
  html`<div className="head">
    <h1 tabindex="-1">${title}</h1>
    <div className="row">${children}</div>
    ${about && html`<p>${about}</p>`}
  </div>`;

export function Card({ title, actions, children, ...more }) {
  const id = useId("card");
  return html`<section className="card" aria-labelledby=${id} ...${more}>
    <div className="spread">
      <h2 id=${id} tabindex="-1">${title}</h2>
      ${actions && html`<div className="row">${actions}</div>`}
    </div>
    ${children}
  </section>`;
}

export const Tag = ({ kind, children }) => html`<span className=${"tag " + (kind ?? "")}>${children}</span>`;

const LIGHTS = {
  green: ["●", "正常", "on pace"],
  yellow: ["▲", "偏慢", "behind"],
  red: ["■", "滞后", "far behind"],
  grey: ["○", "未报", "no figure"],
};

/** A light is a shape, a colour and a word. */
export function Light({ of }) {
  const [shape, zh, en] = LIGHTS[of] ?? LIGHTS.grey;
  return html`<span className=${"light " + (of in LIGHTS ? of : "grey")}
    ><span aria-hidden="true">${shape}</span> ${t(zh, en)}</span
  >`;
}

/**
 * A list; on a phone each row is a card.
 *
 * @param columns [{key, title, show(row), number, bare}]
 */
export function Table({ columns, rows, keyOf, caption, empty, rowClass }) {
  if (rows.length === 0) return html`<${Empty}>${empty ?? t("没有内容。", "Nothing here.")}<//>`;
  return html`<div className="scroll" tabindex="0" role="region" aria-label=${caption}>
    <table className="list cards" role="table">
      <caption className="sr">${caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          ${columns.map(
            (c) =>
              html`<th role="columnheader" scope="col" className=${c.number ? "number" : ""}>
                ${c.title || html`<span className="sr">${t("操作", "Actions")}</span>`}
              </th>`,
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${rows.map(
          (row, i) =>
            html`<tr role="row" key=${keyOf ? keyOf(row) : i} className=${rowClass?.(row) ?? ""}>
              ${columns.map(
                (c) =>
                  html`<td
                    role="cell"
                    data-label=${c.title}
                    className=${[c.number && "number", c.bare && "bare"].filter(Boolean).join(" ")}
                  >
                    <div>${c.show ? c.show(row) : row[c.key]}</div>
                  </td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** A dialog that keeps the focus; Escape and the button close it. */
export function Dialog({ title, large, onClose, children, actions }) {
  const id = useId("dialog");
  const at = useRef();
  useEffect(() => {
    const dialog = at.current;
    dialog.showModal();
    // Where a finger points, the keyboard would come up over what is to be read.
    if (!matchMedia("(pointer: coarse)").matches) {
      dialog.querySelector(".field :is(input, select, textarea):not(:disabled)")?.focus();
    }
    return () => dialog.close();
  }, []);
  return html`<dialog
    ref=${at}
    className=${large ? "large" : ""}
    aria-labelledby=${id}
    onCancel=${(e) => {
      e.preventDefault();
      onClose();
    }}
  >
    <div className="dialog">
      <div className="spread">
        <h2 id=${id} tabindex="-1">${title}</h2>
        <${Button} small onClick=${onClose}>${t("关闭", "Close")}<//>
      </div>
      ${children}
      ${actions && html`<div className="row end">${actions}</div>`}
    </div>
  </dialog>`;
}

/**
 * Asks before something is done.
 *
 * @param reason true: a reason must be given, and is handed to `act`
 */
export function Confirm({ title, children, action, danger, reason, act, onClose, ...more }) {
  const [why, setWhy] = useState("");
  const [error, setError] = useState(null);
  const [busy, run] = useBusy();
  const id = useId("why");
  const go = () =>
    run(async () => {
      if (reason && !why.trim()) {
        setError({ message: t("请写明原因。", "Give a reason.") });
        document.getElementById(id)?.focus();
        return;
      }
      try {
        await act(why.trim());
        onClose();
      } catch (e) {
        setError(e);
      }
    });
  return html`<${Dialog}
    title=${title}
    onClose=${onClose}
    actions=${html`<${Button} onClick=${onClose}>${t("取消", "Cancel")}<//>
      <${Button} primary danger=${danger} busy=${busy} onClick=${go}>${action}<//>`}
    ...${more}
  >
    ${children}
    ${reason &&
    html`<div className="field">
      <label for=${id}>${t("原因", "Reason")}</label>
      <textarea
        id=${id}
        className="input"
        value=${why}
        maxlength="500"
        aria-invalid=${error ? "true" : undefined}
        aria-describedby=${error ? id + "e" : undefined}
        onInput=${(e) => setWhy(e.currentTarget.value)}
        onKeyDown=${(e) => e.key === "Enter" && (e.ctrlKey || e.metaKey) && go()}
      ></textarea>
    </div>`}
    ${error && html`<p className="wrong" id=${id + "e"} role="alert">${error.message}</p>`}
  <//>`;
}

const toasts = { items: [], tell: () => {} };

/** Says something at the edge of the page; an error stays until it is closed. */
export function toast(message, kind) {
  const item = { id: ++made, message, kind };
  toasts.items = [...toasts.items.slice(-3), item];
  toasts.tell();
  if (kind !== "bad") setTimeout(() => drop(item), 6000);
}

function drop(item) {
  toasts.items = toasts.items.filter((each) => each !== item);
  toasts.tell();
}

export function Toasts() {
  const [, turn] = useState(0);
  toasts.tell = () => turn((n) => n + 1);
  return html`<div className="toasts" role="status" aria-live="polite">
    ${toasts.items.map(
      (item) =>
        html`<div key=${item.id} className=${"toast " + (item.kind ?? "")}>
          <span>${item.message}</span>
          <${Button} small onClick=${() => drop(item)}>${t("知道了", "Dismiss")}<//>
        </div>`,
    )}
  </div>`;
}

/** Does something and says so; what goes wrong is said, too. */
export async function attempt(work, done) {
  try {
    const result = await work();
    if (done) toast(typeof done === "function" ? done(result) : done);
    return result;
  } catch (e) {
    toast(e.message, "bad");
    return undefined;
  }
}

/** Links in evidence open apart; everything else is text. */
export const Evidence = ({ of }) =>
  !of
    ? html`<span className="soft">${t("无依据", "no evidence")}</span>`
    : /^https?:\/\/\S+$/.test(of)
      ? html`<a className="free" href=${of} target="_blank" rel="noopener noreferrer">${of}</a>`
      : of;

/** One of several, each a button. */
export const Choices = ({ label, value, options, onChange }) =>
  html`<div className="choices" role="group" aria-label=${label}>
    ${options.map(
      ([key, text]) =>
        html`<button type="button" aria-pressed=${String(key === value)} onClick=${() => onChange(key)}>
          ${text}
        </button>`,
    )}
  </div>`;
