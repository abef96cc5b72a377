"use strict";
/* The page of a report: language, search and sorting, the section of a unit, and ranks under other weights.
   Everything is drawn from the figures in #data; texts become text nodes, never HTML. */
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const units = data.units, nodes = data.nodes;
  const MOST_DRAWN = 70, MOST_ROWS = 200, MOST_NAMED = 10;
  const pages = [...document.querySelectorAll(".page")].map(makePage);
  let setting = read();

  /* ---------- the address: #unit=56&lang=vi&w.7=250 ---------- */
  function read() {
    const found = { unit: null, language: null, weights: {} };
    for (const part of location.hash.slice(1).split("&")) {
      const at = part.indexOf("=");
      if (at < 1) continue;
      let key, value;
      try { key = decodeURIComponent(part.slice(0, at)); value = decodeURIComponent(part.slice(at + 1)); } catch { continue; }
      if (key === "unit") found.unit = value;
      else if (key === "lang") found.language = value;
      else if (key.startsWith("w.") && value !== "" && Number.isFinite(+value) && +value >= 0) found.weights[key.slice(2)] = +value;
    }
    return found;
  }
  function address() {
    const parts = [];
    if (setting.unit !== null) parts.push("unit=" + encodeURIComponent(setting.unit));
    if (setting.language) parts.push("lang=" + encodeURIComponent(setting.language));
    for (const [code, value] of Object.entries(setting.weights)) parts.push("w." + encodeURIComponent(code) + "=" + value);
    return "#" + parts.join("&");
  }
  function keep() { history.replaceState(null, "", address()); }

  /* ---------- words and numbers ---------- */
  function fill(text, parts) { return text.replace(/\{(\w+)\}/g, (all, name) => (name in parts ? parts[name] : all)); }
  function signs(page, text) {
    const [point, comma] = data.signs[page.lang] || [".", ","];
    return text.replace(/[.,]/g, (sign) => (sign === "." ? point : comma)).replace(/^-/, "−");
  }
  function fixed(page, value, decimals) { return value === null || value === undefined ? data.none : signs(page, value.toFixed(decimals)); }
  function score(page, value) { return fixed(page, value, data.decimals); }
  function brief(page, value, most) { return value === null || value === undefined ? data.none : signs(page, String(+value.toFixed(most))); }
  function signed(page, value, decimals) { return (value > 0 ? "+" : "") + fixed(page, value, decimals); }
  function named(page, one) { return Array.isArray(one.n) ? one.n[page.at] : one.n; }
  function moved(up) { return up === null ? "" : up > 0 ? "▲" + up : up < 0 ? "▼" + -up : "="; }

  /* ---------- making elements ---------- */
  function make(tag, options, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(options || {})) element.setAttribute(name, value);
    element.append(...children.filter((child) => child !== null));
    return element;
  }
  function draw(tag, options, text) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(options || {})) element.setAttribute(name, value);
    if (text !== undefined) element.textContent = text;
    return element;
  }
  function picture(width, height, alternative) {
    const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": alternative });
    svg.style.maxWidth = width + "px";
    return svg;
  }
  function figure(svg, alternative) { return make("figure", {}, svg, make("figcaption", {}, alternative)); }
  function heading(...children) { return make("th", { scope: "row" }, make("span", { class: "name" }, ...children)); }
  function table(caption, heads, rows) {
    const head = make("tr", {}, ...heads.map((text, at) => make("th", at ? { scope: "col", class: "n" } : { scope: "col" }, text)));
    const body = rows.map((cells) => make("tr", {}, ...cells.map((cell, at) => at ? make("td", { class: "n" }, cell) : heading(cell))));
    return make("div", { class: "scroll", role: "group", tabindex: "0", "aria-label": caption },
      make("table", {}, make("caption", {}, caption), make("thead", {}, head), make("tbody", {}, ...body)));
  }
  /* A list of lines: beside their names where all of these have room, below them if not, and on a phone. */
  function lines(names, head) {
    const narrow = innerWidth < 560, beside = !narrow && names.every((name) => name.length <= 28);
    const width = narrow ? 330 : 520, left = beside ? 200 : 4, right = beside ? 415 : width - 4;
    let down = head;
    const all = names.map((name) => {
      const words = beside ? [name] : wrapped(name, narrow ? 34 : 56), label = down + (beside ? 16 : 14), y = beside ? down + 12 : label + 14 * words.length;
      down += beside ? 25 : 26 + 14 * words.length;
      return { words, label, y };
    });
    return { width, left, right, height: down + 4, all };
  }
  function wrapped(text, most) { /* lines between words, indented as the first is */
    const indent = text.match(/^\u2002*/)[0], found = [];
    for (const word of text.slice(indent.length).split(" ")) {
      const longer = found.length ? found[found.length - 1] + " " + word : indent + word;
      if (found.length && longer.length <= most) found[found.length - 1] = longer;
      else found.push(cut(indent + word, most));
    }
    return found;
  }
  function labelled(svg, line, value) { /* the name of a line, and at its end what it comes to */
    line.words.forEach((words, at) => svg.append(draw("text", { x: 0, y: line.label + 14 * at }, words)));
    svg.append(draw("text", { x: svg.viewBox.baseVal.width, y: line.label, "text-anchor": "end" }, value));
  }
  function cut(text, most) { return text.length > most ? text.slice(0, most - 1) + "…" : text; }

  /* ---------- scores and ranks under other weights ---------- */
  function shares(group, weights) { return group.w.map((weight, at) => weights[group.c[at]] ?? weight); }
  function valueOf(unit, place, weights) {
    if (unit.o && place in unit.o) return unit.o[place];
    const group = data.tree.groups[place], given = shares(group, weights);
    let sum = 0, there = 0, all = 0;
    group.p.forEach((part, at) => {
      if (given[at] === 0) return;
      all += 1;
      const value = part < 0 ? unit.x[-1 - part] : valueOf(unit, part, weights);
      if (value === null) return;
      sum += given[at] * value;
      there += given[at];
    });
    return all && there ? (group.f * sum) / there : null;
  }
  const scale = 10 ** data.decimals;
  function steps(value) { /* counted in units of the last published decimal, as the edition rounds */
    const scaled = Math.abs(value) * scale, whole = Math.floor(scaled), excess = scaled - whole - 0.5;
    const half = Math.abs(excess) <= Math.min(Math.max(1.5e-15 * scaled, 1.5e-15), 0.05);
    const up = half ? (data.half === "half-even" ? whole % 2 === 1 : true) : excess > 0;
    return Math.sign(value) * (whole + (up ? 1 : 0)) + 0;
  }
  function ranksOf(values) { /* larger is better unless the edition says otherwise; null has no rank */
    const turn = data.ascending ? -1 : 1;
    const rows = [];
    values.forEach((value, at) => { if (value !== null) rows.push([turn * (data.full ? value : steps(value)), at]); });
    rows.sort((one, other) => other[0] - one[0] || (units[one[1]].c < units[other[1]].c ? -1 : 1));
    const ranks = values.map(() => null);
    const near = data.full ? data.tree.near : 0;
    for (let first = 0, group = 1; first < rows.length; group += 1) {
      let last = first;
      while (last + 1 < rows.length && rows[last][0] - rows[last + 1][0] <= near * Math.max(Math.abs(rows[last][0]), Math.abs(rows[last + 1][0]))) last += 1;
      const run = rows.slice(first, last + 1).sort((one, other) => (units[one[1]].c < units[other[1]].c ? -1 : 1));
      run.forEach(([, at], place) => {
        ranks[at] = { min: first + 1, max: last + 1, dense: group, average: (first + last) / 2 + 1, ordinal: first + 1 + place }[data.ties];
      });
      first = last + 1;
    }
    return ranks;
  }
  function played(weights) {
    const values = units.map((unit) => (unit.r === null ? null : valueOf(unit, 0, weights)));
    return { values: values.map((value) => (value === null ? null : steps(value) / scale)), ranks: ranksOf(values) };
  }
  function isMoved() { return data.tree !== null && Object.keys(setting.weights).length > 0; }

  /* ---------- one page: a language ---------- */
  function makePage(root, at) {
    const script = JSON.parse(root.querySelector(".words").textContent);
    const page = { root, at, lang: root.lang, say: script.words, marks: script.marks, sentences: script.units, plans: script.plans, sort: ["rank", 1] };
    const body = root.querySelector(".ranked tbody");
    page.rows = body ? [...body.rows] : [];
    page.whole = page.rows.length <= MOST_ROWS + MOST_ROWS / 2;
    page.more = page.whole ? null : [...root.querySelectorAll(".ranked, .heat")].map((one) => {
      const button = make("button", { type: "button" }, fill(page.say.show_all, { n: page.rows.length }));
      button.addEventListener("click", () => { page.whole = true; limit(page); });
      one.parentNode.after(button);
      return button;
    });
    for (const button of root.querySelectorAll("[data-language]")) button.addEventListener("click", () => {
      setting.language = button.dataset.language;
      keep();
      show();
      shown().root.querySelector("[data-language='" + CSS.escape(setting.language) + "']").focus();
    });
    for (const head of root.querySelectorAll("[data-sort]")) {
      const button = make("button", { type: "button" }, ...head.childNodes);
      if (head.ariaLabel) { button.setAttribute("aria-label", head.ariaLabel); head.removeAttribute("aria-label"); }
      head.append(button);
      button.addEventListener("click", () => {
        const key = head.dataset.sort;
        const first = key === "rank" || key === "name" ? 1 : -1;
        page.sort = [key, page.sort[0] === key ? -page.sort[1] : first];
        arrange(page);
      });
    }
    const search = root.querySelector(".search");
    if (search) search.addEventListener("input", () => filter(page));
    const choose = root.querySelector(".choose");
    if (choose) choose.addEventListener("change", () => { setting.unit = choose.value; keep(); drawUnit(page); });
    for (const slider of root.querySelectorAll("input[type=range]")) slider.addEventListener("input", () => {
      setting.weights[slider.dataset.code] = +slider.value;
      keep();
      play(page, slider);
    });
    const reset = root.querySelector(".reset");
    if (reset) reset.addEventListener("click", () => { setting.weights = {}; keep(); play(page); });
    return page;
  }
  const usual = (navigator.languages || []).map((one) => one.slice(0, 2)).find((one) => pages.some((page) => page.lang === one));
  function shown() { /* the language that was chosen, or else the reader's own, or else the first */
    return pages.find((page) => page.lang === (setting.language || usual)) || pages[0];
  }

  /* ---------- the ranking ---------- */
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
  function filter(page) {
    const wanted = plain(page.root.querySelector(".search").value.trim());
    let found = 0;
    page.rows.forEach((row, at) => {
      const there = !wanted || plain(named(page, units[at])).includes(wanted) || plain(units[at].c) === wanted;
      row.hidden = !there;
      found += there ? 1 : 0;
    });
    if (!wanted) limit(page);
    page.root.querySelector(".found").textContent = wanted ? fill(page.say.found, { n: found, of: page.rows.length }) : "";
  }
  function limit(page) { /* of very many units the first ones, until all are asked for */
    if (!page.more) return;
    const wanted = page.root.querySelector(".search").value.trim();
    const rows = [...page.root.querySelector(".ranked tbody").rows];
    if (!wanted) rows.forEach((row, at) => { row.hidden = !page.whole && at >= MOST_ROWS; });
    [...page.root.querySelectorAll(".heat tbody tr")].forEach((row, at) => { row.hidden = !page.whole && at >= MOST_ROWS; });
    for (const button of page.more) button.hidden = page.whole;
  }
  function arrange(page) {
    if (!page.rows.length) return;
    const [key, way] = page.sort, now = page.now || { values: units.map((unit) => unit.s), ranks: units.map((unit) => unit.r) };
    const last = Infinity;
    const by = {
      rank: (at) => now.ranks[at] ?? last,
      score: (at) => now.values[at] ?? -last,
      move: (at) => page.ups[at] ?? -last,
      name: (at) => named(page, units[at]),
    }[key] || ((at) => units[at].v[+key] ?? -last);
    const order = page.rows.map((row, at) => at);
    order.sort((one, other) => {
      const a = by(one), b = by(other);
      const different = key === "name" ? a.localeCompare(b, page.lang) : a < b ? -1 : a > b ? 1 : 0;
      return way * different || one - other;
    });
    page.rows[0].parentNode.append(...order.map((at) => page.rows[at]));
    for (const head of page.root.querySelectorAll("[data-sort]")) {
      if (head.dataset.sort === key) head.setAttribute("aria-sort", way > 0 ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    }
    limit(page);
  }
  function bars(page) {
    const values = (page.now ? page.now.values : units.map((unit) => unit.s)).filter((value) => value !== null);
    const low = Math.min(0, ...values), high = data.most ?? Math.max(...values);
    page.rows.forEach((row, at) => {
      const value = page.now ? page.now.values[at] : units[at].s;
      const cell = row.querySelector(".s");
      const width = value === null || low < 0 || high <= 0 ? 0 : Math.min(1, value / high);
      cell.style.setProperty("--w", width.toFixed(4));
    });
  }

  /* ---------- weights to play with ---------- */
  function play(page, moving) {
    if (!data.tree || !page.rows.length) return;
    const weights = isMoved() ? setting.weights : {};
    const now = played(weights);
    const moves = isMoved();
    page.now = moves ? now : null;
    page.root.querySelector(".ranked").classList.toggle("still", !moves && page.published.every((one) => one.text === ""));
    const box = page.root.querySelector(".play");
    box.classList.toggle("plain", !moves);
    if (moves) box.open = true;
    for (const slider of page.root.querySelectorAll("input[type=range]")) {
      const group = data.tree.groups[+slider.dataset.group], given = shares(group, weights);
      const total = given.reduce((sum, one) => sum + one, 0), own = given[group.c.indexOf(slider.dataset.code)];
      if (slider !== moving) slider.value = own;
      const share = total ? (100 * own) / total : 0;
      const told = brief(page, own, 4) + " · " + fixed(page, share, 1) + "%";
      slider.nextElementSibling.textContent = told;
      slider.setAttribute("aria-valuetext", told);
    }
    const link = page.root.querySelector(".link");
    if (link) link.setAttribute("href", address());
    let up = 0, down = 0, best = null, first = [];
    page.rows.forEach((row, at) => {
      const rank = moves ? now.ranks[at] : units[at].r;
      const change = moves ? (rank === null || units[at].r === null ? null : units[at].r - rank) : page.published[at].up;
      row.cells[0].textContent = rank === null ? data.none : signs(page, String(rank));
      row.cells[1].textContent = moves ? moved(change) : page.published[at].text;
      row.cells[1].className = "move" + (change > 0 ? " up" : change < 0 ? " down" : "");
      row.querySelector(".s").textContent = score(page, moves ? now.values[at] : units[at].s);
      page.ups[at] = change;
      if (moves && change > 0) up += 1;
      if (moves && change < 0) down += 1;
      if (rank !== null && (best === null || rank < best)) [best, first] = [rank, []];
      if (rank !== null && rank === best) first.push(at);
    });
    const told = page.root.querySelector(".told");
    const leading = first.slice(0, 4).map((at) => named(page, units[at])).join(", ") + (first.length > 4 ? "…" : "");
    if (told) told.textContent = !moves ? "" : !first.length ? page.say.play_zero
      : fill(first.length > 1 ? page.say.play_shared : page.say.play_alt,
        { unit: leading, score: score(page, now.values[first[0]]), up, down });
    bars(page);
    arrange(page);
  }

  /* ---------- the section of a unit ---------- */
  function drawUnit(page) {
    const box = page.root.querySelector(".unit");
    if (!box || !data.shown.length) return;
    const at = chosen();
    const choose = page.root.querySelector(".choose");
    choose.value = units[at].c;
    for (const [place, row] of page.rows.entries()) row.classList.toggle("here", place === at && setting.unit !== null);
    box.replaceChildren(...unitParts(page, at));
  }
  function chosen() {
    const place = setting.unit === null ? -1 : units.findIndex((unit) => unit.c === setting.unit);
    if (data.shown.includes(place)) return place;
    const first = units.findIndex((unit) => unit.c === data.chosen[0]);
    return first >= 0 ? first : data.shown[0];
  }
  function unitParts(page, at) {
    const unit = units[at], name = named(page, unit), say = page.say;
    const title = unit.r === null ? fill(say.unranked, { unit: name })
      : fill(say.standing, { unit: name, rank: signs(page, String(unit.r)), of: data.index.of, score: score(page, unit.s) });
    const sentences = page.sentences[data.shown.indexOf(at)] || [];
    const parts = [make("h3", {}, title), make("ul", {}, ...sentences.map((text) => make("li", {}, text)))];
    const columns = [profile(page, unit), losses(page, unit), changes(page, unit), cuts(page, unit), lifts(page, unit), ...plans(page, at), past(page, unit), range(page, unit), neighbours(page, at)];
    parts.push(make("div", { class: "grid" }, ...columns.filter((part) => part !== null)));
    return parts;
  }
  function plans(page, at) { /* the cheapest ways of a unit that was asked for to the next better rank, as improve tells them */
    const found = [];
    for (const one of page.plans[data.shown.indexOf(at)] || []) {
      if (one.kind === "title" || one.kind === "section") found.push(part(one.text));
      else found[found.length - 1].append(...(one.kind === "table"
        ? [table(one.caption, one.head.map((head) => head.text), one.rows.map((row) => row.map((cell) => cell.text)))]
        : (one.texts || [one.text]).map((text) => make("p", one.kind === "aid" ? { class: "aid" } : {}, text))));
    }
    return found;
  }
  function part(title, ...children) { return make("div", {}, make("h4", {}, title), ...children); }

  function profile(page, unit) { /* a strip for each part: all units, the mean, this one */
    const every = nodes.map((node, at) => at).filter((at) => nodes[at].d >= 1 && unit.v[at] !== null);
    if (!every.length) return null;
    const levels = [...new Set(every.map((at) => nodes[at].d))].sort((one, other) => other - one);
    const room = levels.map((depth) => every.filter((at) => nodes[at].d <= depth)).find((some) => some.length <= 30);
    const places = room || every.slice(0, 30);
    const label = (at) => "\u2002".repeat(Math.max(0, nodes[at].d - 1)) + named(page, nodes[at]);
    const { width, left, right, height, all } = lines(places.map(label), 22);
    const ends = data.ends[data.shown.indexOf(units.indexOf(unit))], ranks = new Set(places.map((at) => unit.k[at]));
    const even = ranks.size === 1 && !ranks.has(null);
    const [best, worst] = (ends || [places[0], places[0]]).map((at) => named(page, nodes[at]));
    const told = fill(ends ? page.say.profile_alt : even ? page.say.profile_even : page.say.profile_plain,
      { unit: named(page, unit), rank: unit.k[places[0]], n: places.length, best, worst });
    const svg = picture(width, height, told);
    let along = left;
    for (const [kind, text] of [["dot", page.say.all], ["mean", page.say.mean], ["own", page.say.this]]) {
      svg.append(kind === "mean" ? draw("line", { x1: along + 4, x2: along + 4, y1: 1, y2: 15, class: "mean" }) : draw("circle", { cx: along + 4, cy: 8, r: kind === "own" ? 5.5 : 3.2, class: kind }));
      svg.append(draw("text", { x: along + 14, y: 12, class: "soft" }, text));
      along += 32 + 6.6 * text.length;
    }
    places.forEach((at, line) => {
      const values = units.map((one) => one.v[at]).filter((value) => value !== null);
      const node = nodes[at], { y } = all[line];
      const low = Math.min(...values), high = Math.max(...values);
      const span = high - low || 1, x = (value) => left + ((right - left) * (value - low)) / span;
      labelled(svg, all[line], score(page, unit.v[at]) + (unit.k[at] === null ? "" : "  (" + unit.k[at] + ")"));
      svg.append(draw("line", { x1: left, x2: right, y1: y, y2: y, class: "axis" }));
      for (const value of new Set(values.length > 400 ? values.filter((value, place) => place % 5 === 0) : values)) svg.append(draw("circle", { cx: x(value).toFixed(1), cy: y, r: 3.2, class: "dot" }));
      if (node.mean !== null) svg.append(draw("line", { x1: x(node.mean), x2: x(node.mean), y1: y - 7, y2: y + 7, class: "mean" }));
      svg.append(draw("circle", { cx: x(unit.v[at]), cy: y, r: 5.5, class: "own" }));
    });
    const rows = every.map((at) => {
      const node = nodes[at], mark = unit.m ? unit.m[at] : ".";
      const value = make("span", {}, score(page, unit.v[at]));
      if (page.marks[mark] && mark !== "m") value.append(make("sup", { title: page.marks[mark] }, mark));
      const times = node.mean > 0 && !node.low ? fixed(page, unit.v[at] / node.mean, 2) : data.none;
      return [named(page, node), value, score(page, node.mean), times, unit.k[at] === null ? data.none : unit.k[at] + " / " + node.of];
    });
    const shown = new Set(every.map((at) => (unit.m ? unit.m[at] : "."))); shown.delete("."); shown.delete("m");
    const legend = [...shown].map((mark) => mark + " " + page.marks[mark]).join(", ");
    const whole = table(page.say.profile, [page.say.node, page.say.value, page.say.mean, page.say.times, page.say.place], rows);
    return part(page.say.profile, figure(svg, told), few(page, places.length, every.length), rows.length > 25 ? make("details", { class: "long" }, make("summary", {}, page.say.whole_table), whole) : whole,
      legend ? make("p", { class: "aid" }, legend + ".") : null);
  }

  function losses(page, unit) { /* points won and lost, part by part, the innermost that are known */
    if (!data.points || !unit.p || unit.p[0] === null) return null;
    const inner = innermost(unit).filter((at) => nodes[at].max > 0 && unit.p[at + 1] !== null);
    if (!inner.length) return null;
    const lost = (at) => Math.round(100 * (nodes[at].max - unit.p[at + 1])) / 100;
    const order = [...inner].sort((one, other) => lost(other) - lost(one)).slice(0, 20);
    if (lost(order[0]) <= 0) return null;
    const told = fill(page.say.losses_alt, { unit: named(page, unit), node: named(page, nodes[order[0]]), lost: brief(page, lost(order[0]), 2), total: brief(page, nodes[order[0]].max, 2) });
    const { width, left, right, height, all } = lines(order.map((at) => named(page, nodes[at])), 0), most = Math.max(...order.map((at) => nodes[at].max));
    const svg = picture(width, height, told);
    order.forEach((at, line) => {
      const y = all[line].y - 7, won = ((right - left) * unit.p[at + 1]) / most, whole = ((right - left) * nodes[at].max) / most;
      labelled(svg, all[line], brief(page, -lost(at), 2) + " / " + brief(page, nodes[at].max, 2));
      svg.append(draw("rect", { x: left, y, width: Math.max(0, won), height: 14, class: "bar" }));
      svg.append(draw("rect", { x: left + won + 1, y, width: Math.max(0, whole - won - 1), height: 14, class: "rest" }));
    });
    return part(page.say.losses, figure(svg, told), few(page, order.length, inner.length));
  }
  function few(page, n, of) { return n < of ? make("p", { class: "aid" }, fill(page.say.some_shown, { n, of })) : null; }
  function innermost(unit) { /* the parts of the index with a value, none of which has a part of its own with one */
    const found = [];
    nodes.forEach((node, at) => {
      if (node.d < 1 || unit.v[at] === null) return;
      const next = nodes.slice(at + 1).findIndex((one) => one.d <= node.d);
      const below = nodes.slice(at + 1, next < 0 ? undefined : at + 1 + next);
      if (unit.m && unit.m[at] === "s" ? true : !below.some((one, place) => unit.v[at + 1 + place] !== null)) {
        if (!found.some((one) => isBelow(at, one) && unit.m && unit.m[one] === "s")) found.push(at);
      }
    });
    return found;
  }
  function isBelow(at, above) {
    if (at <= above) return false;
    return nodes.slice(above + 1, at + 1).every((node) => node.d > nodes[above].d);
  }

  function changes(page, unit) { /* what moved the score since the period before */
    if (!unit.was || unit.was[1] === null || !unit.a) return null;
    const drawn = causes(page, data.causes, unit.a, (node) =>
      fill(page.say.changed_alt, { unit: named(page, unit), before: score(page, unit.was[1]), now: score(page, unit.s), node }));
    return drawn && part(page.say.changed, ...moves(page, unit), drawn);
  }
  function moves(page, unit) { /* why its rank moved, of its own figures and those of others, and where they count of edition and list */
    if (!unit.e) return [];
    const [before, , now] = unit.was, decimals = unit.e.every((one) => Math.round(one * 10) / 10 === one) ? 1 : 2;
    const [own, others, edition, list] = unit.e.map((one) => signed(page, one, decimals));
    const told = [fill(before === now ? page.say.places_same : page.say.places, { own, others, before, now })];
    if (unit.e[2] || unit.e[3]) told.push(fill(page.say.places_beside, { edition, list }));
    return told.map((text) => make("p", {}, text));
  }
  function cuts(page, unit) { /* what an appraisal took from its own assessment, or added to it */
    if (!unit.cut) return null;
    const drawn = causes(page, data.cuts, unit.cut[1], (node) =>
      fill(page.say.cut_alt, { unit: named(page, unit), before: score(page, unit.cut[0]), now: score(page, unit.s), node }));
    return drawn && part(page.say.cut, drawn);
  }
  function causes(page, of, values, alternative) { /* a waterfall of what changed a score; nothing where nothing did */
    const names = [...of.map((cause) => (Array.isArray(cause[1]) ? cause[1][page.at] : cause[1])), page.say.edition, page.say.list];
    const all = values.map((value, at) => [names[at], value]).filter((cause) => cause[1] !== 0);
    if (!all.length) return null;
    all.sort((one, other) => Math.abs(other[1]) - Math.abs(one[1]));
    const causes = all.slice(0, all.length > 14 ? 13 : 14), rest = all.slice(causes.length).reduce((sum, one) => sum + one[1], 0);
    if (rest) causes.push([page.say.rest, rest]);
    const told = alternative(causes[0][0]);
    const { width, left, right, height, all: rows } = lines(causes.map(([name]) => name), 0);
    let at = 0, low = 0, high = 0;
    for (const [, value] of causes) { at += value; low = Math.min(low, at); high = Math.max(high, at); }
    const x = (value) => left + ((right - left) * (value - low)) / (high - low || 1);
    const svg = picture(width, height, told);
    at = 0;
    causes.forEach(([, value], line) => {
      const y = rows[line].y - 7;
      labelled(svg, rows[line], signed(page, value, data.decimals));
      svg.append(draw("rect", { x: x(Math.min(at, at + value)), y, width: Math.max(1.5, Math.abs(x(at + value) - x(at))), height: 14, class: (value > 0) === !data.low_is_good ? "gain" : "loss" }));
      at += value;
    });
    return figure(svg, told);
  }

  function lifts(page, unit) { /* one part raised to the mean, to the best, to the most there is */
    if (!unit.u) return null;
    const full = unit.u.some((one) => one[3] !== null);
    const told = (rank) => (rank === null ? data.none : rank === 0 ? page.say.above : signs(page, String(rank)));
    const rows = unit.u.map(([at, ...ranks]) => [named(page, nodes[at]), ...ranks.slice(0, full ? 3 : 2).map(told)]);
    const heads = [page.say.node, page.say.to_mean, page.say.to_best, ...(full ? [page.say.to_full] : [])];
    return part(page.say.lifts, make("p", { class: "aid" }, page.say.lifts_note), table(page.say.lifts, heads, rows));
  }

  function past(page, unit) {
    if (!unit.h) return null;
    const known = unit.h.map((one, at) => [at, one]).filter(([, one]) => one && one[0] !== null);
    if (known.length < 2) return null;
    const [first, last] = [known[0], known[known.length - 1]];
    const told = fill(page.say.history_alt, { unit: named(page, unit), before: first[1][0], first: data.periods[first[0]], now: last[1][0], last: data.periods[last[0]] });
    const most = Math.max(units.length, ...known.map(([, one]) => one[0])), width = innerWidth < 560 ? 330 : 520, height = 150;
    const brieflyTold = data.periods.length > (width < 400 ? 3 : 5);
    const x = (at) => 40 + ((width - 80) * at) / Math.max(1, data.periods.length - 1), y = (rank) => 22 + ((height - 60) * (rank - 1)) / Math.max(1, most - 1);
    const svg = picture(width, height, told);
    for (const rank of [1, most]) svg.append(draw("line", { x1: 30, x2: width - 30, y1: y(rank), y2: y(rank), class: "axis" }), draw("text", { x: 24, y: y(rank) + 4, "text-anchor": "end", class: "soft" }, String(rank)));
    svg.append(draw("polyline", { points: known.map(([at, one]) => x(at) + "," + y(one[0])).join(" "), class: "front chosen" }));
    for (const [at, one] of known) {
      svg.append(draw("circle", { cx: x(at), cy: y(one[0]), r: 5, class: "front chosen" }));
      svg.append(draw("text", { x: x(at), y: y(one[0]) - 9, "text-anchor": "middle" }, String(one[0])));
      svg.append(draw("text", { x: x(at), y: height - 4, "text-anchor": "middle", class: "soft" }, brieflyTold ? data.periods[at] : data.periods[at] + " · " + score(page, one[1])));
    }
    return part(page.say.history, figure(svg, told));
  }

  function range(page, unit) {
    if (!unit.g) return null;
    const [low, high, best, worst] = unit.g;
    const told = fill(best === worst ? page.say.firm_always : low === high ? page.say.firm_mostly : page.say.firm_alt,
      { unit: named(page, unit), low: brief(page, low, 1), high: brief(page, high, 1), best, worst });
    const end = innerWidth < 560 ? 310 : 500;
    const svg = picture(end + 20, 44, told), count = data.index.of, x = (rank) => 20 + ((end - 20) * (rank - 1)) / Math.max(1, count - 1);
    svg.append(draw("line", { x1: 20, x2: end, y1: 14, y2: 14, class: "axis" }), draw("line", { x1: x(best), x2: x(worst), y1: 14, y2: 14, class: "mean" }));
    svg.append(draw("line", { x1: x(low), x2: x(high) + 0.01, y1: 14, y2: 14, class: "range" }), draw("circle", { cx: x(unit.r), cy: 14, r: 5.5, class: "own" }));
    svg.append(draw("text", { x: 20, y: 38, class: "soft", "text-anchor": "middle" }, "1"), draw("text", { x: end, y: 38, class: "soft", "text-anchor": "middle" }, String(count)));
    return part(page.say.firm, figure(svg, told), alike(page, unit));
  }
  function bands(letters) { return letters.match(/\(\d+\)|./g) || []; }
  function alike(page, unit) { /* whom it cannot be told apart from: those of its bands */
    const own = new Set(bands(unit.g[4]));
    const others = units.filter((one) => one !== unit && one.g && bands(one.g[4]).some((letter) => own.has(letter)));
    if (!others.length) return null;
    const names = others.slice(0, MOST_NAMED).map((one) => named(page, one) + " (" + signs(page, String(one.r)) + ")").join(", ");
    const rest = others.length - MOST_NAMED;
    return make("p", { class: "aid" }, fill(rest > 0 ? page.say.firm_like_more : page.say.firm_like, { unit: names, n: rest }));
  }

  function neighbours(page, place) { /* the two above and the two below, part by part */
    const unit = units[place];
    if (unit.r === null || units.length < 2) return null;
    const near = units.map((one, at) => at).filter((at) => units[at].r !== null && Math.abs(at - place) <= 2);
    const places = nodes.map((node, at) => at).filter((at) => nodes[at].d === 1).slice(0, 8);
    const rows = near.map((at) => {
      const one = units[at];
      const name = at === place ? make("strong", {}, one.r + "  " + named(page, one)) : make("a", { href: "#unit=" + encodeURIComponent(one.c) }, one.r + "  " + named(page, one));
      return [name, score(page, one.s), ...places.map((node) => score(page, one.v[node]))];
    });
    return part(page.say.neighbours, table(page.say.neighbours, [page.say.unit, data.code, ...places.map((at) => named(page, nodes[at]))], rows));
  }

  /* ---------- pictures of all units ---------- */
  function course(page) { /* ranks over the periods, the chosen and the first in front */
    const box = page.root.querySelector(".course");
    if (!box || data.periods.length < 2) return;
    const own = chosen() ?? 0, drawn = units.map((unit, at) => at).filter((at) => units[at].h && (at < MOST_DRAWN || at === own));
    const front = drawn.slice(0, 6);
    const most = Math.max(2, ...drawn.flatMap((at) => units[at].h.map((one) => (one && one[0]) || 1)));
    const narrow = innerWidth < 560, width = narrow ? 330 : 760, height = Math.min(760, Math.max(200, 11 * most)) + 40, right = narrow ? 120 : 190;
    const x = (at) => 40 + ((width - 40 - right) * at) / (data.periods.length - 1), y = (rank) => 30 + ((height - 50) * (rank - 1)) / (most - 1);
    const names = front.map((at) => named(page, units[at])).join(", ");
    const told = fill(page.say.course_alt, { n: drawn.length, first: data.periods[0], last: data.periods[data.periods.length - 1], unit: names });
    const svg = picture(width, height, told);
    const draws = (at, kind) => {
      const known = units[at].h.map((one, place) => [place, one]).filter(([, one]) => one && one[0] !== null);
      svg.append(draw("polyline", { points: known.map(([place, one]) => x(place).toFixed(1) + "," + y(one[0]).toFixed(1)).join(" "), class: kind }));
      if (kind !== "line") for (const [place, one] of known) svg.append(draw("circle", { cx: x(place), cy: y(one[0]), r: 4, class: kind }));
    };
    data.periods.forEach((period, at) => svg.append(draw("text", { x: x(at), y: 14, "text-anchor": "middle", class: "soft" }, period)));
    drawn.filter((at) => !front.includes(at) && at !== own).forEach((at) => draws(at, "line"));
    front.forEach((at) => draws(at, "front"));
    if (setting.unit !== null || !front.includes(own)) draws(own, "front chosen");
    const ends = [...new Set([...front, own])].map((at) => { const last = [...units[at].h].reverse().find((one) => one && one[0] !== null); return last ? [y(last[0]), at, last[0]] : null; })
      .filter((one) => one !== null).sort((one, other) => one[0] - other[0]);
    let above = -Infinity;
    for (const [place, at, rank] of ends) {
      above = Math.max(place, above + 14);
      svg.append(draw("text", { x: width - right + 10, y: above + 4 }, cut(rank + "  " + named(page, units[at]), narrow ? 16 : 26)));
    }
    box.replaceChildren(make("h3", {}, page.say.course), figure(svg, told), few(page, drawn.length, units.length) || "");
  }
  function firmness(page) {
    const box = page.root.querySelector(".firm");
    if (!box) return;
    const drawn = units.map((unit, at) => at).filter((at) => units[at].g).slice(0, MOST_DRAWN);
    if (!drawn.length) return;
    const narrow = innerWidth < 560, row = 17, left = narrow ? 110 : 190, width = narrow ? 330 : 760, count = data.index.of, x = (rank) => left + ((width - left - (narrow ? 40 : 60)) * (rank - 1)) / Math.max(1, count - 1);
    const told = fill(page.say.firm_all, { n: drawn.length });
    const svg = picture(width, row * drawn.length + 24, told);
    const step = count <= 15 ? 5 : count <= 80 && !narrow ? 10 : count <= 80 ? 20 : count <= 250 ? 50 : 10 ** Math.floor(Math.log10(count / 2));
    const between = Array.from({ length: Math.floor(count / step) }, (one, at) => step * (at + 1)).filter((one) => count - one >= step / 2);
    for (const rank of [1, ...between, count]) {
      svg.append(draw("line", { x1: x(rank), x2: x(rank), y1: 18, y2: row * drawn.length + 22, class: "axis" }), draw("text", { x: x(rank), y: 12, "text-anchor": "middle", class: "soft" }, String(rank)));
    }
    drawn.forEach((at, line) => {
      const [low, high, best, worst, letters] = units[at].g, y = 24 + row * line + 6;
      svg.append(draw("text", { x: 0, y: y + 4 }, cut(units[at].r + "  " + named(page, units[at]), narrow ? 15 : 28)));
      svg.append(draw("line", { x1: x(best), x2: x(worst), y1: y, y2: y, class: "line" }), draw("line", { x1: x(low), x2: x(high) + 0.01, y1: y, y2: y, class: "range" }));
      svg.append(draw("circle", { cx: x(units[at].r), cy: y, r: 3.5, class: "place" }), draw("text", { x: width - (narrow ? 26 : 40), y: y + 4, class: "soft" }, letters));
    });
    box.replaceChildren(figure(svg, told), few(page, drawn.length, units.length) || "");
  }

  /* ---------- all together ---------- */
  function show() {
    const page = shown();
    for (const one of pages) one.root.hidden = one !== page;
    document.documentElement.lang = page.lang;
    document.title = page.root.dataset.title;
    play(page);
    bars(page);
    drawUnit(page);
    course(page);
    firmness(page);
    if (page.root.querySelector(".search")) filter(page);
  }
  for (const page of pages) {
    page.ups = page.rows.map((row) => { const text = row.cells[1].textContent; return text === "" ? null : text === "=" ? 0 : +text.slice(1) * (text[0] === "▲" ? 1 : -1); });
    page.published = page.rows.map((row, at) => ({ text: row.cells[1].textContent, up: page.ups[at] }));
  }
  addEventListener("beforeprint", () => { /* on paper nobody can choose: all units that the report was made for */
    const page = shown(), box = page.root.querySelector(".unit");
    const places = data.chosen.map((code) => units.findIndex((unit) => unit.c === code)).filter((at) => data.shown.includes(at));
    if (box && places.length > 1) box.replaceChildren(...places.map((at) => make("div", { class: "of-several" }, ...unitParts(page, at))));
  });
  addEventListener("afterprint", () => drawUnit(shown()));
  matchMedia("(max-width: 559px)").addEventListener("change", show); /* pictures of a phone are others */
  addEventListener("hashchange", () => {
    const found = read();
    const target = location.hash.slice(1);
    if (!target.includes("=") && document.getElementById(target)) return; /* a place on the page */
    const jumps = found.unit !== null && found.unit !== setting.unit;
    setting = { ...found, language: found.language || setting.language };
    show();
    if (jumps) { const place = shown().root.querySelector("section.units"); if (place) place.scrollIntoView(); }
  });
  show();
  if (read().unit !== null) { const place = shown().root.querySelector("section.units"); if (place) place.scrollIntoView(); }
})();
