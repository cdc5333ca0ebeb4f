/** A message as elements. Whatever stands in it is text: nothing here is ever parsed as HTML. */

/**
 * @param {string} tag
 * @param {object} properties set on the element; those with a hyphen, and role, as attributes
 * @param {...(Node|string)} children
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role") {
      element.setAttribute(name, value);
    } else {
      element[name] = value;
    }
  }
  element.append(...children);
  return element;
}

// 🟡 and 🔴 stand in messages of before, when the lights differed by their colour alone.
const LIGHTS = { "🟢": "green", "🔶": "yellow", "🟡": "yellow", "🟥": "red", "🔴": "red", "⚪": "grey" };

/** Text with the lights drawn, so that they look alike everywhere, and with dates unbroken. */
function lit(text, t) {
  return text
    .split(/(🟢|🔶|🟡|🟥|🔴|⚪|\d{4}-\d\d-\d\d)/u)
    .filter((part) => part !== "")
    .map((part) => {
      if (part in LIGHTS) {
        return el("span", {
          className: `light ${LIGHTS[part]}`,
          role: "img",
          "aria-label": t.lights[LIGHTS[part]],
          title: t.lights[LIGHTS[part]],
          textContent: part,
        });
      }
      return /^\d{4}-/.test(part) && part.length === 10
        ? el("span", { className: "date", textContent: part })
        : part;
    });
}

function lines(block, t) {
  return el("div", { className: "lines" }, ...block.lines.map((line) => el("p", {}, ...lit(line, t))));
}

function table(block, t) {
  const cell = (tag, text, properties = {}) => el(tag, properties, ...lit(text, t));
  const table = el("table");
  if (block.heading !== "") {
    table.append(cell("caption", block.heading));
  }
  table.append(
    el("thead", {}, el("tr", {}, ...block.columns.map((c) => cell("th", c, { scope: "col" })))),
    el("tbody", {}, ...block.rows.map((row) => el("tr", {}, ...row.map((c) => cell("td", c))))),
  );
  return table;
}

/** A picture of this server only: the page loads nothing from elsewhere. */
/** A file of text, kept in the message itself. */
function file({ name, text }) {
  const link = el("a", { className: "file", textContent: `⬇ ${name}`, download: name });
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  return el("p", {}, link);
}

function picture(image, t) {
  const url = new URL(image.url, location.origin);
  if (url.origin !== location.origin) {
    return [];
  }
  const img = el("img", { src: url.href, alt: image.alt, loading: "lazy" });
  if (image.width > 0 && image.height > 0) {
    img.width = image.width;
    img.height = image.height;
  }
  return [
    el(
      "a",
      { className: "picture", href: url.href, target: "_blank", rel: "noopener", title: t.openPicture },
      img,
    ),
  ];
}

/**
 * @param {object} message as the server tells it
 * @param {object} page
 * @param {object} page.t the texts
 * @param {string} page.language
 * @param {string} page.timezone of the channel: days and times are where it is
 * @param {(name: string) => string} page.command a command's name as shown
 * @param {(button: object, element: HTMLButtonElement) => void} page.press
 */
export function drawMessage(message, { t, language, timezone, command, press }) {
  const { post } = message;
  const at = new Date(message.at);
  const day = new Intl.DateTimeFormat(language, {
    year: "numeric",
    month: "long",
    day: "numeric",
    weekday: "long",
    timeZone: timezone,
  }).format(at);
  const time = new Intl.DateTimeFormat(language, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: timezone,
  });

  const meta = el(
    "p",
    { className: "meta" },
    el("span", {
      className: "use",
      textContent: message.use ? t.used(message.use.author, command(message.use.command)) : t.scheduled,
    }),
    el("time", { dateTime: message.at, textContent: time.format(at), title: `${day} ${time.format(at)} (${timezone})` }),
  );
  if (message.private) {
    meta.append(el("span", { className: "badge", textContent: t.onlyYou }));
  }

  const card = el("div", { className: "card" }, el("h2", { id: `m${message.id}` }, ...lit(post.title, t)));
  for (const block of post.blocks) {
    card.append(block.kind === "table" ? table(block, t) : lines(block, t));
  }
  if (post.image) {
    card.append(...picture(post.image, t));
  }
  if (post.file) {
    card.append(file(post.file));
  }
  if (post.footer !== "") {
    card.append(el("p", { className: "footer" }, ...lit(post.footer, t)));
  }
  for (const row of post.buttons) {
    card.append(
      el(
        "div",
        { className: "buttons" },
        ...row.map((button) => {
          const element = el("button", {
            type: "button",
            className: button.style,
            textContent: button.label,
          });
          element.addEventListener("click", () => press(button, element));
          return element;
        }),
      ),
    );
  }

  const article = el(
    "article",
    { className: message.private ? "private" : "", tabIndex: -1, "aria-labelledby": `m${message.id}` },
    el("p", { className: "day", textContent: day, hidden: true }),
    meta,
    card,
  );
  article.dataset.id = message.id;
  article.dataset.change = message.change;
  article.dataset.day = day;
  return article;
}
