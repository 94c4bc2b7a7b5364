"use strict";
// Sends the article to v1/briefs, shows the brief the server rendered, or its problem details.
(() => {
  const at = (id) => document.getElementById(id);
  const editor = document.querySelector(".editor");
  const [form, text, size] = [at("ask"), at("text"), at("size")];
  const [progress, problem, result, save] = [at("progress"), at("problem"), at("result"), at("save")];
  const [bar, stage, seconds] = [progress.querySelector("progress"), at("stage"), at("seconds")];
  let running = null;
  let sent = null;

  const isPage = (article) => /^\s*<(?:!doctype|html|head|body|article|main|div|section|p|h1|!--)/i.test(article);

  const post = (article, parameters, signal) =>
    fetch(`v1/briefs?${parameters}`, {
      method: "POST",
      headers: { "Content-Type": `${isPage(article) ? "text/html" : "text/plain"}; charset=utf-8` },
      body: article,
      signal,
    });

  // EventSource cannot post; the format is WHATWG HTML, 9.2.6 (server-sent events).
  const events = async function* (response) {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + value).split(/\r?\n\r?\n/);
      rest = blocks.pop();
      for (const block of blocks) {
        const event = { name: "", data: "" };
        for (const row of block.split(/\r?\n/)) {
          if (row.startsWith("event: ")) event.name = row.slice(7);
          if (row.startsWith("data: ")) event.data += row.slice(6);
        }
        yield event;
      }
    }
  };

  const line = (name, content, parent) => {
    if (!content) return;
    const element = document.createElement(name);
    element.textContent = content;
    parent.append(element);
  };

  const showProblem = (found) => {
    problem.replaceChildren();
    line("h2", found.title || "The request failed", problem);
    line("p", found.detail, problem);
    if (found.field) line("p", `Field: ${found.field}`, problem);
    if (found.remedy) {
      line("p", "To repair it:", problem);
      line("code", found.remedy, problem);
    }
    if (found.retry_after) line("p", `Try again in ${found.retry_after} s.`, problem);
    problem.hidden = false;
    problem.focus();
  };

  const readProblem = async (response) => {
    try {
      return await response.json();
    } catch {
      return { title: `The server answered ${response.status}`, detail: response.statusText };
    }
  };

  const unreachable = {
    title: "The server cannot be reached",
    detail: "Is it still running? Start it with: mujaz serve",
  };

  const broken = {
    title: "The server broke off",
    detail: "The brief did not arrive whole. Nothing of it is shown; try again.",
  };

  const busy = (on) => {
    at("make").disabled = on;
    at("stop").hidden = !on;
    progress.hidden = !on;
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const article = text.value;
    problem.hidden = true;
    save.hidden = true;
    result.replaceChildren();
    running = new AbortController();
    busy(true);
    const started = performance.now();
    const tick = () => {
      seconds.textContent = `${Math.round((performance.now() - started) / 1000)} s`;
    };
    bar.removeAttribute("value");
    stage.textContent = "Reading the article";
    tick();
    const clock = setInterval(tick, 1000);
    try {
      const response = await post(article, "format=events&rendering=html", running.signal);
      if (!response.ok) {
        showProblem(await readProblem(response));
        return;
      }
      let rendered = null;
      for await (const { name, data } of events(response)) {
        if (name === "progress") {
          const { done, of } = JSON.parse(data);
          [bar.max, bar.value] = [of, done];
          stage.textContent =
            done < of ? `Translated ${done} of ${of} sentences` : "Looking for statements and the summary";
        } else if (name === "problem") {
          showProblem(JSON.parse(data));
          return;
        } else if (name === "rendering") {
          rendered = JSON.parse(data).content;
        }
      }
      if (rendered === null) {
        showProblem(broken);
        return;
      }
      const page = new DOMParser().parseFromString(rendered, "text/html");
      result.replaceChildren(document.importNode(page.querySelector("main.brief"), true));
      sent = article;
      save.hidden = false;
      editor.classList.add("done");
      result.focus({ preventScroll: true });
      editor.querySelector(".actions").scrollIntoView({ block: "start" });
    } catch (error) {
      if (error.name !== "AbortError") showProblem(unreachable);
    } finally {
      clearInterval(clock);
      running = null;
      busy(false);
    }
  });

  at("stop").addEventListener("click", () => running && running.abort());

  form.addEventListener("reset", () => {
    problem.hidden = true;
    save.hidden = true;
    result.replaceChildren();
    size.textContent = "";
    editor.classList.remove("done");
    text.focus();
  });

  text.addEventListener("input", () => {
    const count = [...text.value].length;
    size.textContent = count ? `${count.toLocaleString("en")} characters${isPage(text.value) ? ", HTML" : ""}` : "";
  });

  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });

  save.addEventListener("click", async (event) => {
    const { form: kind, suffix } = event.target.dataset;
    if (!kind || sent === null) return;
    try {
      const response = await post(sent, `format=${kind}`);
      if (!response.ok) {
        showProblem(await readProblem(response));
        return;
      }
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await response.blob());
      link.download = `brief.${suffix}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    } catch {
      showProblem(unreachable);
    }
  });

  at("print").addEventListener("click", () => window.print());
})();
