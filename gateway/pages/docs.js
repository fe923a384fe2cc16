// Lets each operation of the page be tried out. Without this the page is the same, to read.
// The key stays in a variable of this page: it is written nowhere and gone when the page is left.
"use strict";

const LONGEST = 200000;
let contract = null;

/** Make an element with attributes and children; text is never read as HTML. */
function made(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** A field with a label of its own. */
function labelled(id, text, note, field) {
  field.id = id;
  return made("p", {}, made("label", { for: id }, text, made("small", {}, note)), field);
}

/** The whole contract, asked for once. */
async function theContract() {
  if (!contract) {
    const answer = await fetch("/v1/openapi.json", { credentials: "omit" });
    if (!answer.ok) throw new Error(`the contract was answered with ${answer.status}`);
    contract = await answer.json();
  }
  return contract;
}

/** Follow references, and look inside what may also be null. */
function plain(schema) {
  if (schema.$ref) return plain(schema.$ref.slice(2).split("/").reduce((found, step) => found[step], contract));
  const others = (schema.anyOf || []).filter((each) => each.type !== "null");
  return others.length === 1 ? plain(others[0]) : schema;
}

/** The field for a parameter: a choice where there are few values, else a line of text. */
function fieldFor(parameter) {
  const schema = plain(parameter.schema);
  const words = schema.type === "boolean" ? ["true", "false"] : schema.enum;
  // A header of the example, such as a tag or the name of a call, belongs to that call alone.
  const example = parameter.in === "header" ? "" : [].concat(parameter.example ?? []).join(", ");
  if (!words) return made("input", { type: "text", autocomplete: "off", spellcheck: "false", value: example });
  const choice = made("select", {});
  for (const word of parameter.required ? words : ["", ...words]) choice.append(made("option", { value: word }, word));
  if (words.includes(example)) choice.value = example;
  return choice;
}

/** The fields for a body: which form, and its text or file. */
function bodyFields(anchor, body) {
  const kinds = Object.keys(body.content);
  const kind = made("select", {});
  for (const each of kinds) kind.append(made("option", { value: each }, each));
  const text = made("textarea", { spellcheck: "false" });
  const file = made("input", { type: "file" });
  const shown = kinds.find((each) => body.content[each].examples) || kinds[0];
  const example = Object.values(body.content[shown].examples || {})[0];
  kind.value = shown;
  if (example) text.value = typeof example.value === "string" ? example.value : JSON.stringify(example.value, null, 2);
  const fields = [labelled(`${anchor}-kind`, "Form of the body", "", kind), labelled(`${anchor}-body`, "Body", "", text)];
  const takesFile = kinds.some((each) => !each.includes("json") && !each.includes("urlencoded"));
  if (takesFile) fields.push(labelled(`${anchor}-file`, "or a file", "goes before the text above", file));
  return { fields, kind, text, file };
}

/** What is sent, from the fields. */
function sent(kind, text, file) {
  const upload = file.files && file.files[0];
  if (kind === "multipart/form-data") {
    const form = new FormData();
    form.append("file", upload || new Blob([text], { type: "text/csv" }));
    return { body: form, headers: {} };
  }
  if (kind.includes("urlencoded") && !upload) return { body: new URLSearchParams(JSON.parse(text)), headers: {} };
  return { body: upload || text, headers: { "content-type": kind } };
}

/** The request that the fields of a form ask for. */
function request(article, parameters, fields, body) {
  const headers = {};
  const query = new URLSearchParams();
  let path = article.dataset.path;
  parameters.forEach((parameter, number) => {
    const value = fields[number].value.trim();
    if (value === "") return;
    const many = plain(parameter.schema).type === "array";
    if (parameter.in === "path") path = path.replace(`{${parameter.name}}`, encodeURIComponent(value));
    else if (parameter.in === "header") headers[parameter.name] = value;
    else for (const each of many ? value.split(",") : [value]) query.append(parameter.name, each.trim());
  });
  if (/\{\w+\}/.test(path)) throw new Error(`the address still needs ${path.match(/\{\w+\}/)[0]}`);
  const key = document.getElementById("key").value.trim();
  if (key) headers.apikey = key;
  const asked = { method: article.dataset.method, headers, credentials: "omit", redirect: "manual", cache: "no-store" };
  if (body) {
    const whole = sent(body.kind.value, body.text.value, body.file);
    asked.body = whole.body;
    Object.assign(headers, whole.headers);
  }
  return [`${path}${query.size ? `?${query}` : ""}`, asked];
}

/** An answer's body as text; what is no text is only counted. */
async function told(answer) {
  const kind = answer.headers.get("content-type") || "";
  if (!/json|text|xml/.test(kind)) return `${(await answer.arrayBuffer()).byteLength} bytes of ${kind || "nothing"}`;
  let text = await answer.text();
  if (kind.includes("json") && text) text = JSON.stringify(JSON.parse(text), null, 2);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}\n… ${text.length - LONGEST} more characters` : text;
}

/** Send what a form asks for, and show status, headers and body. */
async function send(result, asked) {
  const status = made("p", { role: "status" }, "Waiting for the answer …");
  result.replaceChildren(status);
  try {
    const [address, options] = asked();
    const answer = await fetch(address, options);
    const lines = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
    status.textContent = `${answer.status} ${answer.statusText} from ${options.method} ${address}`;
    result.append(
      made("h4", {}, "Headers"), made("pre", { tabindex: "0" }, lines),
      made("h4", {}, "Body"), made("pre", { tabindex: "0" }, await told(answer)));
  } catch (error) {
    status.textContent = `It was not sent: ${error.message}.`;
  }
}

/** Put the form of an operation where its button was. */
async function open(article, button) {
  const operation = (await theContract()).paths[article.dataset.path][article.dataset.method.toLowerCase()];
  const parameters = operation.parameters || [];
  const fields = parameters.map(fieldFor);
  const form = made("form", { "aria-label": `Try ${article.dataset.method} ${article.dataset.path}` });
  parameters.forEach((parameter, number) => {
    const many = plain(parameter.schema).type === "array" ? ", several with commas" : "";
    const note = `${parameter.in}${parameter.required ? ", needed" : ""}${many}`;
    form.append(labelled(`${article.id}-${number}`, parameter.name, note, fields[number]));
  });
  const body = operation.requestBody ? bodyFields(article.id, operation.requestBody) : null;
  if (body) form.append(...body.fields);
  form.append(made("p", {}, made("button", { type: "submit" }, `Send ${article.dataset.method}`)));
  const result = made("div", {});
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(result, () => request(article, parameters, fields, body));
  });
  button.replaceWith(form, result);
  form.querySelector("input, select, textarea, button").focus();
}

const key = made("input", { type: "password", autocomplete: "off", spellcheck: "false" });
document.getElementById("credential").append(
  labelled("key", "API key for trying calls out", "kept by this page alone; empty reads as the public", key));
for (const article of document.querySelectorAll("article[data-path]")) {
  const button = made("button", { type: "button", "aria-label": `Try ${article.dataset.method} ${article.dataset.path}` }, "Try it out");
  button.addEventListener("click", () => open(article, button).catch((error) => {
    button.after(made("p", { role: "alert" }, `The form cannot be shown: ${error.message}.`));
  }));
  article.append(button);
}
