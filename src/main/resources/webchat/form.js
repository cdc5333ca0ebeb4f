/** Forms: a dialog that keeps what was typed until it was taken. */
import { el } from "./draw.js";

const dialog = document.querySelector("#form");
const fields = document.querySelector("#fields");
const error = document.querySelector("#form-error");
const ok = document.querySelector("#ok");

/** What was typed into forms that were closed without sending, by what the form is for. */
const drafts = new Map();

let current = null;

/**
 * @param {object} form as the server tells it
 * @param {string} who a draft is offered to the same person and channel only
 * @param {object} t the texts
 * @param {(options: object) => Promise<{errors: {field: string, expected: string}[], detail: string} | null>} send
 *     answers null once the form is taken
 */
export function openForm(form, who, t, send) {
  const key = JSON.stringify([who, form.command, form.fixed]);
  current = { form, key, t, send, sending: false };
  document.querySelector("#form-title").textContent = form.title;
  error.textContent = "";
  const draft = drafts.get(key) ?? {};
  fields.replaceChildren(
    ...form.fields.map((field) => {
      const id = `field-${field.option}`;
      const input = el(field.multiline ? "textarea" : "input", {
        id,
        name: field.option,
        placeholder: field.hint,
        required: field.required,
        value: draft[field.option] ?? field.value,
        ...kindOf(field),
        "aria-describedby": `${id}-error`,
      });
      if (field.multiline) {
        input.rows = 3;
      }
      input.addEventListener("input", () => {
        say(input, "");
        drafts.set(key, { ...drafts.get(key), [field.option]: input.value });
      });
      return el(
        "div",
        { className: "field" },
        el("label", { htmlFor: id, textContent: field.label }),
        input,
        el("p", { id: `${id}-error`, className: "error" }),
      );
    }),
  );
  if (!dialog.open) {
    dialog.showModal();
  }
  const first = fields.querySelector("input, textarea");
  first?.focus();
  first?.select();
}

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/u;

/**
 * A keypad for figures, which still takes a unit or a fraction; a calendar for days that are written
 * as it writes them: whatever else is typed as a day is read on the server.
 */
function kindOf(field) {
  if (field.kind === "number") {
    return { inputMode: "decimal", enterKeyHint: "next", autocomplete: "off" };
  }
  return field.kind === "date" && (field.value === "" || ISO_DAY.test(field.value)) ? { type: "date" } : {};
}

function say(input, text) {
  document.querySelector(`#${CSS.escape(input.id)}-error`).textContent = text;
  input.setAttribute("aria-invalid", String(text !== ""));
}

async function submit() {
  const { form, key, t, send, sending } = current;
  if (sending) {
    return;
  }
  error.textContent = "";
  const inputs = [...fields.querySelectorAll("input, textarea")];
  inputs.forEach((input) => say(input, input.required && input.value.trim() === "" ? t.required : ""));
  if (!refocus(inputs)) {
    return;
  }
  current.sending = true;
  ok.setAttribute("aria-disabled", "true");
  const own = current;
  const options = { ...form.fixed };
  inputs.forEach((input) => (options[input.name] = input.value));
  const refusal = await send(options);
  own.sending = false;
  ok.removeAttribute("aria-disabled");
  if (refusal === null) {
    drafts.delete(key);
    if (current === own) {
      dialog.close();
    }
    return;
  }
  const strays = refusal.errors.filter(({ field, expected }) => {
    const input = inputs.find((i) => i.name === field);
    if (input) {
      say(input, t.expected(expected));
    }
    return !input;
  });
  error.textContent = refusal.errors.length === 0 || strays.length > 0 ? refusal.detail : "";
  refocus(inputs);
}

/** Goes to the first field with an error; whether there is none. */
function refocus(inputs) {
  const wrong = inputs.find((input) => input.getAttribute("aria-invalid") === "true");
  wrong?.focus();
  return !wrong;
}

dialog.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
document.querySelector("#cancel").addEventListener("click", () => dialog.close());
