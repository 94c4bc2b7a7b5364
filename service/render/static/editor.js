"use strict";
// Sends the article to v1/briefs, shows the brief the server rendered, or its problem details.
(() => {
  const at = (id) => document.getElementById(id);
  const editor = document.querySelector(".editor");
  const [form, text, size] = [at("ask"), at("text"), at("size")];
  const [progress, problem, result, save] = [at("progress"), at("problem"), at("result"), at("save")];
  let running = null;
  let sent = null;

  const isPage = (article) => /^\s*<(?:!doctype|html|head|body|article|main|div|section|p|h1|!--)/i.test(article);

  const post = (article, accept, signal) =>
    fetch(`v1/briefs?format=${accept}`, {
      method: "POST",
      headers: {
        "Content-Type": `${isPage(article) ? "text/html" : "text/plain"}; charset=utf-8`,
        Accept: accept === "html" ? "text/html" : "*/*",
      },
      body: article,
      signal,
    });

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
    const told = progress.querySelector("span");
    const tick = () => {
      told.textContent = `Reading and translating… ${Math.round((performance.now() - started) / 1000)} s`;
    };
    tick();
    const clock = setInterval(tick, 1000);
    try {
      const response = await post(article, "html", running.signal);
      if (!response.ok) {
        showProblem(await readProblem(response));
        return;
      }
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
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
      const response = await post(sent, kind);
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
