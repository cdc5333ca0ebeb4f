/** The command box: a line, offers for what stands at the caret, and the lines sent before. */
import { el } from "./draw.js";

export class CommandBox {
  /** What the offers on screen belong to: "caret line"; empty if none are asked for. */
  #asked = "";
  #offers = { items: [], from: 0, to: 0 };
  #active = -1;
  #running = null;
  #sent = [];
  #recalled = 0;
  #sending = false;

  /**
   * @param {(line: string, caret: number, signal: AbortSignal) => Promise<object>} complete
   * @param {(line: string) => Promise<boolean>} send whether the line is done with
   */
  constructor(complete, send) {
    this.complete = complete;
    this.send = send;
    this.form = document.querySelector("#box");
    this.line = document.querySelector("#line");
    this.list = document.querySelector("#offers");
    this.hint = document.querySelector("#hint");
    const notice = document.querySelector("#notice");

    this.line.addEventListener("input", (event) => {
      notice.textContent = "";
      if (!event.isComposing) {
        this.#ask();
      }
    });
    this.line.addEventListener("compositionend", () => this.#ask());
    document.addEventListener("selectionchange", () => {
      if (document.activeElement === this.line && this.#asked !== "" && this.#asked !== this.#here()) {
        this.#ask();
      }
    });
    this.line.addEventListener("keydown", (event) => this.#key(event));
    this.line.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) {
        this.#accept(Number(option.dataset.index));
      }
    });
    // Where the keyboard hides the slash, and for whoever does not know it yet.
    const slash = document.querySelector("#slash");
    slash.addEventListener("pointerdown", (event) => event.preventDefault());
    slash.addEventListener("click", () => {
      if (this.line.value.trim() === "") {
        this.line.value = "/";
      }
      this.line.focus();
      this.#ask();
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  close() {
    this.#running?.abort();
    this.#asked = "";
    this.#show({ items: [], hint: "" }, false);
  }

  #here() {
    return `${this.line.selectionStart} ${this.line.value}`;
  }

  async #ask() {
    if (this.line.value.trim() === "") {
      this.close();
      return;
    }
    const here = this.#here();
    if (here === this.#asked) {
      return;
    }
    this.#running?.abort();
    this.#running = new AbortController();
    this.#asked = here;
    try {
      const offers = await this.complete(
        this.line.value,
        this.line.selectionStart,
        this.#running.signal,
      );
      if (here === this.#asked && here === this.#here()) {
        this.#show(offers, offers.preselect);
      }
    } catch {
      // Typing goes on without offers; sending will say what is wrong.
    }
  }

  #show(offers, preselect) {
    this.#offers = offers;
    this.list.replaceChildren(
      ...offers.items.map((item, index) => {
        const option = el(
          "li",
          { role: "option", id: `offer-${index}`, "aria-selected": "false" },
          el("span", { className: "label", textContent: item.label }),
          el("span", { className: "hint", textContent: item.hint }),
        );
        option.dataset.index = index;
        return option;
      }),
    );
    this.hint.textContent = offers.hint;
    const open = offers.items.length > 0;
    this.list.hidden = !open;
    this.line.setAttribute("aria-expanded", String(open));
    this.#activate(open && preselect ? 0 : -1);
  }

  #activate(index) {
    this.list.children[this.#active]?.setAttribute("aria-selected", "false");
    this.#active = index;
    const option = this.list.children[index];
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.line.setAttribute("aria-activedescendant", option.id);
    } else {
      this.line.removeAttribute("aria-activedescendant");
    }
  }

  #accept(index) {
    const { from, to, items } = this.#offers;
    const { text } = items[index];
    const { value } = this.line;
    this.line.value = value.slice(0, from) + text + value.slice(to);
    const caret = from + text.length;
    this.line.setSelectionRange(caret, caret);
    // The caret may stand beyond what is visible.
    this.line.blur();
    this.line.focus();
    this.#ask();
  }

  #key(event) {
    // An input method's own Enter, Tab and arrows; 229 is what Safari says after it has ended.
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const count = this.list.children.length;
    const fresh = count > 0 && this.#asked === this.#here();
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp": {
        const step = event.key === "ArrowDown" ? 1 : -1;
        if (count > 0) {
          this.#activate(
            this.#active < 0 ? (step > 0 ? 0 : count - 1) : (this.#active + step + count) % count,
          );
        } else if (!this.#recall(step)) {
          return;
        }
        break;
      }
      case "Tab":
        if (!fresh || event.shiftKey) {
          return;
        }
        this.#accept(Math.max(0, this.#active));
        break;
      case "Enter":
        if (fresh && this.#active >= 0) {
          this.#accept(this.#active);
        } else {
          this.#submit();
        }
        break;
      case "Escape":
        if (count === 0 && this.hint.textContent === "") {
          return;
        }
        this.close();
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  /** Steps through the lines sent before, as a shell does. */
  #recall(step) {
    const at = this.#recalled + step;
    const untouched = this.line.value === "" || this.line.value === this.#sent[this.#recalled];
    if (!untouched || at < 0 || at > this.#sent.length) {
      return false;
    }
    this.#recalled = at;
    this.line.value = this.#sent[at] ?? "";
    this.line.setSelectionRange(this.line.value.length, this.line.value.length);
    return true;
  }

  async #submit() {
    const line = this.line.value;
    if (line.trim() === "" || this.#sending) {
      return;
    }
    this.#sending = true;
    this.form.setAttribute("aria-busy", "true");
    this.close();
    try {
      const done = await this.send(line);
      if (done) {
        if (this.#sent.at(-1) !== line) {
          this.#sent.push(line);
        }
        this.#recalled = this.#sent.length;
        // What was typed in the meantime stays.
        if (this.line.value === line) {
          this.line.value = "";
        }
      }
    } finally {
      this.#sending = false;
      this.form.removeAttribute("aria-busy");
    }
  }
}
