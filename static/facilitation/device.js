// What pages keep on this device, encrypted. The key is in a cookie that lasts as long as the log-in
// (facilitation/device.py): the next user of the tablet finds nothing that can be read, and what
// another user left is deleted.

const [owner, secret] = (cookie("genie_device") ?? "").split(".");
const PREFIX = `genie.${owner}.`;
export const usable = Boolean(secret && globalThis.crypto?.subtle);
let importing = null;
// writes and removals in the order in which they were asked for
let tail = Promise.resolve();

/** @param {string} name */
export function cookie(name) {
  return document.cookie.match(new RegExp(`(?:^|; )${name}=([^;]+)`))?.[1];
}

if (owner) {
  for (const key of keys()) {
    if (key.startsWith("genie.") && !key.startsWith(PREFIX)) localStorage.removeItem(key);
  }
}

/** The names of what is kept that begin so. Whether it can be read is another question.
 *  @param {string} start */
export function names(start) {
  if (!usable) return [];
  return keys()
    .filter((key) => key.startsWith(PREFIX + start))
    .map((key) => key.slice(PREFIX.length));
}

/** @param {string} name @param {any} value what JSON can say */
export function write(name, value) {
  if (!usable) return Promise.resolve();
  const text = JSON.stringify(value); // as it is now
  return inOrder(async () => localStorage.setItem(PREFIX + name, await encrypted(text)));
}

/** @param {string} name */
export function remove(name) {
  return usable ? inOrder(async () => localStorage.removeItem(PREFIX + name)) : Promise.resolve();
}

/** What is kept under a name; null for nothing, and for what cannot be read.
 *  @param {string} name */
export async function read(name) {
  await tail;
  const kept = usable ? localStorage.getItem(PREFIX + name) : null;
  return kept && decrypted(kept).then(JSON.parse, () => null);
}

/** A full or forbidden storage is no reason to stop: the change is sent while this page is open. */
function inOrder(act) {
  tail = tail.then(act).catch(() => {});
  return tail;
}

function keys() {
  return Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index));
}

function key() {
  const raw = fromBase64(secret.replaceAll("-", "+").replaceAll("_", "/"));
  importing ??= crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  return importing;
}

async function encrypted(text) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = new TextEncoder().encode(text);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), data);
  return `${toBase64(iv)}.${toBase64(new Uint8Array(sealed))}`;
}

async function decrypted(kept) {
  const [iv, data] = kept.split(".").map(fromBase64);
  const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await key(), data);
  return new TextDecoder().decode(text);
}

function toBase64(bytes) {
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters);
}

function fromBase64(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
