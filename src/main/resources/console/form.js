// Forms: what is wrong stands at its field, and what somebody else changed is merged, not lost.
import { html, useEffect, useRef, useState } from "./kit.js";
import { ask, Failure } from "./api.js";
import { t } from "./language.js";
import { Button, Dialog, useBusy, useId } from "./ui.js";

/**
 * A field with its label, its hint and what is wrong with it.
 *
 * @param type text, number, date, time, textarea, check, select, many
 * @param options of a select or of many: [[value, text], …]
 */
export function Field({ label, hint, error, type = "text", options, value, onChange, wide, ...more }) {
  const id = useId("f");
  const described = [hint && id + "h", error && id + "e"].filter(Boolean).join(" ") || undefined;
  const common = {
    id,
    "aria-describedby": described,
    "aria-invalid": error ? "true" : undefined,
    ...more,
  };
  const change = (e) => onChange(e.currentTarget.value);
  const wrong = error && html`<span className="wrong" id=${id + "e"}>${t("应为：", "Expected: ")}${error}</span>`;
  if (type === "many") {
    const chosen = several(value);
    return html`<div className=${"field " + (wide ? "wide" : "")} role="group" aria-labelledby=${id + "l"} aria-describedby=${described}>
      <span className="label" id=${id + "l"}>${label}</span>
      ${options.map(
        ([key, text], i) =>
          html`<label className="check" key=${key}>
            <input
              type="checkbox"
              checked=${chosen.includes(key)}
              aria-invalid=${error && i === 0 ? "true" : undefined}
              onChange=${(e) =>
                onChange(options.map(([k]) => k).filter((k) => (k === key ? e.currentTarget.checked : chosen.includes(k))).join(", "))}
            />
            ${text}
          </label>`,
      )}
      ${hint && html`<span className="hint" id=${id + "h"}>${hint}</span>`} ${wrong}
    </div>`;
  }
  if (type === "check") {
    return html`<div className=${"field " + (wide ? "wide" : "")}>
      <label className="check" for=${id}>
        <input
          type="checkbox"
          checked=${Boolean(value)}
          onChange=${(e) => onChange(e.currentTarget.checked)}
          ...${common}
        />
        ${label}
      </label>
      ${hint && html`<span className="hint" id=${id + "h"}>${hint}</span>`} ${wrong}
    </div>`;
  }
  return html`<div className=${"field " + (wide ? "wide" : "")}>
    <label for=${id}>${label}</label>
    ${type === "select"
      ? html`<select className="input" value=${value ?? ""} onChange=${change} ...${common}>
          ${options.map(
            ([key, text]) => html`<option value=${key} selected=${key === (value ?? "")}>${text}</option>`,
          )}
        </select>`
      : type === "textarea"
        ? html`<textarea className="input" value=${value ?? ""} onInput=${change} ...${common}></textarea>`
        : html`<input
            className="input"
            type=${type === "number" ? "text" : type}
            inputmode=${type === "number" ? "decimal" : undefined}
            value=${value ?? ""}
            onInput=${change}
            ...${common}
          />`}
    ${hint && html`<span className="hint" id=${id + "h"}>${hint}</span>`} ${wrong}
  </div>`;
}

/** The values of a field of many. */
export const several = (text) => String(text ?? "").split(/[\s,，]+/).filter(Boolean);

/** What is wrong with none of the fields on the page, which say their own. */
export function Wrong({ error, fields }) {
  const beside = error.beside?.(fields) ?? [];
  if (error.errors?.length > 0 && beside.length === 0) return null;
  return html`<div className="note bad" role="alert">
    <p>${error.message}</p>
    ${beside.map((e) => html`<p key=${e.pointer}>${e.field}${t("：", ": ")}${e.expected}</p>`)}
  </div>`;
}

const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** As it stands in a field: lists as words, null as nothing. */
const shown = (value) =>
  value === null || value === undefined
    ? ""
    : Array.isArray(value)
      ? value.join(", ")
      : typeof value === "boolean"
        ? value
        : String(value);

/** As the API takes it. */
function typed(field, value) {
  if (field.write) return field.write(value);
  if (field.type === "check") return Boolean(value);
  if (value === "" && field.nullable) return null;
  return value;
}

