"use strict";
// Copy buttons and the search among the errors. Everything else on the page works without this.

const announcements = document.getElementById("status");

// Where the clipboard may not be written (old browser, page in a frame, no permission), the older
// way is tried.
const copySelection = (element) => {
  const selection = getSelection();
  selection.selectAllChildren(element);
  const copied = document.execCommand("copy");
  if (copied) selection.removeAllRanges();
  return copied;
};

const copy = async (element) => {
  try {
    await navigator.clipboard.writeText(element.textContent);
    return true;
  } catch {
    return copySelection(element);
  }
};

for (const button of document.querySelectorAll("button[data-copies]")) {
  const element = document.getElementById(button.dataset.copies);
  const word = button.firstChild;
  let timer;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const copied = await copy(element);
    // The fallback leaves the text selected where it fails, so that one key press remains.
    const answer = copied ? "Copied" : "Press Ctrl+C or ⌘C";
    word.data = answer;
    button.classList.toggle("done", copied);
    const message = `${answer}: ${button.dataset.label}`;
    announcements.textContent = message;
    clearTimeout(timer);
    timer = setTimeout(() => {
      word.data = "Copy";
      button.classList.remove("done");
      // Another button may have spoken since.
      if (announcements.textContent === message) announcements.textContent = "";
    }, 2500);
  });
}

const remedies = [...document.querySelectorAll(".remedies > details")];
const search = document.getElementById("error");
const found = document.getElementById("found");
search.closest(".search").hidden = false;

const pattern = ({ dataset }) => new RegExp(dataset.matches, dataset.flags);

search.addEventListener("input", () => {
  const text = search.value.trim();
  // A pasted message may hold codes and many words: the codes decide.
  const codes = text.toUpperCase().match(/(AADSTS|IDW|IDX)\d+/g) ?? [];
  const hits = remedies.filter((remedy) =>
    codes.length > 0
      ? codes.some((code) => pattern(remedy).test(code))
      : pattern(remedy).test(text) || remedy.textContent.toLowerCase().includes(text.toLowerCase()),
  );
  for (const remedy of remedies) {
    remedy.hidden = !hits.includes(remedy);
    remedy.open = text !== "" && hits.length === 1 && hits[0] === remedy;
  }
  if (text === "") found.textContent = "";
  else if (hits.length === 0) found.textContent = "Not among these. See the end of this section.";
  else found.textContent = hits.length === 1 ? "1 match" : `${hits.length} matches`;
});

// A link to one error opens it; paper shows all of them.
const openTarget = () => {
  const target = location.hash === "" ? null : document.getElementById(location.hash.slice(1));
  if (target instanceof HTMLDetailsElement) target.open = true;
};
addEventListener("hashchange", openTarget);
openTarget();
addEventListener("beforeprint", () => {
  for (const remedy of remedies) remedy.open = true;
});
