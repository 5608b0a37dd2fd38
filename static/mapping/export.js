// The map as a PNG: the browser draws the server's SVG on a canvas and keeps it as a file.

import { announce } from "../facilitation/announce.js";

const WIDTH = 2000; // pixels: sharp on paper, 17 cm wide at 300 dots an inch

/** @returns {Promise<{svg: string, name: string}>} the drawing, and what its file is called */
async function fetchDrawing(url) {
  const response = await fetch(url);
  const type = response.headers.get("Content-Type") ?? "";
  // signed out meanwhile: what comes is the sign-in page
  if (!response.ok || !type.startsWith("image/svg+xml")) throw new Error("no drawing");
  const name =
    response.headers.get("Content-Disposition")?.match(/filename="([^"]+)"/)?.[1] ?? "map.svg";
  return { svg: await response.text(), name };
}

async function toPng(svg) {
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = WIDTH;
    canvas.height = Math.round((WIDTH * image.naturalHeight) / image.naturalWidth);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Error("no picture"))),
        "image/png",
      ),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // not before the browser has begun to read it
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** @type {NodeListOf<HTMLFormElement>} */
const forms = document.querySelectorAll('[data-module="export"]');

for (const form of forms) {
  const button = form.querySelector("[data-png]");
  const said = form.querySelector("[data-said]");
  const say = (words) => {
    said.textContent = words;
    announce(words);
  };
  button.hidden = false;
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    say("Making the picture…");
    try {
      const naming = new FormData(form).get("naming");
      const { svg, name } = await fetchDrawing(`${button.formAction}?naming=${naming}`);
      save(await toPng(svg), name.replace(/svg$/, "png"));
      say("The picture is among your downloads.");
    } catch {
      say("The picture could not be made. Try again, or take the drawing (SVG).");
    }
  });
}