/** The fields of a thing as texts for editing. */
const draftOf = (fields, thing) =>
  Object.fromEntries(
    fields.map((f) => {
      const value = thing?.[f.name] ?? f.start;
      // A box that is not ticked says no: it is never nothing.
      return [f.name, f.read ? f.read(thing?.[f.name], thing) : f.type === "check" ? Boolean(value) : shown(value)];
    }),
  );

/**
 * Adds or changes one thing of the API in a dialog. A change sends only what was changed; when
 * somebody else changed the thing meanwhile, both versions are put side by side.
 *
 * @param fields [{name, label, type, hint, options, nullable, fixed, start, read, write, wide,
 *     when (draft) whether it is there, check (text) what is expected if it is wrong, also names of
 *     the API whose faults stand here}]
 * @param thing null: a new one
 * @param at its address; of a new one, where it is added
 * @param action what the button says, if it neither adds nor saves
 * @param extra what a body holds beside the fields
 */
export function Editor({ title, fields, thing, at, method, extra, action, onDone, onClose, children, large }) {
  const [base, setBase] = useState(thing);
  const [etag, setEtag] = useState(null);
  const [draft, setDraft] = useState(() => draftOf(fields, thing));
  const [error, setError] = useState(null);
  const [theirs, setTheirs] = useState(null);
  const [busy, run] = useBusy();
  const form = useRef();

  // What is changed is what was read just now, with its tag.
  useEffect(() => {
    if (!thing) return;
    ask("GET", at).then((answer) => {
      setEtag(answer.etag);
      setBase(answer.data);
      setDraft((d) => {
        const before = draftOf(fields, thing);
        const now = draftOf(fields, answer.data);
        return Object.fromEntries(
          fields.map((f) => [f.name, same(d[f.name], before[f.name]) ? now[f.name] : d[f.name]]),
        );
      });
    }, setError);
  }, []);

  const visible = fields.filter((f) => !f.when || f.when(draft));
  const body = (from, values) => {
    const before = thing ? draftOf(fields, from) : {};
    const changed = {};
    for (const f of visible) {
      // What came into sight by another choice is said, even as it stood there.
      const stood = !f.when || f.when(before);
      if (thing ? f.fixed || (stood && same(values[f.name], before[f.name])) : values[f.name] === "") continue;
      changed[f.name] = typed(f, values[f.name]);
    }
    return { ...changed, ...extra?.(values, changed) };
  };

  const refuse = (e) => {
    setError(e);
    requestAnimationFrame(() => form.current?.querySelector("[aria-invalid]")?.focus());
  };
  const send = (from, tag, values) =>
    run(async () => {
      setError(null);
      const faults = visible.flatMap((f) => {
        const expected = f.check?.(values[f.name]);
        return expected ? [{ field: f.name, pointer: "/" + f.name, expected }] : [];
      });
      if (faults.length > 0) {
        refuse(new Failure(422, { errors: faults }));
        return;
      }
      const wanted = body(from, values);
      if (thing && Object.keys(wanted).length === 0) {
        onClose();
        return;
      }
      try {
        const answer = await ask(method ?? (thing ? "PUT" : "POST"), at, {
          body: wanted,
          etag: thing ? tag : undefined,
        });
        onDone(answer.data);
        onClose();
      } catch (e) {
        if (e.isStale && thing) {
          try {
            const now = await ask("GET", at);
            setTheirs(now);
          } catch (gone) {
            setError(gone);
          }
          return;
        }
        refuse(e);
      }
    });

  if (theirs) {
    return html`<${Merge}
      fields=${visible.filter((f) => !f.fixed)}
      base=${draftOf(fields, base)}
      mine=${draft}
      theirs=${draftOf(fields, theirs.data)}
      onClose=${() => setTheirs(null)}
      onTake=${(merged) => {
        setDraft(merged);
        setBase(theirs.data);
        setEtag(theirs.etag);
        const at = theirs;
        setTheirs(null);
        send(at.data, at.etag, merged);
      }}
    />`;
  }
  return html`<${Dialog}
    title=${title}
    large=${large}
    onClose=${onClose}
    actions=${html`<${Button} onClick=${onClose}>${t("取消", "Cancel")}<//>
      <${Button}
        primary
        busy=${busy} disabled=${(thing && !etag)}
        onClick=${() => send(base, etag, draft)}
        >${action ?? (thing ? t("保存", "Save") : t("添加", "Add"))}<//
      >`}
  >
    <form
      className="fields"
      ref=${form}
      onSubmit=${(e) => {
        e.preventDefault();
        send(base, etag, draft);
      }}
    >
      ${visible.map(
        (f) =>
          html`<${Field}
            key=${f.name}
            label=${f.label}
            type=${f.type}
            hint=${f.hint}
            options=${f.options}
            wide=${f.wide}
            disabled=${Boolean(thing && f.fixed)}
            placeholder=${f.placeholder}
            error=${error?.of?.(f.name, ...(f.also ?? []))}
            value=${draft[f.name]}
            onChange=${(value) => setDraft((d) => ({ ...d, [f.name]: value }))}
          />`,
      )}
      <input type="submit" hidden />
    </form>
    ${children?.(draft, setDraft)}
    ${error && html`<${Wrong} error=${error} fields=${visible.flatMap((f) => [f.name, ...(f.also ?? [])])} />`}
  <//>`;
}

