// A grid as large as a spreadsheet's, of which only what is seen is drawn.
import { html, useEffect, useLayoutEffect, useRef, useState } from "./kit.js";
import { figure, t } from "./language.js";
import { pasted } from "./sheet.js";

const ROW = 34;
const MARGIN = 8;

/**
 * @param rows [{key, name}], columns [{key, name, unit}]
 * @param value (row, column) → what stands; edits a Map "row|column" → text
 * @param wrong (text) → true if it is no figure
 * @param change (changes: [[key, text or null]]) null: as it stood
 */
export function Grid({ rows, columns, value, edits, wrong, change, label }) {
  const box = useRef();
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(480);
  const [at, setAt] = useState({ row: 0, column: 0 });
  const [typing, setTyping] = useState(null);
  const input = useRef();
  const wanted = useRef(false);

  useEffect(() => {
    const seen = new ResizeObserver(() => setHeight(box.current.clientHeight));
    seen.observe(box.current);
    return () => seen.disconnect();
  }, []);
  useLayoutEffect(() => {
    if (!wanted.current) return;
    // Not drawn yet: the scrolling that has begun draws it.
    const cell = box.current.querySelector("[tabindex='0'][role=gridcell]");
    if (cell) {
      wanted.current = false;
      cell.focus({ preventScroll: true });
    }
  });
  // At once: the next key, however soon, is for the field.
  useLayoutEffect(() => {
    if (typing) {
      input.current?.focus();
      if (typing.fresh === undefined) input.current?.select();
    }
  }, [typing?.key]);

  const first = Math.max(0, Math.floor(top / ROW) - MARGIN);
  const last = Math.min(rows.length, Math.ceil((top + height) / ROW) + MARGIN);
  const keyOf = (r, c) => rows[r].key + "|" + columns[c].key;
  const shown = (r, c) => edits.get(keyOf(r, c)) ?? String(value(rows[r], columns[c]) ?? "");

  const move = (row, column) => {
    const next = {
      row: Math.max(0, Math.min(rows.length - 1, row)),
      column: Math.max(0, Math.min(columns.length - 1, column)),
    };
    setAt(next);
    wanted.current = true;
    const y = next.row * ROW;
    const b = box.current;
    if (y < b.scrollTop) b.scrollTop = y;
    else if (y + 2 * ROW > b.scrollTop + b.clientHeight - ROW) b.scrollTop = y + 3 * ROW - b.clientHeight;
  };
  const start = (fresh) => setTyping({ key: keyOf(at.row, at.column), text: fresh ?? shown(at.row, at.column), fresh });
  const stop = (keep, dr = 0, dc = 0) => {
    if (typing && keep) change([[typing.key, typing.text.trim()]]);
    setTyping(null);
    move(at.row + dr, at.column + dc);
  };
  const key = (e) => {
    if (typing) {
      if (e.key === "Enter") stop(true, e.shiftKey ? -1 : 1);
      else if (e.key === "Tab") stop(true, 0, e.shiftKey ? -1 : 1);
      else if (e.key === "Escape") stop(false);
      else return;
      e.preventDefault();
      return;
    }
    const page = Math.max(1, Math.floor(height / ROW) - 2);
    const moves = {
      ArrowDown: [1, 0],
      ArrowUp: [-1, 0],
      ArrowRight: [0, 1],
      ArrowLeft: [0, -1],
      PageDown: [page, 0],
      PageUp: [-page, 0],
      Home: [e.ctrlKey ? -Infinity : 0, -Infinity],
      End: [e.ctrlKey ? Infinity : 0, Infinity],
    }[e.key];
    if (moves) move(at.row + moves[0], at.column + moves[1]);
    else if (e.key === "Enter" || e.key === "F2") start();
    else if (e.key === "Delete" || e.key === "Backspace") change([[keyOf(at.row, at.column), null]]);
    else if (e.key.length === 1 && !e.ctrlKey && !e.metaKey && !e.altKey) start(e.key);
    else return;
    e.preventDefault();
  };
  const paste = (e) => {
    if (typing) return;
    e.preventDefault();
    const cells = pasted(e.clipboardData.getData("text/plain"));
    const changes = [];
    cells.forEach((line, r) =>
      line.forEach((text, c) => {
        if (at.row + r < rows.length && at.column + c < columns.length && text !== "") {
          changes.push([keyOf(at.row + r, at.column + c), text]);
        }
      }),
    );
    change(changes);
  };
  const copy = (e) => {
    if (typing) return;
    e.preventDefault();
    e.clipboardData.setData("text/plain", shown(at.row, at.column));
  };

  const drawn = [];
  for (let r = first; r < last; r++) {
    drawn.push(
      html`<tr key=${rows[r].key} role="row" aria-rowindex=${r + 2}>
        <th role="rowheader" scope="row">${rows[r].name}</th>
        ${columns.map((column, c) => {
          const k = keyOf(r, c);
          const edited = edits.has(k);
          const here = r === at.row && c === at.column;
          const bad = edited && wrong(edits.get(k));
          return html`<td
            key=${column.key}
            role="gridcell"
            aria-colindex=${c + 2}
            tabindex=${here ? "0" : "-1"}
            aria-selected=${here ? "true" : "false"}
            aria-invalid=${bad ? "true" : undefined}
            className=${(edited ? "edited " : "") + (bad ? "bad " : "") + (here ? "here" : "")}
            data-at=${r + "," + c}
          >
            ${here && typing
              ? html`<input
                  ref=${input}
                  aria-label=${rows[r].name + " " + column.name}
                  inputmode="decimal"
                  value=${typing.text}
                  onInput=${(e) => setTyping({ ...typing, text: e.currentTarget.value })}
                  onBlur=${() => typing && (change([[typing.key, typing.text.trim()]]), setTyping(null))}
                />`
              : edited
                ? figure(edits.get(k))
                : figure(value(rows[r], column) ?? "")}
          </td>`;
        })}
      </tr>`,
    );
  }
  const pick = (e) => {
    const cell = e.target.closest("td[data-at]");
    if (!cell || e.target.tagName === "INPUT") return null;
    const [row, column] = cell.dataset.at.split(",").map(Number);
    setTyping(null);
    setAt({ row, column });
    wanted.current = true;
    return cell;
  };
  return html`<div
    className="grid"
    ref=${box}
    tabindex=${at.row >= first && at.row < last ? undefined : "0"}
    onScroll=${(e) => setTop(e.currentTarget.scrollTop)}
    onKeyDown=${key}
    onPaste=${paste}
    onCopy=${copy}
    onClick=${pick}
    onDblClick=${(e) => pick(e) && start()}
  >
    <table role="grid" aria-label=${label} aria-rowcount=${rows.length + 1} aria-colcount=${columns.length + 1}>
      <thead role="rowgroup">
        <tr role="row" aria-rowindex="1">
          <th role="columnheader" scope="col">${t("单位", "Unit")}</th>
          ${columns.map(
            (c) =>
              html`<th role="columnheader" scope="col" key=${c.key}>
                ${c.name}<br /><span className="soft small">${c.unit}</span>
              </th>`,
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${first > 0 && html`<tr role="presentation" aria-hidden="true" style=${{ height: first * ROW + "px" }}></tr>`}
        ${drawn}
        ${last < rows.length &&
        html`<tr role="presentation" aria-hidden="true" style=${{ height: (rows.length - last) * ROW + "px" }}></tr>`}
      </tbody>
    </table>
  </div>`;
}
