"use strict";
// Keeps the page as the server renders it. Without this file, forms post and the page is loaded again.
(() => {
  const by = (id) => document.getElementById(id);
  const main = by("main");

  const put = (id, html) => {
    const place = by(id);
    if (!place || place.innerHTML === html) return;
    const held = place.contains(document.activeElement) && place !== document.activeElement ? document.activeElement : null;
    place.innerHTML = html;
    if (!held) return;
    const again = [...place.querySelectorAll("button")].find((button) => button.value === held.value);
    const heading = place.closest("section").querySelector("h2[tabindex]");
    (again || heading || by("answer")).focus();
  };

  const show = (mode) => {
    if (main.dataset.mode === mode) return;
    main.dataset.mode = mode;
    for (const part of document.querySelectorAll("[data-for]")) part.hidden = part.dataset.for !== mode;
    const heading = document.querySelector(`[data-for="${mode}"] h2[tabindex]`);
    if (heading) heading.focus();
  };

  const hear = (lines) => {
    const log = by("captions");
    const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
    for (const [id, html] of lines) {
      let line = by(id);
      if (!line) {
        line = document.createElement("p");
        line.id = id;
        log.append(line);
      }
      if (line.innerHTML !== html) line.innerHTML = html;
    }
    if (isAtEnd) log.scrollTop = log.scrollHeight;
  };

  const source = new EventSource("events");
  source.onmessage = (message) => {
    const news = JSON.parse(message.data);
    document.title = news.title;
    for (const [id, html] of Object.entries(news.regions)) put(id, html);
    hear(news.captions);
    show(news.mode);
  };
  source.addEventListener("over", () => source.close());

  document.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = new URLSearchParams(new FormData(event.target, event.submitter));
    if (event.target.id === "say") event.target.reset();
    const answer = await fetch("act", { method: "POST", body, headers: { "X-View": "script" } });
    if (!answer.ok) put("notice", "That did not reach the session. Please try again.");
  });
})();