/** Mine and theirs, field by field; what only one of us changed is taken from them. */
export function Merge({ fields, base, mine, theirs, onTake, onClose }) {
  const differing = fields.filter(
    (f) => !same(mine[f.name], theirs[f.name]),
  );
  const [choice, setChoice] = useState(() =>
    Object.fromEntries(
      differing.map((f) => [
        f.name,
        same(mine[f.name], base[f.name])
          ? "theirs"
          : same(theirs[f.name], base[f.name])
            ? "mine"
            : null,
      ]),
    ),
  );
  const open = differing.filter((f) => !choice[f.name]);
  const words = (f, value) =>
    (f.type === "many" && several(value).map((v) => f.options.find(([key]) => key === v)?.[1] ?? v).join(t("、", ", "))) ||
    f.options?.find(([key]) => key === value)?.[1] ||
    (typeof value === "boolean" ? (value ? t("是", "yes") : t("否", "no")) : value === "" ? "–" : value);
  const take = () =>
    onTake(
      Object.fromEntries(
        Object.keys(mine).map((name) => [
          name,
          choice[name] === "mine" || (!choice[name] && same(mine[name], theirs[name]))
            ? mine[name]
            : theirs[name],
        ]),
      ),
    );
  return html`<${Dialog}
    large
    title=${t("别人也改了这里", "Somebody else changed this, too")}
    onClose=${onClose}
    actions=${html`<${Button} onClick=${onClose}>${t("回去再改", "Back to my changes")}<//>
      <${Button} primary disabled=${open.length > 0} onClick=${take}
        >${t("按所选保存", "Save what is chosen")}<//
      >`}
  >
    <p>
      ${t(
        "您打开之后，另一位管理员保存了修改。只有一方改过的字段已替您选好；双方都改过的，请选一个。什么都不会丢。",
        "After you opened this, another administrator saved a change. Fields that only one of you changed are chosen already; where both did, choose one. Nothing is lost.",
      )}
    </p>
    <div className="scroll" tabindex="0" role="region" aria-label=${t("逐项比较", "Field by field")}>
      <table className="list merge">
        <thead>
          <tr>
            <th scope="col">${t("字段", "Field")}</th>
            <th scope="col">${t("原来", "Before")}</th>
            <th scope="col">${t("我的", "Mine")}</th>
            <th scope="col">${t("对方的", "Theirs")}</th>
          </tr>
        </thead>
        <tbody>
          ${differing.map(
            (f) =>
              html`<tr key=${f.name}>
                <th scope="row">${f.label}</th>
                <td>${words(f, base[f.name])}</td>
                ${["mine", "theirs"].map(
                  (who) =>
                    html`<td>
                      <label className="check">
                        <input
                          type="radio"
                          name=${"merge-" + f.name}
                          checked=${choice[f.name] === who}
                          onChange=${() => setChoice((c) => ({ ...c, [f.name]: who }))}
                        />
                        ${words(f, who === "mine" ? mine[f.name] : theirs[f.name])}
                      </label>
                    </td>`,
                )}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${open.length > 0 &&
    html`<p className="note warn">
      ${t("还需选择：", "Still to choose: ")}${open.map((f) => f.label).join(t("、", ", "))}
    </p>`}
  <//>`;
}
