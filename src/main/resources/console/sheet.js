// Tables as text: what a spreadsheet puts on the clipboard, and CSV for the import.

/** Cells of tab-separated text, as Excel, WPS and others copy it; quoted cells may hold lines. */
export function pasted(text) {
  const rows = [[]];
  const plain = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  let i = 0;
  while (i <= plain.length) {
    let cell = "";
    if (plain[i] === '"' && /^"(?:[^"]|"")*"(?=\t|\n|$)/.test(plain.slice(i))) {
      const quoted = /^"((?:[^"]|"")*)"/.exec(plain.slice(i));
      cell = quoted[1].replaceAll('""', '"');
      i += quoted[0].length;
    } else {
      const end = plain.slice(i).search(/[\t\n]/);
      cell = end < 0 ? plain.slice(i) : plain.slice(i, i + end);
      i += cell.length;
    }
    rows.at(-1).push(cell.trim());
    if (i >= plain.length) break;
    if (plain[i] === "\n") rows.push([]);
    i++;
  }
  return rows;
}

/** CSV that no spreadsheet and no reader takes for anything else. */
export const csv = (rows) =>
  rows
    .map((row) => row.map((cell) => '"' + String(cell ?? "").replaceAll('"', '""') + '"').join(","))
    .join("\n") + "\n";

/** A form for the import, of files made here. */
export function files(named) {
  const form = new FormData();
  for (const [name, content] of Object.entries(named)) {
    form.append("file", content instanceof Blob ? content : new Blob([content], { type: "text/csv" }), name);
  }
  return form;
}

/** A figure as typed: full width, separators and spaces are the reader's; here only what is plain. */
export const plainNumber = (text) => {
  const figure = text
    .normalize("NFKC")
    .replace(/[\s,\u00a0\u200b]/g, "");
  return /^-?\d+(\.\d+)?$/.test(figure) ? figure : null;
};

/** The same amount, however it is written. */
export const sameAmount = (one, other) => {
  const bare = (v) => String(v ?? "").replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
  return bare(one) === bare(other);
};
